package io.vpcmesh.engine;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.model.AwsAction;
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
 * growing when something that was taken on fails soon after. Of calls that fail for what none of
 * them can help, one is tried for all; when it succeeds, the others follow at once.
 */
final class Failures {

  /** The code of what AWS took on and did not do. */
  static final String BROKEN = "OperationFailed";

  private static final int MAX_DOUBLINGS = 6;

  /** The token bucket paces what AWS throttles; a single call need not wait long besides. */
  private static final int MAX_DOUBLINGS_WHEN_THROTTLED = 3;

  private static final Duration MEMORY = Duration.ofMinutes(10);

  private final Map<String, Failure> bySlot = new HashMap<>();
  private final Map<String, Failure> past = new HashMap<>();

  private record Failure(
      String slot, AwsAction action, AwsFailure failure, int attempts, Instant retryAt) {

    /** Who has tried most often goes on trying. */
    private static final Comparator<Failure> SCOUTS =
        Comparator.comparingInt(Failure::attempts).reversed().thenComparing(Failure::slot);

    boolean isBroken() {
      return failure.error().code().equals(BROKEN);
    }

    Failure due() {
      return new Failure(slot, action, failure, attempts, Instant.EPOCH);
    }

    /** What is to blame, if it is nothing about the slot. */
    Optional<Cause> cause() {
      return switch (failure) {
        case AwsFailure.Unavailable _, AwsFailure.Denied _, AwsFailure.QuotaExceeded _ ->
            Optional.of(new Cause(failure.getClass(), action));
        case AwsFailure.Throttled _,
            AwsFailure.Invalid _,
            AwsFailure.Conflict _,
            AwsFailure.Missing _,
            AwsFailure.Unknown _ ->
            Optional.empty();
      };
    }
  }

  private record Cause(Class<? extends AwsFailure> kind, AwsAction action) {}

  void add(String slot, AwsFailure failure, Instant now) {
    add(slot, failure.error().action(), failure, now);
  }

  /**
   * The slot failed.
   *
   * @param action what the slot is for, although a read before it may have failed
   */
  void add(String slot, AwsAction action, AwsFailure failure, Instant now) {
    past.values().removeIf(it -> it.retryAt().plus(MEMORY).isBefore(now));
    Optional<Failure> before =
        Optional.ofNullable(bySlot.get(slot)).or(() -> Optional.ofNullable(past.remove(slot)));
    int attempts = before.map(Failure::attempts).orElse(0) + 1;
    Instant retryAt = now.plus(patience(failure, attempts));
    bySlot.put(slot, new Failure(slot, action, failure, attempts, retryAt));
  }

  /** It succeeded, and with it the others may that failed for the same cause. */
  void clear(String slot) {
    Optional<Cause> cause = drop(slot).flatMap(Failure::cause);
    if (cause.isPresent()) {
      bySlot.replaceAll((_, other) -> other.cause().equals(cause) ? other.due() : other);
    }
  }

  /** Everything may be tried at once: what it failed for has changed. */
  void clear() {
    bySlot.clear();
    past.clear();
  }

  /** What could be repeated by now and nobody wants any more is no failure. */
  void forget(Set<String> wanted, Instant now) {
    ImmutableSet.copyOf(bySlot.values()).stream()
        .filter(failure -> !failure.retryAt().isAfter(now) && !wanted.contains(failure.slot()))
        .filter(this::isScout)
        .forEach(failure -> drop(failure.slot()));
  }

  boolean blocked(String slot, Instant now) {
    Failure failure = bySlot.get(slot);
    return failure != null && (failure.retryAt().isAfter(now) || !isScout(failure));
  }

  /** When the next try is due. */
  Optional<Instant> nextRetry(Instant now) {
    return bySlot.values().stream()
        .map(Failure::retryAt)
        .filter(at -> at.isAfter(now))
        .min(Instant::compareTo);
  }

  boolean isEmpty() {
    return bySlot.isEmpty();
  }

  /** What failed last for the slot, if it is still to be repeated. */
  Optional<AwsFailure> of(String slot) {
    return Optional.ofNullable(bySlot.get(slot)).map(Failure::failure);
  }

  /** What is to be told first. */
  Optional<AwsFailure> worst() {
    return bySlot.values().stream()
        .map(Failure::failure)
        .max(
            Comparator.comparing(AwsFailure::retry)
                .thenComparing(failure -> failure.error().toString()));
  }

  /** What changes AWS refused for good, by slot: nothing but somebody's doing helps. */
  ImmutableSortedMap<String, AwsFailure> permanent() {
    return bySlot.values().stream()
        .filter(it -> it.action().mutating() && !it.isBroken())
        .filter(it ->
            switch (it.failure()) {
              case AwsFailure.Denied _, AwsFailure.QuotaExceeded _, AwsFailure.Invalid _ -> true;
              case AwsFailure.Throttled _,
                  AwsFailure.Conflict _,
                  AwsFailure.Missing _,
                  AwsFailure.Unavailable _,
                  AwsFailure.Unknown _ ->
                  false;
            })
        .collect(
            ImmutableSortedMap.toImmutableSortedMap(
                Comparator.naturalOrder(), Failure::slot, Failure::failure));
  }

  /** What AWS took on and did not do, by slot. */
  ImmutableSortedSet<String> broken() {
    return bySlot.values().stream()
        .filter(Failure::isBroken)
        .map(Failure::slot)
        .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
  }

  private Optional<Failure> drop(String slot) {
    Optional<Failure> failure = Optional.ofNullable(bySlot.remove(slot));
    failure.ifPresent(it -> past.put(slot, it));
    return failure;
  }

  /** Whether nobody else tries for the same cause; a cause that is over lets all go. */
  private boolean isScout(Failure failure) {
    return failure.cause().isEmpty()
        || failure.retryAt().equals(Instant.EPOCH)
        || bySlot.values().stream()
            .filter(other -> other.cause().equals(failure.cause()))
            .min(Failure.SCOUTS)
            .filter(failure::equals)
            .isPresent();
  }

  private static Duration patience(AwsFailure failure, int attempts) {
    Duration first =
        switch (failure.retry()) {
          case LATER -> Duration.ofSeconds(1);
          case AFTER_READING_BACK -> Duration.ofSeconds(2);
          case SLOWLY -> Duration.ofSeconds(5);
        };
    int most =
        failure instanceof AwsFailure.Throttled ? MAX_DOUBLINGS_WHEN_THROTTLED : MAX_DOUBLINGS;
    return first.multipliedBy(1L << Math.min(attempts - 1, most));
  }
}
