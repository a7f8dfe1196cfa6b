package io.vpcmesh.engine;

import io.vpcmesh.model.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Keys whose passes meet a bug of ours. Each waits longer from time to time and none is given up:
 * what is poison for one resource must not stop the others.
 */
final class Quarantine {

  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration PROBATION = Duration.ofMinutes(10);
  private static final int MAX_DOUBLINGS = 6;

  private final Map<Key, Stay> stays = new HashMap<>();

  private record Stay(int bugs, Instant until) {}

  /**
   * One more bug.
   *
   * @return until when the key is left alone
   */
  Instant add(Key key, Instant now) {
    Stay before = stays.getOrDefault(key, new Stay(0, Instant.EPOCH));
    Duration wait = FIRST.multipliedBy(1L << Math.min(before.bugs(), MAX_DOUBLINGS));
    Stay stay = new Stay(before.bugs() + 1, now.plus(wait));
    stays.put(key, stay);
    return stay.until();
  }

  boolean holds(Key key, Instant now) {
    Stay stay = stays.get(key);
    return stay != null && stay.until().isAfter(now);
  }

  /** How many keys are left alone now. */
  int size(Instant now) {
    return (int) stays.values().stream().filter(stay -> stay.until().isAfter(now)).count();
  }

  /** Something about the key has changed: it may be well now. */
  void retry(Key key, Instant now) {
    stays.computeIfPresent(key, (same, stay) -> new Stay(stay.bugs(), now));
  }

  /** The key had a good pass: after some time of those its bugs are forgotten. */
  void well(Key key, Instant now) {
    Stay stay = stays.get(key);
    if (stay != null && stay.until().plus(PROBATION).isBefore(now)) {
      stays.remove(key);
    }
  }

  void release(Key key) {
    stays.remove(key);
  }
}
