package io.vpcmesh.deployment;

import static io.vpcmesh.deployment.SignalsFixture.done;

import io.vpcmesh.model.DeploymentPolicy;
import java.time.Duration;
import java.time.Instant;

/** A deployment on its course through the phases, with a clock of its own. */
final class Course {

  static final Instant START = Instant.parse("2026-07-01T12:00:00Z");

  private Deployment deployment;
  private String message = "";
  private Instant lookAt = Instant.MAX;
  private Instant now = START;

  private Course(DeploymentPolicy policy, boolean first) {
    deployment =
        Deployment.pending(
            8, "b", new Trigger(Trigger.Kind.APPLY, "kubectl"), policy, first, START);
  }

  /** A change of something that runs. */
  static Course of(DeploymentPolicy policy) {
    return new Course(policy, false);
  }

  static Course ofChange() {
    return of(DeploymentPolicy.DEFAULT);
  }

  /** Nothing ran before. */
  static Course ofFirst(DeploymentPolicy policy) {
    return new Course(policy, true);
  }

  /** Nothing stands against it until it comes into the phase. */
  Course to(Phase phase) {
    for (int i = 0; deployment.phase() != phase; i++) {
      if (i > 10) {
        throw new IllegalArgumentException("%s does not lead to %s".formatted(deployment, phase));
      }
      if (deployment.settledAt().isPresent()) {
        later(deployment.policy().bakeTime());
      }
      sees(done());
    }
    return this;
  }

  /** Into the bake, with the clock of it running. */
  Course toSettled() {
    return to(Phase.BAKING).sees(done());
  }

  /** Given up for an alarm. */
  Course toTripped() {
    return to(Phase.PROGRESSING).sees(done().firing("errors"));
  }

  Course sees(SignalsFixture signals) {
    Decision decision = Machine.next(deployment, signals.signals(), now);
    deployment = decision.next();
    message = decision.message();
    lookAt = decision.lookAt();
    return this;
  }

  Course later(Duration time) {
    now = now.plus(time);
    return this;
  }

  Deployment deployment() {
    return deployment;
  }

  Phase phase() {
    return deployment.phase();
  }

  Cause cause() {
    return deployment.tripped().orElseThrow().cause();
  }

  String reason() {
    return deployment.remark().orElseThrow().reason();
  }

  String message() {
    return message;
  }

  Instant lookAt() {
    return lookAt;
  }

  Instant now() {
    return now;
  }
}
