package io.vpcmesh.engine;

import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshStatus;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.Resource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The store of one replica, which refuses what {@code kubernetes.KubernetesStore} refuses: writes
 * behind a closed fence, a journal or a status of what is not there any more, a status of an older
 * generation. Its writes fail when the plan says so.
 */
final class ClusterStore implements Store {

  /** What goes wrong with writes, and who is told of them. */
  interface Trouble {
    /** Is told before each write; it may die here. */
    void before(Object what);

    /** Whether the write fails; asked before and after it. */
    boolean fails(boolean after);

    /** Is told after each write; it may die here. */
    void after(Object what);
  }

  private final TestWorld world;
  private final Store strict;
  private final Replica replica;
  private final Trouble trouble;
  private final Map<Key, String> held = new HashMap<>();

  /** Nobody heard of their last status that it was written. */
  private final Set<Key> unheard = new HashSet<>();

  ClusterStore(TestWorld world, Store strict, Replica replica, Trouble trouble) {
    this.world = world;
    this.strict = strict;
    this.replica = replica;
    this.trouble = trouble;
  }

  @Override
  public Journals load() {
    Journals journals = strict.load();
    world.unheard.clear();
    journals.endpoints().forEach((key, journal) -> held.put(key, journal.uid()));
    journals.meshes().forEach((key, journal) -> held.put(key, journal.uid()));
    return journals;
  }

  @Override
  public void write(EndpointKey key, EndpointJournal journal) {
    around(
        journal,
        () -> {
          hold(key, journal.uid());
          world.unheard.writes(key, Optional.ofNullable(strict.load().endpoints().get(key)));
          strict.write(key, journal);
        });
    world.unheard.tells(key);
  }

  @Override
  public void write(MeshId key, MeshJournal journal) {
    around(
        journal,
        () -> {
          hold(key, journal.uid());
          world.unheard.writes(key, Optional.ofNullable(strict.load().meshes().get(key)));
          strict.write(key, journal);
        });
    world.unheard.tells(key);
  }

  @Override
  public void write(EndpointKey key, String uid, ServiceEndpointStatus status) {
    told(
        key,
        status,
        () -> {
          fit(key, uid, status.observedGeneration());
          storeOf(key).write(key, uid, status);
        });
  }

  @Override
  public void write(MeshId key, String uid, ServiceMeshStatus status) {
    told(
        key,
        status,
        () -> {
          fit(key, uid, status.observedGeneration());
          storeOf(key).write(key, uid, status);
        });
  }

  /** First the journal, then the resource: between the two the process may die. */
  @Override
  public void release(Key key) {
    around("the journal of " + key, () -> world.loseJournal(key));
    around(
        key,
        () -> {
          held.remove(key);
          if (resource(key).filter(Resource::deleting).isPresent()) {
            strict.release(key);
          }
        });
  }

  private void told(Key key, Object status, Runnable write) {
    try {
      around(status, write);
      unheard.remove(key);
    } catch (StaleException stale) {
      throw stale;
    } catch (StoreException failed) {
      unheard.add(key);
      throw failed;
    }
  }

  /** Whether it says something new, nobody can know who did not hear of the last one. */
  private Store storeOf(Key key) {
    return unheard.contains(key) ? world.memory : strict;
  }

  private void around(Object what, Runnable write) {
    if (replica.deposed) {
      throw new StoreException("this replica does not lead (any more): nothing is written");
    }
    trouble.before(what);
    if (trouble.fails(false)) {
      throw new StoreException("the API server does not answer");
    }
    write.run();
    trouble.after(what);
    if (trouble.fails(true)) {
      throw new StoreException("the API server does not answer, and has written");
    }
  }

  private void hold(Key key, String uid) {
    if (uid.equals(held.get(key))) {
      return;
    }
    if (resource(key).filter(there -> there.uid().equals(uid)).isEmpty()) {
      throw new StaleException(key + " is not any more what is about to be registered");
    }
    held.put(key, uid);
  }

  private void fit(Key key, String uid, @Nullable Long generation) {
    Optional<? extends Resource<?>> there = resource(key);
    if (there.isEmpty()) {
      throw new StaleException(key + " is gone");
    }
    if (!there.orElseThrow().uid().equals(uid)) {
      throw new StaleException(key + " is not any more what the status is about");
    }
    if (generation != null && generation != there.orElseThrow().generation()) {
      throw new StaleException(key + " has another generation by now");
    }
  }

  private Optional<? extends Resource<?>> resource(Key key) {
    return switch (key) {
      case EndpointKey endpoint -> Optional.ofNullable(world.endpoints.get(endpoint.ref()));
      case MeshId mesh -> Optional.ofNullable(world.meshes.get(mesh.ref()));
    };
  }
}
