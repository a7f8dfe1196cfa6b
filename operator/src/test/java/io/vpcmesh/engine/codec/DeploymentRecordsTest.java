package io.vpcmesh.engine.codec;

import static io.vpcmesh.engine.codec.Journaled.deployment;
import static io.vpcmesh.engine.codec.Journaled.tripped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import io.vpcmesh.api.v1alpha1.BreakerState;
import io.vpcmesh.api.v1alpha1.BreakerStatus;
import io.vpcmesh.api.v1alpha1.DeploymentTarget;
import io.vpcmesh.api.v1alpha1.DeploymentTrigger;
import io.vpcmesh.api.v1alpha1.Evidence;
import io.vpcmesh.api.v1alpha1.MeshDeploymentSpec;
import io.vpcmesh.api.v1alpha1.MeshDeploymentStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.api.v1alpha1.TargetKind;
import io.vpcmesh.api.v1alpha1.TriggerKind;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.engine.EndpointJournal;
import io.vpcmesh.engine.MeshJournal;
import io.vpcmesh.model.DeploymentPolicy;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.topology.DeploymentPlan;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeploymentRecordsTest {

  private static final EndpointKey ORDERS = EndpointKey.of("shop", "orders");
  private static final MeshId MESH = MeshId.of("shop", "orders");
  private static final String SECOND = "e-orders-2-abcde";

  @Test
  void withoutChangesThereAreNoRecords() {
    assertThat(DeploymentRecords.of(ORDERS, EndpointJournal.empty("u"))).isEmpty();
    assertThat(DeploymentRecords.kept(ORDERS, Journaled.nothing().running(7).journal()))
        .containsExactly("e-orders-7-abcde");
  }

  @Test
  void aChangeThatIsSeenIsFrozenWithItsPlan() {
    EndpointJournal journal =
        Journaled.nothing().running(1).change(deployment(2, Phase.PENDING)).journal();

    DeploymentRecord record = DeploymentRecords.of(ORDERS, journal).get(SECOND);

    assertThat(record)
        .isEqualTo(
            new DeploymentRecord(
                ImmutableSortedMap.of(
                    "vpcmesh.io/target", "orders", "vpcmesh.io/target-kind", "ServiceEndpoint"),
                Optional.of(
                    new MeshDeploymentSpec(
                        new DeploymentTarget(TargetKind.SERVICE_ENDPOINT, "orders", "uid-orders"),
                        2L,
                        12L,
                        "abcde2",
                        SnapshotJson.of(
                            journal
                                .changes()
                                .orElseThrow()
                                .change()
                                .orElseThrow()
                                .target()
                                .declared()),
                        1L,
                        DeploymentPlan.of(DeploymentPolicy.DEFAULT),
                        new DeploymentTrigger(TriggerKind.APPLY, null))),
                new MeshDeploymentStatus(
                    "Pending",
                    0,
                    "0/1",
                    null,
                    null,
                    "2026-07-01T10:00:00Z",
                    "2026-07-01T10:01:00Z",
                    null,
                    new BreakerStatus(BreakerState.MONITORING, 0, null, null, ImmutableMap.of()),
                    List.of(),
                    List.of())));
  }

  @Test
  void theRecordOfARollbackSaysWhy() {
    EndpointJournal journal =
        Journaled.nothing().running(1).change(tripped(2, Phase.ROLLED_BACK)).journal();

    MeshDeploymentStatus status = record(journal, SECOND).status();

    assertThat(status)
        .isEqualTo(
            new MeshDeploymentStatus(
                "RolledBack",
                1,
                "1/1",
                "InstancesUnhealthy",
                "2 of 4 are lost",
                "2026-07-01T10:00:00Z",
                "2026-07-01T10:01:00Z",
                "2026-07-01T10:01:00Z",
                new BreakerStatus(
                    BreakerState.TRIGGERED, 2, 2, "2/2", ImmutableMap.of("InstancesUnhealthy", 2)),
                List.of(
                    new Evidence(
                        "InstancesUnhealthy", "a", "a is not healthy", "2026-07-01T10:01:00Z")),
                List.of("old-alarm")));
  }

  @Test
  void whatRunsIsLabelledCompletedAndHasNoSourceOfItsOwn() {
    EndpointJournal journal =
        Journaled.nothing().running(1).change(deployment(1, Phase.COMPLETED)).journal();

    DeploymentRecord record = record(journal, "e-orders-1-abcde");

    assertThat(record.labels()).containsEntry("vpcmesh.io/completed", "true");
    assertThat(record.spec().orElseThrow().sourceRevision()).isNull();
    assertThat(record.status().stepSummary()).isEqualTo("1/1");
    assertThat(record.status().breaker())
        .isEqualTo(
            new BreakerStatus(BreakerState.MONITORING_COMPLETE, 0, null, null, ImmutableMap.of()));
  }

  @Test
  void ofFormerDeploymentsOnlyTheEndIsKnown() {
    EndpointJournal journal =
        Journaled.nothing()
            .running(1)
            .past(deployment(1, Phase.COMPLETED), deployment(2, Phase.SUPERSEDED))
            .change(deployment(3, Phase.BAKING))
            .journal();

    assertThat(DeploymentRecords.of(ORDERS, journal).keySet())
        .containsExactly("e-orders-1-abcde", SECOND, "e-orders-3-abcde");
    assertThat(record(journal, SECOND).spec()).isEmpty();
    assertThat(record(journal, SECOND).status().endedAt()).isEqualTo("2026-07-01T10:01:00Z");
  }

  @Test
  void theRecordOfTheRunningRevisionIsKeptHoweverOldItIs() {
    EndpointJournal journal =
        Journaled.nothing()
            .running(1)
            .past(tripped(8, Phase.ROLLED_BACK))
            .change(tripped(9, Phase.ROLLED_BACK))
            .journal();

    assertThat(DeploymentRecords.kept(ORDERS, journal))
        .containsExactlyInAnyOrder("e-orders-1-abcde", "e-orders-8-abcde", "e-orders-9-abcde");
  }

  @Test
  void theRecordOfAMeshSaysSoAndHoldsItsWholeSpec() {
    MeshJournal journal =
        Journaled.nothing()
            .uid("uid-mesh")
            .running(1)
            .change(deployment(2, Phase.PENDING))
            .meshJournal();

    ImmutableSortedMap<String, DeploymentRecord> records = DeploymentRecords.of(MESH, journal);
    DeploymentRecord record = Optional.ofNullable(records.get("m-orders-2-abcde")).orElseThrow();
    MeshDeploymentSpec spec = record.spec().orElseThrow();

    assertThat(records).hasSize(1);
    assertThat(record.labels())
        .containsExactly(
            entry("vpcmesh.io/target", "orders"), entry("vpcmesh.io/target-kind", "ServiceMesh"));
    assertThat(spec.targetRef())
        .isEqualTo(new DeploymentTarget(TargetKind.SERVICE_MESH, "orders", "uid-mesh"));
    assertThat(spec.sourceRevision()).isEqualTo(1L);
    assertThat(SnapshotJson.mesh(SnapshotJson.of(declared(journal)))).isEqualTo(declared(journal));
    assertThat(spec.snapshot()).isEqualTo(SnapshotJson.of(declared(journal)));
  }

  @Test
  void theRecordOfTheRunningRevisionOfAMeshIsKept() {
    MeshJournal journal =
        Journaled.nothing().running(1).change(tripped(9, Phase.ROLLED_BACK)).meshJournal();

    assertThat(DeploymentRecords.kept(MESH, journal))
        .containsExactlyInAnyOrder("m-orders-1-abcde", "m-orders-9-abcde");
  }

  @Test
  void aNameThatIsTooLongForALabelIsCutAndToldApart() {
    EndpointKey key = EndpointKey.of("shop", "orders.".repeat(30) + "x");
    EndpointJournal journal = Journaled.nothing().change(deployment(1, Phase.PENDING)).journal();

    String label =
        DeploymentRecords.of(key, journal)
            .values()
            .iterator()
            .next()
            .labels()
            .get("vpcmesh.io/target");

    assertThat(label).hasSize(63).matches("(orders\\.)+ord-[0-9a-f]{10}");
  }

  private static ServiceMeshSpec declared(MeshJournal journal) {
    return journal.changes().orElseThrow().change().orElseThrow().target().declared();
  }

  private static DeploymentRecord record(EndpointJournal journal, String name) {
    return Optional.ofNullable(DeploymentRecords.of(ORDERS, journal).get(name)).orElseThrow();
  }
}
