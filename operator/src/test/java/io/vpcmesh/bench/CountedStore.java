package io.vpcmesh.bench;

import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshStatus;
import io.vpcmesh.engine.EndpointJournal;
import io.vpcmesh.engine.MeshJournal;
import io.vpcmesh.engine.Store;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;

/** Counts the writes of journals and status. */
final class CountedStore implements Store {

  private final Store store;
  private int writes;

  CountedStore(Store store) {
    this.store = store;
  }

  int writes() {
    return writes;
  }

  @Override
  public Journals load() {
    return store.load();
  }

  @Override
  public void write(EndpointKey key, EndpointJournal journal) {
    writes++;
    store.write(key, journal);
  }

  @Override
  public void write(MeshId key, MeshJournal journal) {
    writes++;
    store.write(key, journal);
  }

  @Override
  public void write(EndpointKey key, String uid, ServiceEndpointStatus status) {
    writes++;
    store.write(key, uid, status);
  }

  @Override
  public void write(MeshId key, String uid, ServiceMeshStatus status) {
    writes++;
    store.write(key, uid, status);
  }

  @Override
  public void release(Key key) {
    writes++;
    store.release(key);
  }
}
