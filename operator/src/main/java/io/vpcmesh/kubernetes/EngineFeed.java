package io.vpcmesh.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.vpcmesh.kubernetes.Caches.Cache;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.topology.TopologyEvent;
import io.vpcmesh.topology.TopologyEvent.Gone;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Tells the engine what the caches show. Whoever notices a change only names the key: what is told
 * is what the cache holds then, under a lock, so that an older version never follows a newer one.
 *
 * <p>A follower has no engine. Its caches are warm, and the engine is told all of them when the
 * replica becomes the leader.
 */
final class EngineFeed {

  private final Caches caches;
  private final Predicate<Key> exists;
  private final Map<Key, String> uids = new HashMap<>();
  private Optional<Consumer<TopologyEvent>> listener = Optional.empty();

  /**
   * @param exists asks the API server itself; throws when it does not answer
   */
  EngineFeed(Caches caches, Predicate<Key> exists) {
    this.caches = caches;
    this.exists = exists;
  }

  /** From now on this engine is told everything, beginning with what is there. */
  synchronized void tell(Consumer<TopologyEvent> engine) {
    listener = Optional.of(engine);
    caches.namespaces().all().map(Declared::event).forEach(engine);
    caches.meshes().all().forEach(mesh -> tell(engine, mesh));
    caches.endpoints().all().forEach(endpoint -> tell(engine, endpoint));
  }

  /** The labels of a namespace were seen. */
  synchronized void seen(Namespace namespace) {
    listener.ifPresent(engine -> engine.accept(Declared.event(namespace)));
  }

  /** A mesh was created, changed or deleted. */
  void changed(MeshId key) {
    if (!told(key, caches.meshes(), this::tell)) {
      gone(key, caches.meshes());
    }
  }

  /** An endpoint was created, changed or deleted. */
  void changed(EndpointKey key) {
    if (!told(key, caches.endpoints(), this::tell)) {
      gone(key, caches.endpoints());
    }
  }

  /** Tells of a resource that the cache did not show as it is, unless it does by now. */
  synchronized void correct(RawEndpoint endpoint) {
    listener.ifPresent(engine -> tell(engine, newer(endpoint, caches.endpoints())));
  }

  /** Tells of a resource that the cache did not show as it is, unless it does by now. */
  synchronized void correct(RawMesh mesh) {
    listener.ifPresent(engine -> tell(engine, newer(mesh, caches.meshes())));
  }

  private static <R extends HasMetadata> R newer(R found, Cache<R> cache) {
    return cache
        .get(Declared.ref(found))
        .filter(seen -> !ObjectVersion.of(found).isNewsTo(ObjectVersion.of(seen)))
        .orElse(found);
  }

  private interface Telling<R> {
    void tell(Consumer<TopologyEvent> engine, R object);
  }

  private synchronized <R extends HasMetadata> boolean told(
      Key key, Cache<R> cache, Telling<R> telling) {
    Optional<R> object = cache.get(key.ref());
    object.ifPresent(it -> listener.ifPresent(engine -> telling.tell(engine, it)));
    return object.isPresent();
  }

  private void tell(Consumer<TopologyEvent> engine, RawMesh mesh) {
    tell(engine, mesh, new MeshId(Declared.ref(mesh)), Declared::event);
  }

  private void tell(Consumer<TopologyEvent> engine, RawEndpoint endpoint) {
    tell(engine, endpoint, new EndpointKey(Declared.ref(endpoint)), Declared::event);
  }

  /** Another UID under the same name: the former life ended unseen. */
  private <R extends HasMetadata> void tell(
      Consumer<TopologyEvent> engine, R object, Key key, Function<R, TopologyEvent> event) {
    String uid = object.getMetadata().getUid();
    String before = uids.put(key, uid);
    if (before != null && !before.equals(uid)) {
      engine.accept(new Gone(key));
    }
    engine.accept(event.apply(object));
  }

  /** A cache may lose an object in a list that was empty by mistake: only the server knows. */
  private <R extends HasMetadata> void gone(Key key, Cache<R> cache) {
    if (!exists.test(key)) {
      forget(key, cache);
    }
  }

  private synchronized <R extends HasMetadata> void forget(Key key, Cache<R> cache) {
    if (cache.get(key.ref()).isEmpty() && uids.remove(key) != null) {
      listener.ifPresent(engine -> engine.accept(new Gone(key)));
    }
  }
}
