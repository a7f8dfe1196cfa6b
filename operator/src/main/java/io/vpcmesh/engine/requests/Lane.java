package io.vpcmesh.engine.requests;

import io.vpcmesh.engine.requests.Request.Priority;
import io.vpcmesh.model.Key;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** The queue of one action: by priority, and within a priority every key in turn. */
final class Lane {

  private final Map<Priority, SequencedMap<Key, Deque<Request>>> waiting =
      new EnumMap<>(Priority.class);
  private int size;

  Lane() {
    for (Priority priority : Priority.values()) {
      waiting.put(priority, new LinkedHashMap<>());
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
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  Optional<Request> peek(Priority priority) {
    return Optional.ofNullable(queues(priority).firstEntry())
        .map(first -> first.getValue().peekFirst());
  }

  /** Takes what {@link #peek} showed; its key goes to the end of the round. */
  void take(Request request) {
    SequencedMap<Key, Deque<Request>> queues = queues(request.priority());
    Deque<Request> own = queues.remove(request.key());
    if (own != null) {
      own.removeFirst();
      size--;
      if (!own.isEmpty()) {
        queues.putLast(request.key(), own);
      }
    }
  }

  private SequencedMap<Key, Deque<Request>> queues(Priority priority) {
    return waiting.getOrDefault(priority, new LinkedHashMap<>());
  }
}
