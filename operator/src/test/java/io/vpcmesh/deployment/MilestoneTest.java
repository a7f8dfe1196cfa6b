package io.vpcmesh.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.deployment.Deployment.Remark;
import io.vpcmesh.model.DeploymentPolicy;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is worth telling of deployments. */
class MilestoneTest {

  private static final Instant NOW = Instant.parse("2026-07-01T10:00:00Z");

  @Test
  void aGoodChangeIsToldInThreeSteps() {
    assertThat(
            notes(
                change(false),
                Phase.PROVISIONING,
                Phase.PROGRESSING,
                Phase.BAKING,
                Phase.FINALIZING,
                Phase.COMPLETED))
        .containsExactly(
            "DeploymentStarted: revision 8: declared by helm: what is new is made beside what runs",
            "DeploymentBaking: revision 8: everything follows it from now on, and is watched for 120 s",
            "DeploymentCompleted: revision 8: it runs");
  }

  @Test
  void aChangeThatFailsIsAWarning() {
    Deployment failed = change(false).trip(Cause.ALARM_FIRED, "alarm errors fires", NOW);

    assertThat(notes(failed, Phase.TRIPPED, Phase.ROLLING_BACK, Phase.ROLLED_BACK))
        .containsExactly(
            "DeploymentTripped!: revision 8: it is given up: alarm errors fires",
            "DeploymentRolledBack!: revision 8: it was taken back: alarm errors fires");
  }

  @Test
  void whatAPersonAskedForIsNone() {
    Deployment aborted = change(false).trip(Cause.ABORTED, "a person aborted it", NOW);

    assertThat(notes(aborted, Phase.ROLLED_BACK))
        .containsExactly(
            "DeploymentRolledBack: revision 8: it was taken back: a person aborted it");
  }

  @Test
  void ofAFirstDeploymentOnlyWhatGoesWrongIsTold() {
    Deployment first = change(true);

    assertThat(notes(first, Phase.PROVISIONING, Phase.BAKING, Phase.COMPLETED)).isEmpty();
    assertThat(notes(first, Phase.HALTED)).hasSize(1);
  }

  @Test
  void whatIsRejectedOrStuckIsToldWithTheReason() {
    Deployment refused = change(false).to(Phase.REJECTED, new Remark("X", "a hook objects"), NOW);

    assertThat(notes(refused, Phase.REJECTED, Phase.ROLLBACK_FAILED))
        .containsExactly(
            "DeploymentRejected!: revision 8: it cannot be, and nothing was touched: a hook objects",
            "DeploymentRollbackFailed!: revision 8: it cannot be taken back entirely, that is tried on and on; it was given up since a hook objects");
  }

  private static Deployment change(boolean first) {
    return Deployment.pending(
        8, "abc", new Trigger(Trigger.Kind.APPLY, "helm"), DeploymentPolicy.DEFAULT, first, NOW);
  }

  private static ImmutableList<String> notes(Deployment change, Phase... phases) {
    return Arrays.stream(phases)
        .map(phase -> Milestone.of(change.to(phase, NOW)))
        .flatMap(Optional::stream)
        .map(it -> it.reason() + (it.bad() ? "!: " : ": ") + it.note())
        .collect(ImmutableList.toImmutableList());
  }
}
