package io.vpcmesh.status;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.DeploymentSummary;
import io.vpcmesh.api.v1alpha1.HandledVerbs;
import io.vpcmesh.api.v1alpha1.QuarantinedRevision;
import io.vpcmesh.api.v1alpha1.RevisionStatus;
import io.vpcmesh.api.v1alpha1.RollbackStatus;
import io.vpcmesh.deployment.Cause;
import io.vpcmesh.deployment.Changes.Quarantined;
import io.vpcmesh.deployment.Deployment;
import io.vpcmesh.deployment.Deployment.Remark;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.deployment.Rollout;
import io.vpcmesh.deployment.Verb;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.model.Snapshot;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the status says of the changes of one resource. */
final class DeploymentReport {

  private static final String PAUSED = "Paused";

  private final Key key;
  private final Rollout<?> rollout;
  private final Optional<String> declared;
  private final Optional<String> message;
  private final boolean paused;

  /**
   * How the change under way goes on.
   *
   * @param message what it does or waits for
   * @param paused whether it is declared that it shall wait
   */
  record Course(Optional<String> message, boolean paused) {}

  /**
   * For one resource.
   *
   * @param declared the hash of the newest valid declaration
   */
  DeploymentReport(Key key, Rollout<?> rollout, Optional<String> declared, Course course) {
    this.key = key;
    this.rollout = rollout;
    this.declared = declared;
    this.message = course.message();
    this.paused = course.paused();
  }

  /** How the resource fares as far as its changes decide that. */
  Optional<Verdict> verdict() {
    return rollout.deployment().flatMap(this::verdict).or(this::diverged);
  }

  private Optional<Verdict> verdict(Deployment deployment) {
    String phase = deployment.phase().spelled();
    String said = message.or(() -> remark(deployment)).orElse(phase);
    if (isPaused(deployment)) {
      return Optional.of(
          Verdict.stuck(phase, PAUSED, "revision %d: %s".formatted(deployment.revision(), said)));
    }
    return switch (deployment.phase()) {
      case PENDING -> Optional.of(Verdict.underWay(phase, "Pending", said));
      case VALIDATING -> Optional.of(Verdict.underWay(phase, "Progressing", said));
      case PROVISIONING, PROGRESSING ->
          deployment.first()
              ? Optional.empty()
              : Optional.of(
                  Verdict.underWay(
                      phase,
                      "Progressing",
                      "revision %d: %s".formatted(deployment.revision(), said)));
      case BAKING ->
          Optional.of(
              Verdict.underWay(
                  phase,
                  "Progressing",
                  "Baking",
                  "revision %d: %s".formatted(deployment.revision(), said)));
      case FINALIZING ->
          Optional.of(
              Verdict.underWay(
                  phase,
                  "Progressing",
                  "Finalizing",
                  "revision %d is good: %s".formatted(deployment.revision(), said)));
      case TRIPPED, ROLLING_BACK ->
          Optional.of(
              Verdict.underWay(
                  Phase.ROLLING_BACK.spelled(), "RollingBack", "rolling back: " + said));
      case ROLLBACK_FAILED -> Optional.of(Verdict.stuck(phase, "RollbackFailed", said));
      case HALTED ->
          Optional.of(
              Verdict.stuck(
                  phase,
                  "Halted",
                  "revision %d is bad and stays as far as it came: %s; %s"
                      .formatted(deployment.revision(), said, waysOut())));
      case REJECTED, COMPLETED, ROLLED_BACK, SUPERSEDED -> Optional.empty();
    };
  }

  /** A pause keeps nothing from being taken back, or from being cleaned up after it is good. */
  private boolean isPaused(Deployment deployment) {
    return switch (deployment.phase()) {
      case PENDING, VALIDATING, PROVISIONING, PROGRESSING, BAKING -> paused || deployment.held();
      case REJECTED,
          FINALIZING,
          COMPLETED,
          TRIPPED,
          ROLLING_BACK,
          ROLLED_BACK,
          ROLLBACK_FAILED,
          HALTED,
          SUPERSEDED ->
          false;
    };
  }

  /** What runs is not what is declared. */
  private Optional<Verdict> diverged() {
    return quarantined()
        .map(it -> Verdict.stuck("RolledBack", "RolledBack", explain(it)))
        .or(() ->
            rollout
                .running()
                .filter(_ -> awaited().isPresent())
                .map(running ->
                    Verdict.underWay(
                        "Pending",
                        "Pending",
                        "revision %d runs, a change of it is about to begin"
                            .formatted(running.number()))));
  }

  private Optional<Quarantined> quarantined() {
    return awaited().flatMap(rollout::quarantined);
  }

  /** What is declared and does not run. */
  private Optional<String> awaited() {
    Optional<String> running = rollout.running().map(Snapshot::hash);
    return declared.filter(hash -> !running.equals(Optional.of(hash)));
  }

