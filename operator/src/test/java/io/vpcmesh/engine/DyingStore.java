package io.vpcmesh.engine;

import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshStatus;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import java.util.function.Consumer;

/** A store that says before and after each write that it writes. */
record DyingStore(Store store, Runnable before, Consumer<Object> after) implements Store {

  @Override
  public Journals load() {
    return store.load();
  }

  @Override
  public void write(EndpointKey key, EndpointJournal journal) {
    around(journal, () -> store.write(key, journal));
  }

  @Override
  public void write(MeshId key, MeshJournal journal) {
    around(journal, () -> store.write(key, journal));
  }

  @Override
  public void write(EndpointKey key, String uid, ServiceEndpointStatus status) {
    around(status, () -> store.write(key, uid, status));
  }

  @Override
  public void write(MeshId key, String uid, ServiceMeshStatus status) {
    around(status, () -> store.write(key, uid, status));
  }

  @Override
  public void release(Key key) {
    around(key, () -> store.release(key));
  }

  private void around(Object what, Runnable write) {
    before.run();
    write.run();
    after.accept(what);
  }
}
