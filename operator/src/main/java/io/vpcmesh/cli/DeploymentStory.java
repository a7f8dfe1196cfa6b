package io.vpcmesh.cli;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.BreakerStatus;
import io.vpcmesh.api.v1alpha1.DeploymentSettings;
import io.vpcmesh.api.v1alpha1.Evidence;
import io.vpcmesh.cli.DeploymentBook.Said;
import io.vpcmesh.deployment.Phase;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What became of a deployment, in words for somebody who sees one for the first time. */
final class DeploymentStory {

  private final DeploymentEntry entry;
  private final DeploymentWays ways;
  private final Optional<String> hindrance;
  private final ImmutableList.Builder<String> lines = ImmutableList.builder();

  private DeploymentStory(DeploymentEntry entry, DeploymentWays ways, Optional<String> hindrance) {
    this.entry = entry;
    this.ways = ways;
    this.hindrance = hindrance;
  }

  /**
   * Its lines.
   *
   * @param now what is said of its endpoint or mesh now, if anything
   * @param flag where it is, as on the command line
   */
  static ImmutableList<String> of(DeploymentEntry entry, Optional<Said> now, String flag) {
    return of(entry, now, flag, Optional.empty());
  }

  /**
   * Its lines.
   *
   * @param hindrance why it does not go on, where that is the declaration's fault
   */
  static ImmutableList<String> of(
      DeploymentEntry entry, Optional<Said> now, String flag, Optional<String> hindrance) {
    return new DeploymentStory(entry, new DeploymentWays(entry, now, flag), hindrance).lines();
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

  /** Nobody depended on it yet when it was brought in. */
  private boolean isFirst() {
    return source().isEmpty();
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
    return ways.running().map(number -> "revision " + number + " runs").orElse("nothing runs");
  }

  private void times() {
    line("Began", entry.status().begunAt() + ", " + trigger());
    Optional.ofNullable(entry.status().endedAt()).ifPresent(ended -> line("Ended", ended));
    line("Step", entry.step());
    DeploymentSettings plan = entry.spec().plan();
    String course =
        isFirst()
            ? "brought in at once and not watched; given up only when AWS refuses it and nothing moves for %s"
                .formatted(plan.progressDeadline())
            : "watched for %s; given up when nothing moves for %s"
                .formatted(plan.bakeTime(), plan.progressDeadline());
    line("Plan", course);
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
    line("Breaker", state + counted(breaker));
    breaker.byCause().forEach((cause, count) -> line("", cause + " " + count));
  }

  private String counted(BreakerStatus breaker) {
    // However many fail, nothing is taken back for that where nobody depends on it yet.
    if (breaker.summary() == null || isFirst()) {
      return "";
    }
    return "; %d failed, %d are too many".formatted(breaker.failures(), breaker.threshold());
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
    ImmutableList<String> ways = this.ways.lines();
    if (!ways.isEmpty()) {
      lines.add("").addAll(ways);
    }
  }

  private void line(String what, String text) {
    lines.add("%-8s %s".formatted(what, text).stripTrailing());
  }
}
