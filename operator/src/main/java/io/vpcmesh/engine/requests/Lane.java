package io.vpcmesh.engine.requests;

import io.vpcmesh.engine.requests.Request.Priority;
import io.vpcmesh.model.Key;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

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

  void add(Request request) {
    queues(request.priority())
        .computeIfAbsent(request.key(), key -> new ArrayDeque<>())
        .addLast(request);
    size++;
  }

  void drop(Key key) {
    for (Map<Key, Deque<Request>> queues : waiting.values()) {
      Deque<Request> dropped = queues.remove(key);
      size -= dropped == null ? 0 : dropped.size();
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
