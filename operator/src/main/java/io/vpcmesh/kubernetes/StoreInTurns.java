package io.vpcmesh.kubernetes;

import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshStatus;
import io.vpcmesh.engine.EndpointJournal;
import io.vpcmesh.engine.MeshJournal;
import io.vpcmesh.engine.Store;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;

/** A store that is written to in turns, however many resources want to be written at once. */
record StoreInTurns(Store store, Turns turns) implements Store {

  @Override
  public Journals load() {
    return store.load();
  }

  @Override
  public void write(EndpointKey key, EndpointJournal journal) {
    turns.take(() -> store.write(key, journal));
  }

  @Override
  public void write(MeshId key, MeshJournal journal) {
    turns.take(() -> store.write(key, journal));
  }

  @Override
  public void write(EndpointKey key, String uid, ServiceEndpointStatus status) {
    turns.take(() -> store.write(key, uid, status));
  }

  @Override
  public void write(MeshId key, String uid, ServiceMeshStatus status) {
    turns.take(() -> store.write(key, uid, status));
  }

  @Override
  public void release(Key key) {
    turns.take(() -> store.release(key));
  }
}
