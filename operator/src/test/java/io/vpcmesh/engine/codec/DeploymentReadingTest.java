package io.vpcmesh.engine.codec;

import static io.vpcmesh.engine.codec.Journaled.deployment;
import static io.vpcmesh.engine.codec.Journaled.tripped;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.vpcmesh.api.v1alpha1.MeshDeploymentSpec;
import io.vpcmesh.api.v1alpha1.MeshDeploymentStatus;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.deployment.Cause;
import io.vpcmesh.deployment.Deployment;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.deployment.Recorded;
import io.vpcmesh.deployment.Recorded.Told;
import io.vpcmesh.engine.EndpointJournal;
import io.vpcmesh.model.EndpointKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What records tell when there is no journal. */
class DeploymentReadingTest {

  private static final EndpointKey ORDERS = EndpointKey.of("shop", "orders");
  private static final String FIRST = "e-orders-1-abcde";

  @Test
  void whatAJournalSaidIsReadAgain() {
    EndpointJournal journal =
        Journaled.nothing().running(1).change(tripped(2, Phase.ROLLED_BACK)).journal();
    DeploymentRecord record = record(journal, "e-orders-2-abcde");

    Recorded<ServiceEndpointSpec> read = read("e-orders-2-abcde", record).orElseThrow();

    Told told = read.told().orElseThrow();
    assertThat(read.revision()).isEqualTo(2);
    assertThat(read.source()).contains(1L);
    assertThat(read.completed()).isFalse();
    assertThat(read.owner()).contains("uid-orders");
    assertThat(read.spec().map(SnapshotJson::of))
        .contains(
            SnapshotJson.of(
                journal.changes().orElseThrow().change().orElseThrow().target().declared()));
    assertThat(told.phase()).isEqualTo(Phase.ROLLED_BACK);
    assertThat(told.remark().map(Deployment.Remark::reason)).contains("InstancesUnhealthy");
    assertThat(told.evidence())
        .singleElement()
        .matches(seen -> seen.cause() == Cause.INSTANCES_UNHEALTHY && seen.unit().equals("a"));
    assertThat(told.since()).isEqualTo(Instant.parse("2026-07-01T10:01:00Z"));
  }

  @Test
  void whatRanIsTheOneThatIsMarked() {
    EndpointJournal journal =
        Journaled.nothing().running(1).change(deployment(1, Phase.COMPLETED)).journal();

    assertThat(read(FIRST, record(journal, FIRST)).orElseThrow().completed()).isTrue();
  }

  @Test
  void ofARecordThatIsNotWhatItsNameSaysOnlyTheNameCounts() {
    DeploymentRecord record = pending();

    for (DeploymentRecord odd :
        List.of(record, new DeploymentRecord(record.labels(), Optional.empty(), record.status()))) {
      Recorded<ServiceEndpointSpec> read = read("e-orders-2-abcde", odd).orElseThrow();

      assertThat(read.spec()).isEmpty();
      assertThat(read.revision()).isEqualTo(2);
      assertThat(read.hash()).isEqualTo("abcde");
      assertThat(read.source()).contains(1L);
    }
  }

  @Test
  void aRecordOfAnotherNameIsNone() {
    assertThat(read("e-cart-1-abcde", pending())).isEmpty();
    assertThat(read("orders", pending())).isEmpty();
  }

  @Test
  void aSpecThatCannotBeReadIsKnownToHaveBeenThere() {
    DeploymentRecord record = pending();
    MeshDeploymentSpec spec = record.spec().orElseThrow();
    MeshDeploymentSpec odd =
        new MeshDeploymentSpec(
            spec.targetRef(),
            spec.revision(),
            spec.generation(),
            spec.hash(),
            Map.of("ports", TextNode.valueOf("none")),
            spec.sourceRevision(),
            spec.plan(),
            spec.trigger());

    Recorded<ServiceEndpointSpec> read =
        read(FIRST, new DeploymentRecord(record.labels(), Optional.of(odd), record.status()))
            .orElseThrow();

    assertThat(read.spec()).isEmpty();
    assertThat(read.hash()).isEqualTo(spec.hash());
  }

  @Test
  void aStatusThatSaysNothingOrNonsenseIsLeftOut() {
    DeploymentRecord record = pending();
    for (MeshDeploymentStatus odd :
        List.of(
            status(null, null), status("Dancing", "2026-07-01T10:00:00Z"), status("Baking", "?"))) {
      assertThat(read(FIRST, new DeploymentRecord(record.labels(), record.spec(), odd)))
          .hasValueSatisfying(read -> assertThat(read.told()).isEmpty());
    }
  }

  private static MeshDeploymentStatus status(@Nullable String phase, @Nullable String at) {
    return new MeshDeploymentStatus(
        phase, null, null, null, null, at, at, null, null, List.of(), List.of());
  }

  private static DeploymentRecord pending() {
    return record(Journaled.nothing().change(deployment(1, Phase.PENDING)).journal(), FIRST);
  }

  private static Optional<Recorded<ServiceEndpointSpec>> read(
      String name, DeploymentRecord record) {
    return DeploymentReading.of(ORDERS, name, Optional.of("uid-orders"), record);
  }

  private static DeploymentRecord record(EndpointJournal journal, String name) {
    return Optional.ofNullable(DeploymentRecords.of(ORDERS, journal).get(name)).orElseThrow();
  }
}
