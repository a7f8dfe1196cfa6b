package io.vpcmesh.deployment;

import io.vpcmesh.deployment.Deployment.Remark;
import java.util.Optional;

/**
 * What is worth telling of a deployment that came into its phase.
 *
 * @param reason one word: {@code DeploymentRolledBack}
 * @param bad whether somebody should look at it
 * @param note for a person
 */
public record Milestone(String reason, boolean bad, String note) {

  /**
   * Of the phase that a deployment is in; empty where nothing was touched yet, and where another
   * one follows at once. Of a first deployment only what goes wrong: nobody depends on it yet.
   */
  public static Optional<Milestone> of(Deployment deployment) {
    boolean worth =
        switch (deployment.phase()) {
          case PROVISIONING, BAKING, COMPLETED -> !deployment.first();
          case REJECTED, TRIPPED, ROLLED_BACK, ROLLBACK_FAILED, HALTED, SUPERSEDED -> true;
          case PENDING, VALIDATING, PROGRESSING, FINALIZING, ROLLING_BACK -> false;
        };
    return worth
        ? Optional.of(
            new Milestone(reason(deployment.phase()), isBad(deployment), note(deployment)))
        : Optional.empty();
  }

  private static String reason(Phase phase) {
    return phase == Phase.PROVISIONING ? "DeploymentStarted" : "Deployment" + phase.spelled();
  }

  private static boolean isBad(Deployment deployment) {
    return switch (deployment.phase()) {
      case REJECTED, ROLLBACK_FAILED, HALTED -> true;
      case TRIPPED, ROLLED_BACK -> !deployment.isGivenUpByPerson();
      case PENDING,
          VALIDATING,
          PROVISIONING,
          PROGRESSING,
          BAKING,
          FINALIZING,
          COMPLETED,
          ROLLING_BACK,
          SUPERSEDED ->
          false;
    };
  }

  private static String note(Deployment deployment) {
    String why = deployment.remark().map(Remark::message).orElse("");
    String what =
        switch (deployment.phase()) {
          case PROVISIONING ->
              "%s: what is new is made beside what runs".formatted(trigger(deployment));
          case BAKING ->
              "everything follows it from now on, and is watched for %d s"
                  .formatted(deployment.policy().bakeTime().toSeconds());
          case COMPLETED -> "it runs";
          case REJECTED -> "it cannot be, and nothing was touched: " + why;
          case TRIPPED -> "it is given up: " + why;
          case ROLLED_BACK -> "it was taken back: " + why;
          case ROLLBACK_FAILED ->
              "it cannot be taken back entirely, that is tried on and on; it was given up since "
                  + why;
          case HALTED -> "it is bad and stays as far as it came: " + why;
          case SUPERSEDED -> why;
          case PENDING, VALIDATING, PROGRESSING, FINALIZING, ROLLING_BACK ->
              deployment.phase().spelled();
        };
    return "revision %d: %s".formatted(deployment.revision(), what);
  }

  private static String trigger(Deployment deployment) {
    String what =
        switch (deployment.trigger().kind()) {
          case APPLY -> "declared";
          case RETRY -> "tried again";
          case UNDO -> "brought back";
        };
    String by = deployment.trigger().by();
    return by.isEmpty() || deployment.trigger().kind() != Trigger.Kind.APPLY
        ? what
        : what + " by " + by;
  }
}
