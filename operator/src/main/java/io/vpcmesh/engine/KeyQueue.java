package io.vpcmesh.engine;

import io.vpcmesh.model.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Which keys want a pass. A key waits at most once, and keys take turns: one pass, then whatever
 * else the loop has to do, then the next.
 */
final class KeyQueue {

  private final Loop loop;
  private final Consumer<Key> pass;
  private final LinkedHashSet<Key> waiting = new LinkedHashSet<>();
  private final Map<Key, Instant> alarms = new HashMap<>();
  private boolean posted;

  KeyQueue(Loop loop, Consumer<Key> pass) {
    this.loop = loop;
    this.pass = pass;
  }

  void wake(Key key) {
    waiting.add(key);
    postNext();
  }

  /** The key gets its pass before all others: what they do depends on what it has to say. */
  void passNow(Key key) {
    waiting.remove(key);
    pass.accept(key);
    postNext();
  }

  /**
   * Wakes the key then, unless something earlier is set already; at once if that is past. So what a
   * pass sees to itself, such as what is under way, must not be named here.
   */
  void wakeAt(Key key, Instant at) {
    Instant now = loop.now();
    Instant set = alarms.getOrDefault(key, Instant.MAX);
    if (!at.isAfter(now)) {
      wake(key);
    } else if (at.isBefore(set)) {
      alarms.put(key, at);
      loop.after(Duration.between(now, at), () -> ring(key, at));
    }
  }

  boolean idle() {
    return waiting.isEmpty();
  }

  int size() {
    return waiting.size();
  }

  private void ring(Key key, Instant at) {
    if (at.equals(alarms.get(key))) {
      alarms.remove(key);
      wake(key);
    }
  }

  private void postNext() {
    if (!posted && !waiting.isEmpty()) {
      posted = true;
      loop.post(this::runNext);
    }
  }

  private void runNext() {
    posted = false;
    if (!waiting.isEmpty()) {
      pass.accept(waiting.removeFirst());
      postNext();
    }
  }
}
