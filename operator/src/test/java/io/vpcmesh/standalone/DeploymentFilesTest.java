package io.vpcmesh.standalone;

import static io.vpcmesh.engine.codec.Journaled.deployment;
import static io.vpcmesh.engine.codec.Journaled.tripped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableSortedMap;
import io.vpcmesh.api.v1alpha1.TargetKind;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.deployment.Recorded;
import io.vpcmesh.engine.EndpointJournal;
import io.vpcmesh.engine.MeshJournal;
import io.vpcmesh.engine.Store;
import io.vpcmesh.engine.codec.DeploymentRecord;
import io.vpcmesh.engine.codec.Journaled;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.standalone.directory.ManifestName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentFilesTest {

  private static final EndpointKey ORDERS = EndpointKey.of("shop", "orders");
  private static final String FIRST = "e-orders-1-abcde";

  /** A mesh of the name of the endpoint. */
  private static final MeshId MESH = MeshId.of("shop", "orders");

  @TempDir private Path temporary;
  private StateDirectory state;
  private FileStore store;

  @BeforeEach
  void open() {
    state = StateDirectory.lock(temporary.resolve("state"), () -> "test", Instant.EPOCH);
    store = state.store();
  }

  @AfterEach
  void close() {
    state.close();
  }

  @Test
  void aChangeIsAFileBesideTheJournal() {
    store.write(ORDERS, first(Phase.BAKING));

    assertThat(state.files().root().resolve("deployments/endpoints/shop.%s.json".formatted(FIRST)))
        .isRegularFile();
    assertThat(record(FIRST).status().phase()).isEqualTo("Baking");
    assertThat(record(FIRST).spec().orElseThrow().revision()).isEqualTo(1);
  }

  @Test
  void whatFollowsIsWrittenIntoItAndWhatWasBroughtInStays() {
    store.write(ORDERS, first(Phase.COMPLETED));

    store.write(
        ORDERS,
        Journaled.nothing()
            .running(1)
            .past(deployment(1, Phase.COMPLETED))
            .change(tripped(2, Phase.ROLLED_BACK))
            .journal());

    assertThat(record(FIRST).labels()).containsEntry("vpcmesh.io/completed", "true");
    assertThat(record(FIRST).spec().orElseThrow().hash()).isEqualTo("abcde1");
    assertThat(record("e-orders-2-abcde").status().phase()).isEqualTo("RolledBack");
  }

  @Test
  void whatTheJournalForgotIsPrunedButNotTheRunningRevision() {
    store.write(ORDERS, first(Phase.COMPLETED));
    for (long revision = 2; revision < 5; revision++) {
      store.write(
          ORDERS,
          Journaled.nothing().running(1).change(tripped(revision, Phase.ROLLED_BACK)).journal());
    }

    assertThat(records().keySet())
        .extracting(ManifestName::name)
        .containsExactly(FIRST, "e-orders-4-abcde");
  }

  @Test
  void whatACrashKeptBackIsWrittenAtTheNextStartAndOnlyThat() throws IOException {
    store.write(ORDERS, first(Phase.BAKING));
    Path file = state.files().root().resolve("deployments/endpoints/shop." + FIRST + ".json");
    String before = Files.readString(file);
    store.write(ORDERS, first(Phase.COMPLETED));
    Files.writeString(file, before);

    start();
    assertThat(record(FIRST).status().phase()).isEqualTo("Completed");
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    start();

    assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.from(Instant.EPOCH));
  }

  @Test
  void aDamagedRecordHidesNoOtherAndStopsNoStart() throws IOException {
    store.write(ORDERS, first(Phase.COMPLETED));
    store.write(MESH, ofMesh(1, Phase.BAKING));
    Files.writeString(
        state.files().root().resolve("deployments/endpoints/shop." + FIRST + ".json"), "{");

    start();

    assertThat(records().keySet())
        .extracting(ManifestName::name)
        .containsExactly("m-orders-1-abcde");
  }

  @Test
  void theDamagedRecordOfAChangeUnderWayIsWrittenAnewAtItsNextPhase() throws IOException {
    store.write(ORDERS, first(Phase.BAKING));
    Files.writeString(
        state.files().root().resolve("deployments/endpoints/shop." + FIRST + ".json"), "{");

    state.store().write(ORDERS, first(Phase.COMPLETED));

    assertThat(record(FIRST).status().phase()).isEqualTo("Completed");
  }

  @Test
  void anEndpointThatGoesTakesItsRecordsAlong() {
    store.write(ORDERS, first(Phase.COMPLETED));

    store.release(ORDERS);

    assertThat(records()).isEmpty();
  }

  @Test
  void aChangeOfAMeshIsAFileOfItsOwnBesideThatOfTheEndpointOfItsName() {
    store.write(ORDERS, first(Phase.COMPLETED));

    store.write(MESH, ofMesh(1, Phase.BAKING));
    store.write(MESH, ofMesh(1, Phase.COMPLETED));

    assertThat(state.files().root().resolve("deployments/meshes/shop.m-orders-1-abcde.json"))
        .isRegularFile();
    assertThat(records().keySet())
        .extracting(ManifestName::name)
        .containsExactly("m-orders-1-abcde", FIRST);
    assertThat(ofMesh("m-orders-1-abcde").status().phase()).isEqualTo("Completed");
    assertThat(ofMesh("m-orders-1-abcde").spec().orElseThrow().targetRef().kind())
        .isEqualTo(TargetKind.SERVICE_MESH);
  }

  @Test
  void theRecordOfAMeshIsThereBeforeItsJournal() throws IOException {
    Path journals = state.files().root().resolve("journals");
    Files.writeString(journals, "in the way of every journal");

    assertThatThrownBy(() -> store.write(MESH, ofMesh(1, Phase.PENDING)))
        .isInstanceOf(Store.StoreException.class);

    assertThat(ofMesh("m-orders-1-abcde").status().phase()).isEqualTo("Pending");
  }

  @Test
  void whatTheJournalOfAMeshForgotIsPrunedAndOnlyThat() {
    store.write(ORDERS, first(Phase.COMPLETED));
    store.write(MESH, ofMesh(1, Phase.COMPLETED));
    store.write(MESH, ofMesh(2, Phase.ROLLED_BACK));

    store.write(MESH, ofMesh(3, Phase.ROLLED_BACK));

    assertThat(records().keySet())
        .extracting(ManifestName::name)
        .containsExactly("m-orders-1-abcde", "m-orders-3-abcde", FIRST);
  }

  @Test
  void aMeshThatGoesTakesItsRecordsAlongAndNoOthers() {
    store.write(ORDERS, first(Phase.COMPLETED));
    store.write(MESH, ofMesh(1, Phase.COMPLETED));

    store.release(MESH);

    assertThat(records().keySet()).extracting(ManifestName::name).containsExactly(FIRST);
  }

  @Test
  void whatHasNoJournalIsRememberedByItsRecords() throws IOException {
    store.write(ORDERS, first(Phase.COMPLETED));
    store.write(MESH, ofMesh(1, Phase.COMPLETED));
    assertThat(state.store().load().endpointRecords().entries()).isEmpty();
    assertThat(state.store().load().meshRecords().entries()).isEmpty();
    Files.delete(state.files().root().resolve("journals/endpoints/shop.orders.json"));
    Files.delete(state.files().root().resolve("journals/meshes/shop.orders.json"));

    Store.Journals loaded = state.store().load();

    assertThat(loaded.endpointRecords().get(ORDERS)).singleElement().matches(Recorded::completed);
    assertThat(loaded.meshRecords().get(MESH)).singleElement().matches(Recorded::completed);
  }

  @Test
  void aDamagedRecordKeepsNobodyFromStartingAndTheOthersAreStillRead() throws IOException {
    store.write(ORDERS, first(Phase.COMPLETED));
    store.write(MESH, ofMesh(1, Phase.COMPLETED));
    Files.delete(state.files().root().resolve("journals/endpoints/shop.orders.json"));
    Files.delete(state.files().root().resolve("journals/meshes/shop.orders.json"));
    Files.writeString(
        state.files().root().resolve("deployments/endpoints/shop." + FIRST + ".json"), "{");

    FileStore next = state.store();
    Store.Journals loaded = next.load();

    assertThat(loaded.endpointRecords().entries()).isEmpty();
    assertThat(loaded.meshRecords().get(MESH)).singleElement().matches(Recorded::completed);
    next.write(ORDERS, first(Phase.PENDING));
    assertThat(state.store().load().endpoints()).containsKey(ORDERS);
  }

  private void start() {
    FileStore next = state.store();
    next.catchUp(next.load());
  }

  private static EndpointJournal first(Phase phase) {
    return Journaled.nothing().change(deployment(1, phase)).journal();
  }

  private static MeshJournal ofMesh(long revision, Phase phase) {
    Journaled mesh = Journaled.nothing().uid("uid-mesh").change(deployment(revision, phase));
    return (revision == 1 ? mesh : mesh.running(1)).meshJournal();
  }

  private ImmutableSortedMap<ManifestName, DeploymentRecord> records() {
    return state.deployments().readAll();
  }

  private DeploymentRecord record(String name) {
    return record(ManifestName.Kind.ENDPOINT, name);
  }

  private DeploymentRecord ofMesh(String name) {
    return record(ManifestName.Kind.MESH, name);
  }

  private DeploymentRecord record(ManifestName.Kind kind, String name) {
    ManifestName file = new ManifestName(kind, "shop", name);
    return Optional.ofNullable(records().get(file)).orElseThrow();
  }
}
