package io.vpcmesh.kubernetes;

import static io.vpcmesh.engine.codec.Journaled.deployment;
import static io.vpcmesh.engine.codec.Journaled.tripped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.deployment.Recorded;
import io.vpcmesh.engine.EndpointJournal;
import io.vpcmesh.engine.codec.Journaled;
import io.vpcmesh.model.EndpointKey;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** The journal of an endpoint is lost, and the records of its deployments are there. */
class RecalledRecordsTest {

  private static final EndpointKey ORDERS = EndpointKey.of("shop", "orders");
  private static final String FIRST = "e-orders-1-abcde";
  private static final String SECOND = "e-orders-2-abcde";

  private final DeploymentShelf shelf = new DeploymentShelf();
  private final Queue<Runnable> later = new ArrayDeque<>();
  private DeploymentWriter writer = writer("uid-orders");

  @Test
  void whatHasNoJournalIsRememberedByItsRecords() {
    write(first(Phase.COMPLETED));
    writer = writer("uid-orders");

    writer.remember(ImmutableMap.of());

    assertThat(writer.recalled().endpoints().get(ORDERS))
        .singleElement()
        .matches(Recorded::completed)
        .matches(it -> it.owner().equals(Optional.of("uid-orders")));
    assertThat(writer.recalled().meshes().entries()).isEmpty();
  }

  @Test
  void whatHasAJournalIsNot() {
    write(first(Phase.COMPLETED));
    writer = writer("uid-orders");

    writer.remember(ImmutableMap.of(ORDERS, first(Phase.COMPLETED)));

    assertThat(writer.recalled().endpoints().entries()).isEmpty();
  }

  @Test
  void recordsThatGoWithAFormerLifeAreNot() {
    write(first(Phase.COMPLETED));
    writer = writer("uid-2");

    writer.remember(ImmutableMap.of());

    assertThat(writer.recalled().endpoints().entries()).isEmpty();
  }

  @Test
  void recordsOfARestoredBackupAre() {
    write(first(Phase.COMPLETED));
    shelf.object(FIRST).getMetadata().setOwnerReferences(List.of());
    shelf.object(FIRST).setStatus(null);
    writer = writer("uid-2");

    writer.remember(ImmutableMap.of());

    assertThat(writer.recalled().endpoints().get(ORDERS))
        .singleElement()
        .matches(it -> it.owner().isEmpty() && it.told().isEmpty() && it.completed());
  }

  @Test
  void anUnreadableRecordHidesNoOther() {
    write(first(Phase.COMPLETED));
    write(
        Journaled.nothing()
            .running(1)
            .past(deployment(1, Phase.COMPLETED))
            .change(deployment(2, Phase.BAKING))
            .journal());
    RawDeployment odd = shelf.object(SECOND);
    odd.setSpec(odd.getSpec().<ObjectNode>deepCopy().put("revision", "many"));
    writer = writer("uid-orders");

    writer.remember(ImmutableMap.of());

    assertThat(writer.recalled().endpoints().get(ORDERS))
        .extracting(Recorded::revision, it -> it.spec().isPresent())
        .containsExactly(tuple(1L, true), tuple(2L, false));
  }

  @Test
  void recordsThatWereFoundAgainAreNeitherCreatedNorPrunedButFollow() {
    write(first(Phase.COMPLETED));
    EndpointJournal changing =
        Journaled.nothing()
            .running(1)
            .past(deployment(1, Phase.COMPLETED))
            .change(deployment(2, Phase.BAKING))
            .journal();
    write(changing);
    writer = writer("uid-orders");
    writer.remember(ImmutableMap.of());
    shelf.asked();

    writer.catchUp();
    workAll();
    assertThat(shelf.asked()).isEmpty();
    write(
        Journaled.nothing()
            .running(1)
            .past(deployment(1, Phase.COMPLETED))
            .change(tripped(2, Phase.ROLLED_BACK))
            .journal());

    assertThat(shelf.asked()).containsExactly("status " + SECOND);
    assertThat(shelf.phase(SECOND)).isEqualTo("RolledBack");
    assertThat(shelf.names()).containsExactly(FIRST, SECOND);
  }

  private DeploymentWriter writer(String uid) {
    RawEndpoint endpoint = new RawEndpoint();
    endpoint.setMetadata(new ObjectMetaBuilder().withName("orders").withUid(uid).build());
    return new DeploymentWriter(shelf, Fence.open(), later::add, _ -> Optional.of(endpoint));
  }

  private static EndpointJournal first(Phase phase) {
    return Journaled.nothing().change(deployment(1, phase)).journal();
  }

  private void write(EndpointJournal journal) {
    writer.announce(ORDERS, journal);
    writer.follow(ORDERS, journal);
    workAll();
  }

  private void workAll() {
    while (!later.isEmpty()) {
      later.remove().run();
    }
  }
}
