package io.vpcmesh.engine;

import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshStatus;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import java.util.Optional;

/** A store whose every journal of an endpoint is held against the one before. */
record JudgedStore(Store store, JournalInvariants judge) implements Store {

  @Override
  public Journals load() {
    return store.load();
  }

  @Override
  public void write(EndpointKey key, EndpointJournal journal) {
    Optional.ofNullable(store.load().endpoints().get(key))
        .ifPresent(before -> judge.judge(key, before.rollout(), journal.rollout()));
    store.write(key, journal);
  }

  @Override
  public void write(MeshId key, MeshJournal journal) {
    store.write(key, journal);
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
    store.release(key);
  }
}
