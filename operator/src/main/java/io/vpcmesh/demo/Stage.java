package io.vpcmesh.demo;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.Condition;
import io.vpcmesh.api.v1alpha1.ConditionStatus;
import io.vpcmesh.api.v1alpha1.InstanceCount;
import io.vpcmesh.api.v1alpha1.RevisionStatus;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.cli.table.Table;
import io.vpcmesh.engine.Store.Journals;
import io.vpcmesh.model.EndpointKey;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows what the audience gets to see, and waits for what has to happen first. */
final class Stage {

  private static final ImmutableList<String> HEADING =
      ImmutableList.of("NAME", "PHASE", "REV", "TARGET", "HEALTHY", "READY", "REASON", "ADDRESS");
  private static final int LONG = 160;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final PrintStream out;
  private final Supplier<Journals> statuses;
  private final RegistryTable registry;
  private final CountedCloud calls;
  private final Time time;
  private int chapter;

  /** What time it is, and how to let some of it pass. */
  record Time(InstantSource clock, Consumer<Duration> pause) {}

  Stage(
      PrintStream out,
      Supplier<Journals> statuses,
      RegistryTable registry,
      CountedCloud calls,
      Time time) {
    this.out = out;
    this.statuses = statuses;
    this.registry = registry;
    this.calls = calls;
    this.time = time;
  }

  void chapter(String title) {
    chapter++;
    out.println();
    out.println(chapter + ". " + title);
    out.println();
  }

  void say(String line) {
    out.println("   " + line);
  }

  /** Lets time pass in which nothing is to be seen. */
  void pass(Duration duration) {
    time.pause().accept(duration);
  }

  /** Waits until something shows in the status. */
  void await(String what, Predicate<Journals> happened) {
    Instant start = time.clock().instant();
    Instant end = start.plus(PATIENCE);
    while (!happened.test(statuses.get())) {
      if (time.clock().instant().isAfter(end)) {
        throw new WaitedInVainException(
            "the demo waited %d s in vain until %s%s"
                .formatted(PATIENCE.toSeconds(), what, excuse(statuses.get())));
      }
      time.pause().accept(LOOK_EVERY);
    }
    double seconds = Duration.between(start, time.clock().instant()).toMillis() / 1_000.0;
    say("after %.1f s: %s".formatted(seconds, what));
  }

  /** What the meshes say is in the way. */
  private static String excuse(Journals journals) {
    return journals.meshStatus().entrySet().stream()
        .flatMap(mesh ->
            mesh.getValue().conditions().stream()
                .filter(condition -> condition.type().equals("Ready"))
                .filter(condition -> condition.status() != ConditionStatus.TRUE)
                .map(condition -> ": %s: %s".formatted(mesh.getKey(), condition.message())))
        .sorted()
        .collect(Collectors.joining());
  }

  void showEndpoints() {
    show(
        new Table(
            HEADING,
            statuses.get().endpointStatus().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .collect(toImmutableList())));
  }

  void showEndpoint(String name) {
    EndpointKey key = EndpointKey.of("shop", name);
    ServiceEndpointStatus status = statuses.get().endpointStatus().get(key);
    if (status != null) {
      show(new Table(HEADING, ImmutableList.of(row(key, status))));
    }
  }

  void showCondition(String name, String type) {
    ServiceEndpointStatus status =
        statuses.get().endpointStatus().get(EndpointKey.of("shop", name));
    if (status != null) {
      Story.condition(status, type)
          .map(Condition::message)
          .ifPresent(message -> say(inLines(name + ": " + message)));
    }
  }

  /** A long message goes on in the next line where a part of it ends. */
  private static String inLines(String message) {
    return message.length() <= LONG ? message : message.replace("; ", ";\n     ");
  }

  void showRegistry() {
    say("Cloud Map has:");
    show(registry.of(_ -> true));
  }

  void showRegistry(String service) {
    say("Cloud Map has:");
    show(registry.of(service::equals));
  }

  void showCalls() {
    say("mutating AWS calls: " + calls.sinceLastAsked());
  }

  private static ImmutableList<String> row(EndpointKey key, ServiceEndpointStatus status) {
    InstanceCount counts = status.instances();
    String summary = counts == null ? null : counts.summary();
    return ImmutableList.of(
        key.ref().name(),
        Objects.requireNonNullElse(status.phase(), "-"),
        revision(status, RevisionStatus::running).orElse("-"),
        revision(status, RevisionStatus::target).orElse(""),
        Objects.requireNonNullElse(summary, "-"),
        Story.condition(status, "Ready").map(ready -> spell(ready)).orElse("-"),
        Story.condition(status, "Ready").map(Condition::reason).orElse("-"),
        Objects.requireNonNullElse(status.address(), "-"));
  }

  private static Optional<String> revision(
      ServiceEndpointStatus status, Function<RevisionStatus, @Nullable Long> which) {
    return Optional.ofNullable(status.revision())
        .flatMap(revision -> Optional.ofNullable(which.apply(revision)))
        .map(String::valueOf);
  }

  private static String spell(Condition condition) {
    return switch (condition.status()) {
      case TRUE -> "True";
      case FALSE -> "False";
      case UNKNOWN -> "Unknown";
    };
  }

  private void show(Table table) {
    out.println();
    table.lines().forEach(line -> out.println("     " + line));
    out.println();
  }
}
