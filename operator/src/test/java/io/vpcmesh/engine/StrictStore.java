package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshStatus;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A store that fails the test at the first status that contradicts itself or the one before, and at
 * the first one that says nothing new.
 *
 * @param truth what AWS has to say to it
 * @param journaling is told of every journal, before it is written
 * @param wrote is told of every status, after it was written
 */
record StrictStore(
    Store store,
    StatusTruth truth,
    BiConsumer<EndpointKey, EndpointJournal> journaling,
    Consumer<Key> wrote)
    implements Store {

  @Override
  public Journals load() {
    return store.load();
  }

  @Override
  public void write(EndpointKey key, EndpointJournal journal) {
    journaling.accept(key, journal);
    store.write(key, journal);
  }

  @Override
  public void write(MeshId key, MeshJournal journal) {
    store.write(key, journal);
  }

  @Override
  public void write(EndpointKey key, String uid, ServiceEndpointStatus status) {
    Journals there = load();
    ServiceEndpointStatus before = isOf(there, key, uid) ? there.endpointStatus().get(key) : null;
    assertThat(status).as("%s: a status that says nothing new", key).isNotEqualTo(before);
    StatusInvariants.check(
        key,
        status.observedGeneration(),
        status.conditions(),
        Optional.ofNullable(before).map(ServiceEndpointStatus::conditions));
    truth.check(key, status);
    store.write(key, uid, status);
    wrote.accept(key);
  }

  @Override
  public void write(MeshId key, String uid, ServiceMeshStatus status) {
    Journals there = load();
    ServiceMeshStatus before = isOf(there, key, uid) ? there.meshStatus().get(key) : null;
    assertThat(status).as("%s: a status that says nothing new", key).isNotEqualTo(before);
    StatusInvariants.check(
        key,
        status.observedGeneration(),
        status.conditions(),
        Optional.ofNullable(before).map(ServiceMeshStatus::conditions));
    store.write(key, uid, status);
    wrote.accept(key);
  }

  /** What was said of another life is not gone on from. */
  private static boolean isOf(Journals there, Key key, String uid) {
    return uid.equals(there.lives().getOrDefault(key, uid));
  }

  @Override
  public void release(Key key) {
    store.release(key);
  }
}
