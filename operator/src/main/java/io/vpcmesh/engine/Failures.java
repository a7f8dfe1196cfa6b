package io.vpcmesh.engine;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.model.AwsFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What failed of one key and when it may be tried again: patience grows, but never ends. It goes on
 * growing when something that was taken on fails soon after.
 */
final class Failures {

  private static final int MAX_DOUBLINGS = 6;

  private static final Duration MEMORY = Duration.ofMinutes(10);

  private final Map<String, Failure> bySlot = new HashMap<>();
  private final Map<String, Failure> past = new HashMap<>();

  private record Failure(AwsFailure failure, int attempts, Instant retryAt) {}

  void add(String slot, AwsFailure failure, Instant now) {
    past.values().removeIf(it -> it.retryAt().plus(MEMORY).isBefore(now));
    Optional<Failure> before =
        Optional.ofNullable(bySlot.get(slot)).or(() -> Optional.ofNullable(past.remove(slot)));
    int attempts = before.map(Failure::attempts).orElse(0) + 1;
    bySlot.put(slot, new Failure(failure, attempts, now.plus(patience(failure, attempts))));
  }

  void clear(String slot) {
    Failure failure = bySlot.remove(slot);
    if (failure != null) {
      past.put(slot, failure);
    }
  }

  /** Everything may be tried at once: what it failed for has changed. */
  void clear() {
    bySlot.clear();
    past.clear();
  }

  /** What could be repeated by now and nobody wants any more is no failure. */
  void forget(Set<String> wanted, Instant now) {
    ImmutableSet.copyOf(bySlot.keySet()).stream()
        .filter(slot -> !blocked(slot, now) && !wanted.contains(slot))
        .forEach(this::clear);
  }

  boolean blocked(String slot, Instant now) {
    Failure failure = bySlot.get(slot);
    return failure != null && failure.retryAt().isAfter(now);
  }

  /** When the next try is due. */
  Optional<Instant> nextRetry(Instant now) {
    return bySlot.values().stream()
        .map(Failure::retryAt)
        .filter(at -> at.isAfter(now))
        .min(Instant::compareTo);
  }

  /** What is to be told first. */
  Optional<AwsFailure> worst() {
    return bySlot.values().stream()
        .map(Failure::failure)
        .max(
            Comparator.comparing(AwsFailure::retry)
                .thenComparing(failure -> failure.error().toString()));
  }

  private static Duration patience(AwsFailure failure, int attempts) {
    Duration first =
        switch (failure.retry()) {
          case LATER -> Duration.ofSeconds(1);
          case AFTER_READING_BACK -> Duration.ofSeconds(2);
          case SLOWLY -> Duration.ofSeconds(5);
        };
    return first.multipliedBy(1L << Math.min(attempts - 1, MAX_DOUBLINGS));
  }
}
