package io.vpcmesh.kubernetes;

import static io.vpcmesh.engine.codec.Journaled.deployment;
import static io.vpcmesh.engine.codec.Journaled.tripped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.engine.EndpointJournal;
import io.vpcmesh.engine.Journal;
import io.vpcmesh.engine.MeshJournal;
import io.vpcmesh.engine.Store.StoreException;
import io.vpcmesh.engine.codec.Journaled;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class DeploymentWriterTest {

  private static final EndpointKey ORDERS = EndpointKey.of("shop", "orders");
  private static final String FIRST = "e-orders-1-abcde";
  private static final String SECOND = "e-orders-2-abcde";

  /** A mesh of the name of the endpoint. */
  private static final MeshId MESH = MeshId.of("shop", "orders");

  private static final String OF_MESH = "m-orders-1-abcde";

  private final DeploymentShelf shelf = new DeploymentShelf();
  private final Queue<Runnable> later = new ArrayDeque<>();
  private final RawEndpoint endpoint = new RawEndpoint();
  private DeploymentWriter writer = writer(Fence.open());

  private DeploymentWriter writer(Fence fence) {
    endpoint.setMetadata(new ObjectMetaBuilder().withName("orders").build());
    return new DeploymentWriter(shelf, fence, later::add, _ -> Optional.of(endpoint));
  }

  @Test
  void aNewChangeGetsARecordOfItsEndpoint() {
    writer.announce(ORDERS, first(Phase.PENDING));

    RawDeployment record = shelf.object(FIRST);
    OwnerReference owner = record.getMetadata().getOwnerReferences().getFirst();
    assertThat(shelf.asked()).containsExactly("create " + FIRST);
    assertThat(record.getSpec().path("revision").asLong()).isEqualTo(1);
    assertThat(record.getSpec().at("/snapshot/ports/0/port").asInt()).isEqualTo(1);
    assertThat(List.of(owner.getKind(), owner.getName(), owner.getUid()))
        .containsExactly("ServiceEndpoint", "orders", "uid-orders");
    assertThat(owner.getController()).isTrue();
    assertThat(owner.getBlockOwnerDeletion()).isFalse();
  }

  @Test
  void itsStatusFollowsTheJournalOnceForEachChange() {
    write(first(Phase.PENDING));
    write(first(Phase.PENDING));
    write(first(Phase.PROVISIONING));
    write(first(Phase.COMPLETED));

    assertThat(shelf.asked())
        .containsExactly(
            "create " + FIRST,
            "status " + FIRST,
            "status " + FIRST,
            "complete " + FIRST,
            "status " + FIRST);
    assertThat(shelf.phase(FIRST)).isEqualTo("Completed");
  }

  @Test
  void aRecordThatCannotBeCreatedKeepsTheJournalFromBeingWritten() {
    shelf.trouble = Optional.of(500);

    assertThatThrownBy(() -> writer.announce(ORDERS, first(Phase.PENDING)))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "MeshDeployment shop/e-orders-1-abcde, the record of a change of endpoint shop/orders, cannot be created: refused with 500");

    shelf.trouble = Optional.empty();
    write(first(Phase.PENDING));
    assertThat(shelf.phase(FIRST)).isEqualTo("Pending");
  }

  @Test
  void oneThatIsThereAlreadyForTheSameChangeIsFine() {
    write(first(Phase.PENDING));
    writer = writer(Fence.open());
    shelf.asked();

    write(first(Phase.PROVISIONING));

    assertThat(shelf.asked()).containsExactly("create " + FIRST, "status " + FIRST);
  }

  @Test
  void oneOfTheSameNameForAnotherChangeIsNamed() {
    write(first(Phase.PENDING));
    RawDeployment other = shelf.object(FIRST);
    other.setSpec(other.getSpec().<ObjectNode>deepCopy().put("hash", "abcdeX"));
    writer = writer(Fence.open());

    assertThatThrownBy(() -> writer.announce(ORDERS, first(Phase.PENDING)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(
            "is about revision 1 with hash abcdeX, not about revision 1 with hash abcde1: delete it");
  }

  @Test
  void oneOfAFormerLifeGoesFirst() {
    write(first(Phase.COMPLETED));
    writer = writer(Fence.open());
    EndpointJournal reborn =
        Journaled.nothing().uid("uid-2").change(deployment(1, Phase.PENDING)).journal();

    assertThatThrownBy(() -> writer.announce(ORDERS, reborn))
        .hasMessageContaining("is of a former life and goes first");
    write(reborn);

    assertThat(shelf.object(FIRST).getSpec().at("/targetRef/uid").asText()).isEqualTo("uid-2");
  }

  @Test
  void aStatusThatCannotBeWrittenIsWrittenLaterAndThrowsNothing() {
    writer.announce(ORDERS, first(Phase.PENDING));
    shelf.trouble = Optional.of(500);
    follow(first(Phase.PENDING));
    shelf.trouble = Optional.empty();

    writer.catchUp();
    workAll();

    assertThat(shelf.phase(FIRST)).isEqualTo("Pending");
    writer.catchUp();
    assertThat(later).isEmpty();
  }

  @Test
  void afterARestartNothingIsWrittenWhenNothingChanged() {
    EndpointJournal journal =
        Journaled.nothing()
            .running(1)
            .past(deployment(1, Phase.COMPLETED))
            .change(tripped(2, Phase.ROLLED_BACK))
            .journal();
    write(first(Phase.COMPLETED));
    write(journal);
    shelf.asked();

    restart(journal);
    write(journal);

    assertThat(shelf.asked()).isEmpty();
  }

  @Test
  void whatACrashKeptBackIsWrittenAfterTheRestart() {
    writer.announce(ORDERS, first(Phase.PENDING));

    restart(first(Phase.PROVISIONING));

    assertThat(shelf.phase(FIRST)).isEqualTo("Provisioning");
  }

  @Test
  void whatSomebodyDeletedIsNotWrittenAnew() {
    write(first(Phase.PENDING));
    shelf.remove(FIRST);

    write(first(Phase.PROVISIONING));
    restart(first(Phase.PROVISIONING));
    write(first(Phase.COMPLETED));

    assertThat(shelf.names()).isEmpty();
  }

  @Test
  void theFormerRecordsAreToldTheirEnd() {
    write(first(Phase.PROVISIONING));

    write(
        Journaled.nothing()
            .past(deployment(1, Phase.SUPERSEDED))
            .change(deployment(2, Phase.PENDING))
            .journal());

    assertThat(shelf.phase(FIRST)).isEqualTo("Superseded");
    assertThat(shelf.phase(SECOND)).isEqualTo("Pending");
  }

  @Test
  void whatTheJournalForgotIsPrunedButNotTheRunningRevision() {
    write(first(Phase.COMPLETED));
    for (long revision = 2; revision < 5; revision++) {
      write(Journaled.nothing().running(1).change(tripped(revision, Phase.ROLLED_BACK)).journal());
    }

    assertThat(shelf.names()).containsExactly(FIRST, "e-orders-4-abcde");
  }

  @Test
  void aRecordThatIsAheadOfItsJournalIsNotPruned() {
    write(first(Phase.COMPLETED));
    writer.announce(
        ORDERS, Journaled.nothing().running(1).change(deployment(2, Phase.PENDING)).journal());

    follow(first(Phase.COMPLETED));

    assertThat(shelf.names()).containsExactly(FIRST, SECOND);
  }

  @Test
  void whatIsBeingDeletedGetsNoRecordAndIsNotHeldUp() {
    endpoint.getMetadata().setDeletionTimestamp("2026-07-01T10:00:00Z");

    write(first(Phase.SUPERSEDED));

    assertThat(shelf.asked()).isEmpty();
  }

  @Test
  void aChangeOfAMeshGetsARecordOfItsMeshBeforeItsJournal() {
    writer.announce(MESH, ofMesh(1, Phase.PENDING));

    RawDeployment record = shelf.object(OF_MESH);
    OwnerReference owner = record.getMetadata().getOwnerReferences().getFirst();
    assertThat(shelf.asked()).containsExactly("create " + OF_MESH);
    assertThat(record.getSpec().at("/snapshot/defaults/discovery/ttl").asText()).isEqualTo("1s");
    assertThat(record.getSpec().at("/targetRef/kind").asText()).isEqualTo("ServiceMesh");
    assertThat(List.of(owner.getKind(), owner.getName(), owner.getUid()))
        .containsExactly("ServiceMesh", "orders", "uid-mesh");
  }

  @Test
  void theRecordOfAMeshFollowsItsJournalAndIsPruned() {
    write(MESH, ofMesh(1, Phase.COMPLETED));
    write(MESH, ofMesh(2, Phase.ROLLED_BACK));
    write(MESH, ofMesh(3, Phase.BAKING));

    assertThat(shelf.names()).containsExactly(OF_MESH, "m-orders-3-abcde");
    assertThat(shelf.phase("m-orders-3-abcde")).isEqualTo("Baking");
  }

  @Test
  void aMeshAndAnEndpointOfOneNameDoNotMix() {
    write(first(Phase.COMPLETED));
    write(MESH, ofMesh(1, Phase.BAKING));
    shelf.asked();

    writer = writer(Fence.open());
    writer.remember(
        ImmutableMap.of(ORDERS, first(Phase.COMPLETED), MESH, ofMesh(1, Phase.COMPLETED)));
    writer.catchUp();
    workAll();

    assertThat(shelf.asked()).containsExactly("complete " + OF_MESH, "status " + OF_MESH);
    assertThat(shelf.names()).containsExactly(FIRST, OF_MESH);
  }

  @Test
  void aMeshThatGoesLeavesTheRecordsOfTheEndpointAlone() {
    write(first(Phase.BAKING));
    write(MESH, ofMesh(1, Phase.BAKING));
    writer.forget(MESH);
    shelf.asked();

    write(first(Phase.COMPLETED));
    writer.catchUp();
    workAll();

    assertThat(shelf.asked()).containsExactly("complete " + FIRST, "status " + FIRST);
    assertThat(shelf.phase(OF_MESH)).isEqualTo("Baking");
  }

  @Test
  void whoDoesNotLeadWritesNothing() {
    writer = writer(new Fence(Duration.ofSeconds(10), () -> 0));

    assertThatThrownBy(() -> writer.announce(ORDERS, first(Phase.PENDING)))
        .isInstanceOf(StoreException.class);
    follow(first(Phase.PENDING));

    assertThat(shelf.asked()).isEmpty();
  }

  @Test
  void whoLosesTheLeadMeanwhileWritesNothingMore() {
    Fence fence = Fence.open();
    writer = writer(fence);
    write(first(Phase.PENDING));
    shelf.asked();
    shelf.meanwhile = fence::close;

    follow(first(Phase.COMPLETED));

    assertThat(shelf.asked()).containsExactly("complete " + FIRST);
  }

  private static EndpointJournal first(Phase phase) {
    return Journaled.nothing().change(deployment(1, phase)).journal();
  }

  private static MeshJournal ofMesh(long revision, Phase phase) {
    Journaled mesh = Journaled.nothing().uid("uid-mesh").change(deployment(revision, phase));
    return (revision == 1 ? mesh : mesh.running(1)).meshJournal();
  }

  private void write(EndpointJournal journal) {
    write(ORDERS, journal);
  }

  private void write(Key key, Journal journal) {
    writer.announce(key, journal);
    writer.follow(key, journal);
    workAll();
  }

  private void follow(EndpointJournal journal) {
    writer.follow(ORDERS, journal);
    workAll();
  }

  private void restart(EndpointJournal journal) {
    writer = writer(Fence.open());
    writer.remember(ImmutableMap.of(ORDERS, journal));
    writer.catchUp();
    workAll();
  }

  private void workAll() {
    for (Runnable task = later.poll(); task != null; task = later.poll()) {
      task.run();
    }
  }
}
