package io.vpcmesh.engine;

import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.topology.TopologyEvent;
import io.vpcmesh.topology.TopologyEvent.EndpointSeen;
import io.vpcmesh.topology.TopologyEvent.Gone;
import io.vpcmesh.topology.TopologyEvent.MeshSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The informers between the API server and the engine. Events of one kind arrive in order, late or
 * not at all until everything is listed anew; whoever is told of one is told what the cache holds
 * by then, as {@code kubernetes.EngineFeed} does it.
 */
final class LateWatch {

  /** So long after it was told of a change, the engine may have acted on what it knew before. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** So long a former leader may go on. */
  private static final Duration DEPOSED = Duration.ofSeconds(15);

  /** What there was, or was not, since a moment. */
  record Version(long number, Instant since, TopologyEvent event) {}

  private final TestWorld world;
  private final Random random;
  private final Map<Key, Version> server = new LinkedHashMap<>();
  private final List<Version> past = new ArrayList<>();
  private final Map<Key, Version> cache = new LinkedHashMap<>();
  private final Map<Key, String> uids = new HashMap<>();
  private final Map<Key, List<Version>> told = new HashMap<>();

  /** What the former leader was told, who may still be there. */
  private final Map<Key, List<Version>> toldBefore = new HashMap<>();

  private Instant ledSince = Instant.EPOCH;
  private final Map<Class<?>, Instant> busyUntil = new HashMap<>();
  private Optional<Consumer<TopologyEvent>> engine = Optional.empty();
  private Duration late = Duration.ZERO;
  private boolean lost;
  private long session;

  LateWatch(TestWorld world, long seed) {
    this.world = world;
    this.random = new Random(seed);
    world.watch = this::happened;
  }

  /** Something came into the declared world, changed, or went. */
  private void happened(TopologyEvent event) {
    Version version = new Version(past.size(), world.loop.now(), event);
    past.add(version);
    server.put(keyOf(event), version);
    if (!lost) {
      long current = session;
      Instant due = due(event);
      world.loop.after(
          Duration.between(world.loop.now(), due),
          () -> {
            if (session == current) {
              cache.put(keyOf(event), version);
              tell(keyOf(event));
            }
          });
    }
  }

  /** Events of one kind stay in order. */
  private Instant due(TopologyEvent event) {
    Instant soonest = world.loop.now().plus(some(late));
    Instant due =
        Stream.of(soonest, busyUntil.getOrDefault(event.getClass(), Instant.EPOCH))
            .max(Instant::compareTo)
            .orElseThrow();
    busyUntil.put(event.getClass(), due);
    return due;
  }

  /** The reconciler of one object runs when it gets to it. */
  private void tell(Key key) {
    Optional<Consumer<TopologyEvent>> current = engine;
    world.loop.after(
        some(late),
        () -> {
          if (engine.equals(current)) {
            engine.ifPresent(listener -> tell(key, listener));
          }
        });
  }

  private void tell(Key key, Consumer<TopologyEvent> listener) {
    Version version = cache.get(key);
    if (version == null) {
      return;
    }
    Optional<String> uid = uidOf(version.event());
    boolean gone = uid.isEmpty();
    if (gone && isThere(key)) {
      return;
    }
    String before = uid.isPresent() ? uids.put(key, uid.orElseThrow()) : uids.remove(key);
    if (before != null && !uid.equals(Optional.of(before))) {
      listener.accept(new Gone(key));
    }
    if (!gone) {
      listener.accept(version.event());
    }
    told.computeIfAbsent(key, _ -> new ArrayList<>())
        .add(new Version(version.number(), world.loop.now(), version.event()));
  }

  private boolean isThere(Key key) {
    return server.containsKey(key) && uidOf(server.get(key).event()).isPresent();
  }

  void late(Duration by) {
    late = by;
  }

  /** The watch is dead, and nobody knows. */
  void lose() {
    lost = true;
    session++;
  }

  /** Everything is listed; what is different is told. */
  void list() {
    lost = false;
    session++;
    busyUntil.clear();
    server.forEach((key, version) -> {
      if (!version.equals(cache.put(key, version))) {
        tell(key);
      }
    });
  }

  /** Told once more. */
  void again(Key key) {
    tell(key);
  }

  /** Nobody listens any more. */
  void mute() {
    engine = Optional.empty();
    told.clear();
    session++;
  }

  /** A new engine is told everything that a replica knows which is that far behind. */
  void lead(Engine next, Duration behind) {
    session++;
    busyUntil.clear();
    cache.clear();
    uids.clear();
    toldBefore.clear();
    toldBefore.putAll(told);
    told.clear();
    ledSince = world.loop.now();
    lost = !behind.isZero();
    Instant known = world.loop.now().minus(behind);
    past.stream()
        .filter(version -> !version.since().isAfter(known))
        .forEach(version -> cache.put(keyOf(version.event()), version));
    engine = Optional.of(next::observe);
    List.copyOf(cache.keySet()).stream()
        .sorted((one, other) -> Boolean.compare(other instanceof MeshId, one instanceof MeshId))
        .forEach(key -> tell(key, next::observe));
  }

  /** What an engine that is there may believe of an object. */
  Stream<TopologyEvent> believed(Key key) {
    boolean alone = world.loop.now().isAfter(ledSince.plus(DEPOSED));
    return Stream.concat(
        believed(key, told.getOrDefault(key, List.of())),
        alone ? Stream.of() : believed(key, toldBefore.getOrDefault(key, List.of())));
  }

  /** The newest it was told, and what it just was; of what nobody told it there is nothing. */
  private Stream<TopologyEvent> believed(Key key, List<Version> all) {
    Optional<Version> newest =
        all.stream().max((one, other) -> Long.compare(one.number(), other.number()));
    Map<Long, TopologyEvent> believed = new TreeMap<>();
    newest.ifPresentOrElse(
        it -> believed.put(it.number(), it.event()), () -> believed.put(-1L, new Gone(key)));
    Instant recently = world.loop.now().minus(GRACE);
    for (int i = 0; i + 1 < all.size(); i++) {
      if (!all.get(i + 1).since().isBefore(recently)) {
        believed.put(all.get(i).number(), all.get(i).event());
      }
    }
    return believed.values().stream();
  }

  /** Whether the engine was told how everything is. */
  boolean isUpToDate() {
    return server.equals(cache);
  }

  static Key keyOf(TopologyEvent event) {
    return switch (event) {
      case MeshSeen(var mesh) -> new MeshId(mesh.ref());
      case EndpointSeen(var endpoint) -> new EndpointKey(endpoint.ref());
      case Gone(Key key) -> key;
      default -> throw new IllegalArgumentException("not in this world: " + event);
    };
  }

  private static Optional<String> uidOf(TopologyEvent event) {
    return switch (event) {
      case MeshSeen(var mesh) -> Optional.of(mesh.uid());
      case EndpointSeen(var endpoint) -> Optional.of(endpoint.uid());
      default -> Optional.empty();
    };
  }

  private Duration some(Duration most) {
    return most.isZero() ? most : Duration.ofMillis(random.nextLong(most.toMillis() + 1));
  }
}
