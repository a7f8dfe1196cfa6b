package io.vpcmesh.standalone;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshStatus;
import io.vpcmesh.engine.EndpointJournal;
import io.vpcmesh.engine.MeshJournal;
import io.vpcmesh.engine.Store;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.standalone.directory.ManifestName;
import io.vpcmesh.standalone.directory.ManifestName.Kind;
import java.util.function.Consumer;
import java.util.function.Function;

/** A store of files, one for each journal and status. */
public final class FileStore implements Store {

  private static final String JOURNALS = "journals";
  private static final String STATUS = "status";

  private static final String REDRAWN = "the daemon writes it anew when it starts";

  private final Folder<EndpointJournal> endpoints;
  private final Folder<MeshJournal> meshes;
  private final Folder<ServiceEndpointStatus> endpointStatus;
  private final Folder<ServiceMeshStatus> meshStatus;
  private final DeploymentFiles deployments;
  private final ResourceFiles resources;
  private volatile Consumer<Key> onRelease = key -> {};

  FileStore(Folder.Cabinet cabinet) {
    endpoints = new Folder<>(cabinet, JOURNALS, Kind.ENDPOINT, EndpointJournal.class);
    meshes = new Folder<>(cabinet, JOURNALS, Kind.MESH, MeshJournal.class);
    endpointStatus = new Folder<>(cabinet, STATUS, Kind.ENDPOINT, ServiceEndpointStatus.class);
    meshStatus = new Folder<>(cabinet, STATUS, Kind.MESH, ServiceMeshStatus.class);
    deployments = new DeploymentFiles(cabinet);
    resources = new ResourceFiles(cabinet);
  }

  /** Tells this listener, and no other one any more, what is released. */
  public void onRelease(Consumer<Key> listener) {
    onRelease = listener;
  }

  @Override
  public Journals load() {
    ImmutableMap<EndpointKey, EndpointJournal> ofEndpoints =
        byKey(endpoints.readAll(), FileStore::endpoint);
    ImmutableMap<MeshId, MeshJournal> ofMeshes = byKey(meshes.readAll(), FileStore::mesh);
    return new Journals(
        ofEndpoints,
        ofMeshes,
        byKey(endpointStatus.readUsable(REDRAWN), FileStore::endpoint),
        byKey(meshStatus.readUsable(REDRAWN), FileStore::mesh),
        ImmutableMap.of(),
        deployments.endpoints(key -> !ofEndpoints.containsKey(key)),
        deployments.meshes(key -> !ofMeshes.containsKey(key)));
  }

  /**
   * Has the records of deployments say what was journaled last, where a crash kept them from it.
   */
  void catchUp(Journals journals) {
    journals.meshes().forEach(deployments::follow);
    journals.endpoints().forEach(deployments::follow);
  }

  @Override
  public void write(EndpointKey key, EndpointJournal journal) {
    store(() -> {
      deployments.announce(key, journal);
      endpoints.write(ManifestName.of(key), journal);
    });
    deployments.follow(key, journal);
  }

  @Override
  public void write(MeshId key, MeshJournal journal) {
    store(() -> {
      deployments.announce(key, journal);
      meshes.write(ManifestName.of(key), journal);
    });
    deployments.follow(key, journal);
  }

  @Override
  public void write(EndpointKey key, String uid, ServiceEndpointStatus status) {
    store(() -> endpointStatus.write(ManifestName.of(key), status));
  }

  @Override
  public void write(MeshId key, String uid, ServiceMeshStatus status) {
    store(() -> meshStatus.write(ManifestName.of(key), status));
  }

  /** The resource goes last: as long as it is there, a restart asks for the release again. */
  @Override
  public void release(Key key) {
    ManifestName name = ManifestName.of(key);
    store(() -> {
      switch (key) {
        case EndpointKey _ -> {
          endpoints.delete(name);
          endpointStatus.delete(name);
        }
        case MeshId _ -> {
          meshes.delete(name);
          meshStatus.delete(name);
        }
      }
      deployments.forget(key);
      resources.delete(name);
    });
    onRelease.accept(key);
  }

  private static void store(Runnable write) {
    try {
      write.run();
    } catch (StateException failed) {
      throw new StoreException(String.valueOf(failed.getMessage()), failed);
    }
  }

  private static <K, V> ImmutableMap<K, V> byKey(
      ImmutableSortedMap<ManifestName, V> values, Function<ManifestName, K> key) {
    return values.entrySet().stream()
        .collect(
            ImmutableMap.toImmutableMap(
                entry -> key.apply(entry.getKey()), entry -> entry.getValue()));
  }

  private static EndpointKey endpoint(ManifestName name) {
    return EndpointKey.of(name.namespace(), name.name());
  }

  private static MeshId mesh(ManifestName name) {
    return MeshId.of(name.namespace(), name.name());
  }
}
