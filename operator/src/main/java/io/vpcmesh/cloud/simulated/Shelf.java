package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All objects of one kind, by id, each with its recent past. */
final class Shelf<V> {

  private final NavigableMap<String, Timeline<V>> timelines = new TreeMap<>();
  private final Deque<Removal> removals = new ArrayDeque<>();
  private int size;

  private record Removal(Instant at, String key) {}

  void put(Instant at, String key, V value) {
    Timeline<V> timeline = timelines.computeIfAbsent(key, absent -> new Timeline<>());
    if (timeline.latest().isEmpty()) {
      size++;
    }
    timeline.set(at, Optional.of(value));
  }

  void remove(Instant at, String key) {
    Timeline<V> timeline = timelines.get(key);
    if (timeline != null && timeline.latest().isPresent()) {
      size--;
      timeline.set(at, Optional.empty());
      removals.addLast(new Removal(at, key));
    }
    bury(at.minus(Timeline.MEMORY));
  }

  int size() {
    return size;
  }

  /** How many objects there are or were not long ago. */
  int remembered() {
    return timelines.size();
  }

  boolean isEmpty() {
    return size == 0;
  }

  Optional<V> find(String key) {
    return Optional.ofNullable(timelines.get(key)).flatMap(Timeline::latest);
  }

  Optional<V> find(String key, Instant at) {
    return Optional.ofNullable(timelines.get(key)).flatMap(timeline -> timeline.at(at));
  }

  Stream<V> stream() {
    return timelines.values().stream().flatMap(timeline -> timeline.latest().stream());
  }

  ImmutableMap<String, V> entries() {
    ImmutableMap.Builder<String, V> entries = ImmutableMap.builder();
    timelines.forEach(
        (key, timeline) -> timeline.latest().ifPresent(value -> entries.put(key, value)));
    return entries.buildOrThrow();
  }

  ImmutableList<V> all() {
    return stream().collect(ImmutableList.toImmutableList());
  }

  Stream<V> stream(Instant at) {
    return timelines.values().stream().flatMap(timeline -> timeline.at(at).stream());
  }

  /** What was there at that instant, in the order of keys, behind a key. */
  Stream<V> streamAfter(String key, Instant at) {
    return timelines.tailMap(key, false).values().stream()
        .flatMap(timeline -> timeline.at(at).stream());
  }

  /** Forgets what is gone for so long that no late reader can see it. */
  private void bury(Instant horizon) {
    while (!removals.isEmpty() && removals.getFirst().at().isBefore(horizon)) {
      String key = removals.removeFirst().key();
      Timeline<V> timeline = timelines.get(key);
      if (timeline != null && timeline.at(horizon).isEmpty() && timeline.latest().isEmpty()) {
        timelines.remove(key);
      }
    }
  }
}
