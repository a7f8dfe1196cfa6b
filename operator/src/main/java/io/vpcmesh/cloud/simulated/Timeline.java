package io.vpcmesh.cloud.simulated;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/** A value with its recent past, so that a late reader can be shown what was there before. */
final class Timeline<V> {

  /** Nobody reads anything older. */
  static final Duration MEMORY = Duration.ofMinutes(10);

  private final Deque<Moment<V>> moments = new ArrayDeque<>();

  private record Moment<V>(Instant since, Optional<V> value) {}

  void set(Instant at, Optional<V> value) {
    moments.addLast(new Moment<>(at, value));
    forgetBefore(at.minus(MEMORY));
  }

  Optional<V> latest() {
    return moments.isEmpty() ? Optional.empty() : moments.getLast().value();
  }

  Optional<V> at(Instant instant) {
    Iterator<Moment<V>> newestFirst = moments.descendingIterator();
    while (newestFirst.hasNext()) {
      Moment<V> moment = newestFirst.next();
      if (!moment.since().isAfter(instant)) {
        return moment.value();
      }
    }
    return Optional.empty();
  }

  /** The last moment before the horizon stays: it says what was there at the horizon. */
  private void forgetBefore(Instant horizon) {
    while (moments.size() > 1 && secondIsBefore(horizon)) {
      moments.removeFirst();
    }
  }

  private boolean secondIsBefore(Instant horizon) {
    Iterator<Moment<V>> oldestFirst = moments.iterator();
    oldestFirst.next();
    return oldestFirst.next().since().isBefore(horizon);
  }
}
