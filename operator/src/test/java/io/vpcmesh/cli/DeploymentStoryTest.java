package io.vpcmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.MeshDeploymentSpec;
import io.vpcmesh.api.v1alpha1.TargetKind;
import io.vpcmesh.deployment.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeploymentStoryTest {

  @Test
  void aRollbackIsToldWithItsCauseAndTheWaysOut() {
    assertThat(
            String.join(
                "\n", DeploymentStory.of(OpenBook.rolledBack(8), Optional.empty(), "--cluster")))
        .isEqualTo(
            """
            Deployment shop/e-orders-8-abcde brings in revision 8 of endpoint shop/orders in place of revision 7.

            RolledBack: it was taken back; revision 7 runs.
              InstancesUnhealthy
              2 of 4 instances were healthy and are not

            Began    2026-07-01T10:00:00Z, declared
            Ended    2026-07-01T10:02:00Z
            Step     1/1
            Plan     watched for 2m; given up when nothing moves for 10m
            Breaker  the change was given up; 2 failed, 2 are too many
                     InstancesUnhealthy 2

            What spoke against it:
              2026-07-01T10:01:00Z  InstancesUnhealthy  a is not healthy

            These alarms fired when it began, and say nothing of it: old-alarm

            What you can do:
              revert: declare what revision 7 says; nothing has to be done then
              fix:    declare something else, which becomes a revision of its own
              retry:  vpcmesh deployments retry shop/orders --cluster, when the cause was elsewhere and is gone\
            """);
  }

  @Test
  void ofAFirstDeploymentThereIsNothingToGoBackTo() {
    assertThat(DeploymentStory.of(OpenBook.entry(1, "Completed"), Optional.empty(), "--cluster"))
        .contains(
            "Deployment shop/e-orders-1-abcde brings in revision 1 of endpoint shop/orders.",
            "Completed: it was completed.")
        .doesNotContain("What you can do:");
  }

  @Test
  void whatIsRefusedIsSaidBesideWhereItStands() {
    assertThat(
            DeploymentStory.of(
                OpenBook.entry(1, "Provisioning"),
                Optional.empty(),
                "--cluster",
                Optional.of("claims user, already owned by shop/user (Invalid)")))
        .containsSubsequence(
            "Provisioning: what is new is made beside what runs.",
            "But what is declared is refused: claims user, already owned by shop/user (Invalid)");
  }

  @Test
  void aFirstDeploymentIsNotSaidToBeWatchedOrCounted() {
    assertThat(
            DeploymentStory.of(OpenBook.counting(1, "Completed", 0), Optional.empty(), "--cluster"))
        .contains(
            "Plan     brought in at once and not watched; given up only when AWS refuses it and nothing moves for 10m",
            "Breaker  counts what fails");
    assertThat(DeploymentStory.of(OpenBook.counting(2, "Baking", 0), Optional.empty(), "--cluster"))
        .contains("Breaker  counts what fails; 0 failed, 2 are too many");
  }

  @Test
  void whatIsRevertedNeedsNoWayOutAnyMore() {
    assertThat(told(OpenBook.rolledBack(8), "e-orders-8-abcde", "RolledBack", 7, Map.of()))
        .contains("RolledBack: it was taken back; revision 7 runs.")
        .endsWith("", "Nothing has to be done: what is declared runs.");
  }

  @Test
  void whatIsStillDeclaredHasWaysOut() {
    Map<String, Object> diverged = OpenBook.diverged("RolledBack", 8);

    assertThat(told(OpenBook.rolledBack(8), "e-orders-8-abcde", "RolledBack", 7, diverged))
        .contains(
            "  revert: declare what revision 7 says; nothing has to be done then",
            "  retry:  vpcmesh deployments retry shop/orders --cluster, when the cause was elsewhere and is gone");
  }

  @Test
  void ofWhatIsPastNothingCanBeDoneAndWhatRunsNowIsNamed() {
    assertThat(told(OpenBook.rolledBack(3), "e-orders-4-abcde", "Completed", 4, Map.of()))
        .contains("RolledBack: it was taken back; revision 4 runs.")
        .endsWith("", "It is past; the newest one: vpcmesh deployments show shop/orders --cluster");
    assertThat(told(OpenBook.entry(3, "Completed"), "e-orders-4-abcde", "Completed", 4, Map.of()))
        .doesNotContain("What you can do:");
  }

  @Test
  void whatIsPausedIsPromotedAndNotPausedAgain() {
    Map<String, Object> diverged = OpenBook.diverged("Paused", 8);

    assertThat(told(OpenBook.paused(8), "e-orders-8-abcde", "Baking", 7, diverged))
        .contains("  let it go on: vpcmesh deployments promote shop/orders --cluster")
        .noneMatch(line -> line.contains(" pause "));
    assertThat(told(OpenBook.entry(8, "Baking"), "e-orders-8-abcde", "Baking", 7, diverged))
        .contains("  let it go on: declare spec.paused false");
  }

  private static ImmutableList<String> told(
      DeploymentEntry entry, String newest, String phase, long running, Map<String, Object> more) {
    return DeploymentStory.of(
        entry, Optional.of(OpenBook.said(newest, phase, running, more)), "--cluster");
  }

  @Test
  void ofAMeshItIsTheMeshThatIsNamed() {
    assertThat(
            DeploymentStory.of(
                OpenBook.ofMesh(OpenBook.rolledBack(8)), Optional.empty(), "--cluster"))
        .startsWith(
            "Deployment shop/m-orders-8-abcde brings in revision 8 of mesh shop/orders in place of revision 7.")
        .endsWith(
            "  retry:  vpcmesh deployments retry mesh/shop/orders --cluster, when the cause was elsewhere and is gone");
    assertThat(
            DeploymentStory.of(
                OpenBook.ofMesh(OpenBook.entry(8, "Baking")), Optional.empty(), "--state x"))
        .contains(
            "  follow it:    vpcmesh deployments watch mesh/shop/orders --state x",
            "  take it back: vpcmesh deployments abort mesh/shop/orders --state x");
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void everyPhaseHasItsWords(Phase phase) {
    assertThat(
            DeploymentStory.of(OpenBook.entry(2, phase.spelled()), Optional.empty(), "--cluster")
                .get(2))
        .startsWith(phase.spelled() + ": ");
  }

  @Test
  void aPhaseOfANewerReleaseIsPassedOn() {
    assertThat(DeploymentStory.of(OpenBook.entry(2, "Dreaming"), Optional.empty(), "--cluster"))
        .contains("Dreaming.");
  }

  @Test
  void theListHasALineForEach() {
    assertThat(
            ListDeploymentsCommand.table(
                    ImmutableList.of(OpenBook.entry(7, "Completed"), OpenBook.rolledBack(8)),
                    Instant.parse("2026-07-01T10:05:00Z"))
                .lines())
        .containsExactly(
            "TARGET        REV   PHASE        STEP   FAILURES   REASON               AGE",
            "shop/orders   7     Completed    1/1                                    5m",
            "shop/orders   8     RolledBack   1/1    2/2        InstancesUnhealthy   5m");
  }

  @Test
  void theListNamesAMeshAsTheCommandsDo() {
    assertThat(
            ListDeploymentsCommand.table(
                    ImmutableList.of(OpenBook.ofMesh(OpenBook.entry(7, "Completed"))),
                    Instant.parse("2026-07-01T10:05:00Z"))
                .lines())
        .last()
        .isEqualTo("mesh/shop/orders   7     Completed   1/1                        5m");
  }

  @Test
  void inANamespaceMeshesComeBeforeEndpointsAndTheNewestIsLast() {
    DeploymentEntry mesh = OpenBook.ofMesh(OpenBook.entry(9, "Completed"));

    assertThat(
            ImmutableList.sortedCopyOf(
                DeploymentEntry.ORDER,
                List.of(OpenBook.entry(10, "Baking"), OpenBook.entry(9, "Completed"), mesh)))
        .containsExactly(mesh, OpenBook.entry(9, "Completed"), OpenBook.entry(10, "Baking"));
  }

  @Test
  void whatANewerReleaseRecordsOfOtherKindsIsLeftOut() {
    DeploymentEntry known = OpenBook.entry(7, "Completed");
    MeshDeploymentSpec spec = OpenBook.spec(TargetKind.UNKNOWN, 7);

    assertThat(DeploymentEntry.found("shop", known.name(), known.spec(), known.status()))
        .contains(known);
    assertThat(DeploymentEntry.found("shop", "x-orders-7-abcde", spec, known.status())).isEmpty();
  }
}
