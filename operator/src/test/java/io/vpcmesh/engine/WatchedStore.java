package io.vpcmesh.engine;

import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshStatus;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import java.util.ArrayList;
import java.util.List;

/** A store that notes what is asked of it on behalf of endpoints, and refuses status on demand. */
final class WatchedStore implements Store {

  final List<EndpointJournal> journals = new ArrayList<>();
  int tried;
  int refused;

  /** Whether resources change faster than their status can be written. */
  boolean refusing;

  private final Store store;

  WatchedStore(Store store) {
    this.store = store;
  }

  @Override
  public Journals load() {
    return store.load();
  }

  @Override
  public void write(EndpointKey key, EndpointJournal journal) {
    journals.add(journal);
    store.write(key, journal);
  }

  @Override
  public void write(MeshId key, MeshJournal journal) {
    store.write(key, journal);
  }

  @Override
  public void write(EndpointKey key, String uid, ServiceEndpointStatus status) {
    tried++;
    if (refusing) {
      refused++;
      throw new StaleException(key + " has another generation by now");
    }
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
