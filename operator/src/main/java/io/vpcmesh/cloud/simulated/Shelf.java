package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.MultimapBuilder;
import com.google.common.collect.SetMultimap;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/** All objects of one kind, by id and by label, each with its recent past. */
final class Shelf<V> {

  private final Function<V, String> label;
  private final IntConsumer growth;
  private final NavigableMap<String, Timeline<V>> timelines = new TreeMap<>();
  private final SetMultimap<String, String> keys =
      MultimapBuilder.hashKeys().treeSetValues().build();
  private final Deque<Removal> removals = new ArrayDeque<>();
  private int size;

  private record Removal(Instant at, String key, String label) {}

  /** Objects that nobody looks for by anything but their id. */
  Shelf() {
    this(value -> "", change -> {});
  }

  /**
   * Objects that can be found without asking all of them.
   *
   * @param label what is asked for, of one object always the same; empty if nobody asks for it
   * @param growth told by how much the number of objects changes
   */
  Shelf(Function<V, String> label, IntConsumer growth) {
    this.label = label;
    this.growth = growth;
  }

  void put(Instant at, String key, V value) {
    Timeline<V> timeline = timelines.computeIfAbsent(key, absent -> new Timeline<>());
    if (timeline.latest().isEmpty()) {
      resize(1);
      file(key, label.apply(value));
    }
    timeline.set(at, Optional.of(value));
  }

  void remove(Instant at, String key) {
    Timeline<V> timeline = timelines.get(key);
    if (timeline != null && timeline.latest().isPresent()) {
      resize(-1);
      removals.addLast(new Removal(at, key, label.apply(timeline.latest().orElseThrow())));
      timeline.set(at, Optional.empty());
    }
    bury(at.minus(Timeline.MEMORY));
  }

  /** Forgets everything, the past too. */
  void clear() {
    resize(-size);
    timelines.clear();
    keys.clear();
    removals.clear();
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

  /** What has this label. */
  Stream<V> labelled(String asked) {
    return keys.get(asked).stream().flatMap(key -> find(key).stream());
  }

  /** What had this label at that instant. */
  Stream<V> labelled(String asked, Instant at) {
    return keys.get(asked).stream().flatMap(key -> find(key, at).stream());
  }

  /** What was there at that instant, in the order of keys, behind a key. */
  Stream<V> streamAfter(String key, Instant at) {
    return timelines.tailMap(key, false).values().stream()
        .flatMap(timeline -> timeline.at(at).stream());
  }

  /** Forgets what is gone for so long that no late reader can see it. */
  private void bury(Instant horizon) {
    while (!removals.isEmpty() && removals.getFirst().at().isBefore(horizon)) {
      Removal removal = removals.removeFirst();
      Timeline<V> timeline = timelines.get(removal.key());
      if (timeline != null && timeline.at(horizon).isEmpty() && timeline.latest().isEmpty()) {
        timelines.remove(removal.key());
        keys.remove(removal.label(), removal.key());
      }
    }
  }

  private void file(String key, String under) {
    if (!under.isEmpty()) {
      keys.put(under, key);
    }
  }

  private void resize(int change) {
    size += change;
    growth.accept(change);
  }
}
