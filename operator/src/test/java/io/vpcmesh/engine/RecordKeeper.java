package io.vpcmesh.engine;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshStatus;
import io.vpcmesh.deployment.Recorded;
import io.vpcmesh.engine.codec.DeploymentReading;
import io.vpcmesh.engine.codec.DeploymentRecord;
import io.vpcmesh.engine.codec.DeploymentRecords;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.runtime.MemoryStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Keeps the records of deployments of a world, as its store would, and outlives all journals. */
final class RecordKeeper {

  final Map<Key, Map<String, DeploymentRecord>> records = new HashMap<>();

  /** UID of the resources that the records go with, if they go with any. */
  Optional<String> owner = Optional.empty();

  private final Script script;

  /** From the next restart on. */
  RecordKeeper(Script script) {
    this.script = script;
    script.world.storeWrapper = Keeping::new;
  }

  /** All status is lost, and all journals. */
  TestWorld loseStatus() {
    ImmutableListMultimap.Builder<EndpointKey, Recorded<ServiceEndpointSpec>> endpoints =
        ImmutableListMultimap.builder();
    ImmutableListMultimap.Builder<MeshId, Recorded<ServiceMeshSpec>> meshes =
        ImmutableListMultimap.builder();
    records.forEach((key, all) ->
        all.forEach((name, record) -> {
          switch (key) {
            case EndpointKey endpoint ->
                DeploymentReading.of(endpoint, name, owner, record)
                    .ifPresent(it -> endpoints.put(endpoint, it));
            case MeshId mesh ->
                DeploymentReading.of(mesh, name, owner, record)
                    .ifPresent(it -> meshes.put(mesh, it));
          }
        }));
    script.world.memory =
        new MemoryStore(
            new Store.Journals(
                ImmutableMap.of(),
                ImmutableMap.of(),
                ImmutableMap.of(),
                ImmutableMap.of(),
                ImmutableMap.of(),
                endpoints.build(),
                meshes.build()));
    script.world.calls.clear();
    return script.restart().world;
  }

  Map<String, DeploymentRecord> of(Key key) {
    return records.computeIfAbsent(key, _ -> new TreeMap<>());
  }

  private void follow(Key key, Journal journal) {
    Map<String, DeploymentRecord> there = of(key);
    DeploymentRecords.of(key, journal)
        .forEach((name, record) -> {
          DeploymentRecord before = there.get(name);
          if (before != null || record.spec().isPresent()) {
            there.put(
                name,
                new DeploymentRecord(
                    record.labels(),
                    before == null ? record.spec() : before.spec(),
                    record.status()));
          }
        });
    there.keySet().retainAll(DeploymentRecords.kept(key, journal));
  }

  /** A store that has its records follow its journals. */
  private final class Keeping implements Store {

    private final Store store;

    Keeping(Store store) {
      this.store = store;
    }

    @Override
    public Journals load() {
      return store.load();
    }

    @Override
    public void write(EndpointKey key, EndpointJournal journal) {
      store.write(key, journal);
      follow(key, journal);
    }

    @Override
    public void write(MeshId key, MeshJournal journal) {
      store.write(key, journal);
      follow(key, journal);
    }

    @Override
    public void write(EndpointKey key, String uid, ServiceEndpointStatus status) {
      store.write(key, uid, status);
    }

    @Override
    public void write(MeshId key, String uid, ServiceMeshStatus status) {
      store.write(key, uid, status);
    }

    @Override
    public void release(Key key) {
      records.remove(key);
      store.release(key);
    }
  }
}
