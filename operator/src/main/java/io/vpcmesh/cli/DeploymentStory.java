package io.vpcmesh.cli;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.BreakerStatus;
import io.vpcmesh.api.v1alpha1.DeploymentSettings;
import io.vpcmesh.api.v1alpha1.Evidence;
import io.vpcmesh.deployment.Phase;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What became of a deployment, in words for somebody who sees one for the first time. */
final class DeploymentStory {

  private final DeploymentEntry entry;
  private final String flag;
  private final Optional<String> hindrance;
  private final ImmutableList.Builder<String> lines = ImmutableList.builder();

  private DeploymentStory(DeploymentEntry entry, String flag, Optional<String> hindrance) {
    this.entry = entry;
    this.flag = flag;
    this.hindrance = hindrance;
  }

  /**
   * Its lines.
   *
   * @param flag where it is, as on the command line
   */
  static ImmutableList<String> of(DeploymentEntry entry, String flag) {
    return of(entry, flag, Optional.empty());
  }

  /**
   * Its lines.
   *
   * @param hindrance why it does not go on, where that is the declaration's fault
   */
  static ImmutableList<String> of(DeploymentEntry entry, String flag, Optional<String> hindrance) {
    return new DeploymentStory(entry, flag, hindrance).lines();
  }

  private ImmutableList<String> lines() {
    lines.add(
        "Deployment %s/%s brings in revision %d of %s%s."
            .formatted(
                entry.namespace(),
                entry.name(),
                entry.spec().revision(),
                entry.key(),
                source().map(number -> " in place of revision " + number).orElse("")));
    lines.add("", sentence() + ".");
    Stream.of(Optional.of(entry.reason()).filter(it -> !it.isEmpty()), entry.message())
        .flatMap(Optional::stream)
        .forEach(text -> lines.add("  " + text));
    hindrance.ifPresent(why -> lines.add("But what is declared is refused: " + why));
    lines.add("");
    times();
    breaker();
    evidence();
    alarms();
    next();
    return lines.build();
  }

  private Optional<Long> source() {
    return Optional.ofNullable(entry.spec().sourceRevision());
  }

  private String sentence() {
    return entry
        .stand()
        .map(phase -> phase.spelled() + ": " + meaning(phase))
        .orElseGet(() -> entry.phase().isEmpty() ? "Nothing was said of it yet" : entry.phase());
  }

  private String meaning(Phase phase) {
    return switch (phase) {
      case PENDING -> "it was seen, and waits for its turn";
      case VALIDATING -> "what it would take is being worked out; nothing was touched";
      case REJECTED -> "it cannot be; nothing was touched, and " + runs();
      case PROVISIONING -> "what is new is made beside what runs";
      case PROGRESSING -> "it is about to be shown to the callers";
      case BAKING -> "everything follows it, and is watched";
      case FINALIZING -> "it is good; what only the former revision had goes";
      case COMPLETED -> "it was completed";
      case TRIPPED -> "it is bad, and is about to be taken back";
      case ROLLING_BACK -> "it is being taken back; then " + runs();
      case ROLLED_BACK -> "it was taken back; " + runs();
      case ROLLBACK_FAILED ->
          "something keeps it from being taken back entirely; that is tried again and again";
      case HALTED -> "it is bad, and stays where it is: it is not taken back by itself for now";
      case SUPERSEDED -> "a newer change took its place";
    };
  }

  private String runs() {
    return source().map(number -> "revision " + number + " runs").orElse("nothing runs");
  }

  private void times() {
    line("Began", entry.status().begunAt() + ", " + trigger());
    Optional.ofNullable(entry.status().endedAt()).ifPresent(ended -> line("Ended", ended));
    line("Step", entry.step());
    DeploymentSettings plan = entry.spec().plan();
    line(
        "Plan",
        "watched for %s; given up when nothing moves for %s"
            .formatted(plan.bakeTime(), plan.progressDeadline()));
  }

  private String trigger() {
    String by =
        Optional.ofNullable(entry.spec().trigger().by()).map(who -> " by " + who).orElse("");
    return switch (entry.spec().trigger().kind()) {
          case APPLY, UNKNOWN -> "declared";
          case RETRY -> by.isEmpty() ? "tried again" : "tried again, as declared";
          case UNDO -> "asked to go back to an earlier revision";
        }
        + by;
  }

  private void breaker() {
    BreakerStatus breaker = entry.status().breaker();
    if (breaker == null || breaker.state() == null) {
      return;
    }
    String state =
        switch (Objects.requireNonNull(breaker.state())) {
          case DISABLED -> "not there: only a person stops the change";
          case MONITORING -> "counts what fails";
          case TRIGGERED -> "the change was given up";
          case MONITORING_COMPLETE -> "the change is good";
          case UNKNOWN -> "in a state that this release does not know";
        };
    String counted =
        breaker.summary() == null
            ? ""
            : "; %d failed, %d are too many".formatted(breaker.failures(), breaker.threshold());
    line("Breaker", state + counted);
    breaker.byCause().forEach((cause, count) -> line("", cause + " " + count));
  }

  private void evidence() {
    if (entry.status().evidence().isEmpty()) {
      return;
    }
    lines.add("", "What spoke against it:");
    entry.status().evidence().stream().map(DeploymentStory::evidence).forEach(lines::add);
  }

  private static String evidence(Evidence seen) {
    return "  %s  %s  %s"
        .formatted(
            Objects.requireNonNullElse(seen.at(), ""),
            seen.cause(),
            Objects.requireNonNullElse(seen.message(), ""));
  }

  private void alarms() {
    if (!entry.status().ignoredAlarms().isEmpty()) {
      lines.add(
          "",
          "These alarms fired when it began, and say nothing of it: "
              + String.join(", ", entry.status().ignoredAlarms()));
    }
  }

  private void next() {
    ImmutableList<String> ways = entry.stand().map(this::ways).orElseGet(ImmutableList::of);
    if (!ways.isEmpty()) {
      lines.add("", "What you can do:");
      ways.forEach(way -> lines.add("  " + way));
    }
  }

  private ImmutableList<String> ways(Phase phase) {
    return switch (phase) {
      case ROLLED_BACK, REJECTED ->
          ImmutableList.of(
              "revert: " + revert(),
              "fix:    declare something else, which becomes a revision of its own",
              "retry:  " + verb("retry") + ", when the cause was elsewhere and is gone");
      case HALTED ->
          ImmutableList.of(
              "take it back: " + verb("abort"),
              "try again:    " + verb("retry"),
              "fix:          declare something else");
      case PENDING, VALIDATING, PROVISIONING, PROGRESSING, BAKING ->
          ImmutableList.of(
              "follow it:    vpcmesh deployments watch %s %s".formatted(entry.target(), flag),
              "take it back: " + verb("abort"),
              "let it wait:  " + verb("pause"),
              "do not wait:  " + verb("promote"));
      case COMPLETED ->
          source().isPresent() ? ImmutableList.of("go back: " + verb("undo")) : ImmutableList.of();
      case FINALIZING, TRIPPED, ROLLING_BACK, ROLLBACK_FAILED, SUPERSEDED -> ImmutableList.of();
    };
  }

  private String revert() {
    return source()
        .map(number -> "declare what revision " + number + " says; nothing has to be done then")
        .orElseGet(() -> "delete the " + entry.key());
  }

  private String verb(String verb) {
    return "vpcmesh deployments %s %s %s".formatted(verb, entry.target(), flag);
  }

  private void line(String what, String text) {
    lines.add("%-8s %s".formatted(what, text).stripTrailing());
  }
}
