package io.vpcmesh.engine.requests;

import io.vpcmesh.engine.requests.Request.Priority;
import io.vpcmesh.model.Key;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The queue of one action: by priority, and within a priority those with a rank, then every key in
 * turn.
 */
final class Lane {

  private final Map<Priority, SequencedMap<Key, Deque<Request>>> waiting =
      new EnumMap<>(Priority.class);
  private final Map<Priority, NavigableMap<Integer, Key>> ranked = new EnumMap<>(Priority.class);
  private int size;

  Lane() {
    for (Priority priority : Priority.values()) {
      waiting.put(priority, new LinkedHashMap<>());
      ranked.put(priority, new TreeMap<>());
    }
  }

  /** What the key wants from now on. Whoever waits already keeps its place in the round. */
  void replace(Key key, List<Request> wanted) {
    for (Priority priority : Priority.values()) {
      Deque<Request> next =
          wanted.stream()
              .filter(request -> request.priority() == priority)
              .collect(Collectors.toCollection(ArrayDeque::new));
      Map<Key, Deque<Request>> queues = queues(priority);
      Deque<Request> before = next.isEmpty() ? queues.remove(key) : queues.put(key, next);
      size += next.size() - (before == null ? 0 : before.size());
      NavigableMap<Integer, Key> ranks = ranks(priority);
      if (before != null) {
        before.forEach(request -> request.rank().ifPresent(ranks::remove));
      }
      next.forEach(request -> request.rank().ifPresent(rank -> ranks.put(rank, key)));
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  Optional<Request> peek(Priority priority) {
    SequencedMap<Key, Deque<Request>> queues = queues(priority);
    return Optional.ofNullable(ranks(priority).firstEntry())
        .map(Map.Entry::getValue)
        .map(queues::get)
        .or(() -> Optional.ofNullable(queues.firstEntry()).map(Map.Entry::getValue))
        .map(Deque::peekFirst);
  }

  /** Takes what {@link #peek} showed; its key goes to the end of the round. */
  void take(Request request) {
    SequencedMap<Key, Deque<Request>> queues = queues(request.priority());
    Deque<Request> own = queues.remove(request.key());
    if (own != null) {
      own.removeFirst().rank().ifPresent(ranks(request.priority())::remove);
      size--;
      if (!own.isEmpty()) {
        queues.putLast(request.key(), own);
      }
    }
  }

  private NavigableMap<Integer, Key> ranks(Priority priority) {
    return ranked.getOrDefault(priority, new TreeMap<>());
  }

  private SequencedMap<Key, Deque<Request>> queues(Priority priority) {
    return waiting.getOrDefault(priority, new LinkedHashMap<>());
  }
}