  private String explain(Quarantined failed) {
    String why =
        rollout
            .changes()
            .lastRollback()
            .filter(it -> it.from() == failed.revision())
            .map(it -> it.message())
            .orElseGet(() ->
                failed.cause() == Cause.UNDONE ? "a person undid it" : failed.cause().spelled());
    return rollout
        .running()
        .map(running ->
            "running %d, spec is %d, which was rolled back: %s; %s"
                .formatted(running.number(), failed.revision(), why, waysOut()))
        .orElseGet(() ->
            (ranBefore(failed)
                    ? "what ran before revision %d, which is not known to be good, was lost with the journal, and AWS stays as it is: %s; %s"
                    : "revision %d was withdrawn, nothing runs: %s; %s")
                .formatted(failed.revision(), why, waysOut()));
  }

  private boolean ranBefore(Quarantined failed) {
    return rollout.deployments().stream()
        .anyMatch(it -> it.revision() == failed.revision() && !it.first());
  }

  private String waysOut() {
    return "declare the running revision again, change the spec, or run 'vpcmesh deployments retry %s'"
        .formatted(key.argument());
  }

  /** Why the change cannot be, if so. */
  Optional<Problem> rejection() {
    return rollout
        .deployment()
        .filter(it -> it.phase() == Phase.REJECTED)
        .flatMap(Deployment::remark)
        .map(it -> new Problem(reason(it.reason()), it.message()));
  }

  private static Reason reason(String name) {
    return Arrays.stream(Reason.values())
        .filter(reason -> reason.name().equals(name))
        .findFirst()
        .orElse(Reason.DeploymentRejected);
  }

  /** Says that what runs is not what is declared. */
  void addTo(Conditions conditions) {
    Optional<Deployment> halted = rollout.deployment().filter(it -> it.phase() == Phase.HALTED);
    if (halted.isPresent()) {
      conditions.yes("Diverged", "Halted", remark(halted.orElseThrow()).orElse("Halted"));
      return;
    }
    Optional<Deployment> waiting = rollout.deployment().filter(this::isPaused);
    if (waiting.isPresent() && rollout.running().isPresent()) {
      conditions.yes(
          "Diverged",
          PAUSED,
          "revision %d waits: %s"
              .formatted(waiting.orElseThrow().revision(), message.orElse("it is paused")));
      return;
    }
    quarantined().ifPresent(it -> conditions.yes("Diverged", "RolledBack", explain(it)));
  }

  @Nullable RevisionStatus revision(
      @Nullable RevisionStatus previous, Verdict verdict, Instant now) {
    Optional<Deployment> target = rollout.underWay().filter(it -> !runs(it));
    if (rollout.running().isEmpty() && target.isEmpty()) {
      return null;
    }
    String hash = rollout.running().map(Snapshot::hash).orElse(null);
    return new RevisionStatus(
        rollout.running().map(Snapshot::number).orElse(null),
        target.map(Deployment::revision).orElse(null),
        hash,
        target.map(Deployment::hash).orElse(null),
        hash == null ? null : Revisions.completedAt(hash, previous, verdict, now));
  }

  private boolean runs(Deployment deployment) {
    return rollout.running().filter(it -> it.number() == deployment.revision()).isPresent();
  }

  @Nullable DeploymentSummary summary() {
    return rollout
        .deployment()
        .map(it ->
            new DeploymentSummary(
                it.nameOf(key),
                it.phase().spelled(),
                it.phase().isOver() ? null : it.stepSummary(),
                it.remark().map(Remark::reason).orElse(null),
                message.or(() -> remark(it)).orElse(null)))
        .orElse(null);
  }

  @Nullable RollbackStatus lastRollback() {
    return rollout
        .changes()
        .lastRollback()
        .map(it ->
            new RollbackStatus(
                it.from(),
                it.to() == 0 ? null : it.to(),
                it.cause().spelled(),
                it.message(),
                it.at().truncatedTo(ChronoUnit.SECONDS).toString(),
                it.duration().toSeconds() + "s"))
        .orElse(null);
  }

  ImmutableList<QuarantinedRevision> quarantine() {
    return rollout.changes().quarantine().stream()
        .map(it ->
            new QuarantinedRevision(
                it.hash(),
                it.revision(),
                it.cause().spelled(),
                it.at().truncatedTo(ChronoUnit.SECONDS).toString()))
        .collect(ImmutableList.toImmutableList());
  }

  @Nullable HandledVerbs handled() {
    return rollout.changes().handled().isEmpty()
        ? null
        : new HandledVerbs(
            token(Verb.RETRY),
            token(Verb.ABORT),
            token(Verb.PROMOTE),
            token(Verb.UNDO),
            token(Verb.PAUSE),
            null);
  }

  private @Nullable String token(Verb verb) {
    return rollout.changes().handled().get(verb);
  }

  private static Optional<String> remark(Deployment deployment) {
    return deployment.remark().map(Remark::message);
  }
}
