package io.vpcmesh.deployment;

import com.google.common.collect.Comparators;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import io.vpcmesh.deployment.Signals.Count;
import io.vpcmesh.deployment.Signals.Fault;
import io.vpcmesh.deployment.Signals.Hooks;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The circuit breaker: what counts against a change, and whether that is too much. What was broken
 * in the baseline never counts.
 */
final class Tally {

  private final Deployment was;
  private final Signals signals;
  private final Instant now;

  Tally(Deployment was, Signals signals, Instant now) {
    this.was = was;
    this.signals = signals;
    this.now = now;
  }

  /** The deployment with what counts against it now; each unit counts once for each cause. */
  Deployment counted() {
    if (!was.policy().breaker().enabled()) {
      return was;
    }
    ImmutableSortedMap.Builder<Cause, ImmutableSortedSet<String>> failures =
        ImmutableSortedMap.naturalOrder();
    Stream.Builder<Evidence> fresh = Stream.builder();
    ImmutableSortedMap<Cause, Count> counts = counts();
    failures.putAll(Maps.filterKeys(was.failures(), cause -> !counts.containsKey(cause)));
    counts.forEach((cause, count) -> {
      Set<String> before = was.failures().getOrDefault(cause, ImmutableSortedSet.of());
      boolean forgets = was.policy().breaker().resetOnHealthy();
      Set<String> failed = forgets ? count.failed() : Sets.union(before, count.failed());
      failures.put(cause, ImmutableSortedSet.copyOf(failed));
      Sets.difference(count.failed(), before)
          .forEach(unit ->
              fresh.add(new Evidence(cause, unit, "%s: %s".formatted(what(cause), unit), now)));
    });
    return was.failing(failures.build(), fresh.build());
  }

  /** What is enough to give the change up, if anything is. */
  Optional<Evidence> verdict(Deployment counted) {
    if (!was.policy().breaker().enabled()) {
      return Optional.empty();
    }
    return was.first()
        ? overdue()
        : hard().or(() -> tooMany(counted)).or(this::alarm).or(this::hook).or(this::overdue);
  }

  /** When the change is given up if nothing moves. */
  Instant deadline() {
    Instant moved = Comparators.max(was.phaseSince(), signals.movedAt());
    Instant baked = was.bakesUntil().orElse(Instant.MIN);
    return Comparators.max(moved, baked).plus(was.policy().progressDeadline());
  }

  /** What can be counted now; a cause of which nothing is known is not among them. */
  private ImmutableSortedMap<Cause, Count> counts() {
    ImmutableSortedMap.Builder<Cause, Count> counts = ImmutableSortedMap.naturalOrder();
    counts.put(Cause.OPERATIONS_FAILED, signals.operations());
    signals
        .instances()
        .flatMap(seen -> was.baseline().map(seen::failedSince))
        .ifPresent(failed -> counts.put(Cause.INSTANCES_UNHEALTHY, failed));
    return counts.build();
  }

  /** What is refused and was not before the change began. */
  Map<String, Fault> faults() {
    return Maps.filterKeys(signals.faults(), slot -> !was.failingBefore().contains(slot));
  }

  private Optional<Evidence> hard() {
    return faults().entrySet().stream()
        .min(Map.Entry.comparingByKey())
        .map(fault -> evidence(fault.getKey(), fault.getValue()));
  }

  private Evidence evidence(String slot, Fault fault) {
    return new Evidence(fault.cause(), slot, fault.message(), now);
  }

  private Optional<Evidence> tooMany(Deployment counted) {
    return counts().entrySet().stream()
        .flatMap(count -> tooMany(counted, count.getKey(), count.getValue()).stream())
        .findFirst();
  }

  private Optional<Evidence> tooMany(Deployment counted, Cause cause, Count count) {
    ImmutableSortedSet<String> failed =
        counted.failures().getOrDefault(cause, ImmutableSortedSet.of());
    int population = Math.max(count.population(), failed.size());
    int threshold = was.policy().breaker().threshold().of(population);
    return failed.size() < threshold
        ? Optional.empty()
        : Optional.of(
            new Evidence(
                cause,
                failed.first(),
                "%s: %d of %d, %s among them; the threshold is %d"
                    .formatted(what(cause), failed.size(), population, failed.first(), threshold),
                now));
  }

  private static String what(Cause cause) {
    return cause == Cause.INSTANCES_UNHEALTHY
        ? "instances were healthy before and are not"
        : "changes that AWS took on were not made";
  }

  private Optional<Evidence> alarm() {
    Set<String> before = was.baseline().map(Baseline::firing).orElseGet(ImmutableSortedSet::of);
    return Sets.difference(signals.alarms().firing(), before).stream()
        .findFirst()
        .map(name -> new Evidence(Cause.ALARM_FIRED, name, "alarm %s fires".formatted(name), now));
  }

  private Optional<Evidence> hook() {
    return signals.hooks() instanceof Hooks.Failed(String whom, String message)
        ? Optional.of(
            new Evidence(
                Cause.HOOK_FAILED, whom, "hook %s objects: %s".formatted(whom, message), now))
        : Optional.empty();
  }

  /**
   * Whether AWS refuses something for good. That it is away for a while, or that something of
   * somebody else is in the way, is no reason to take back what nobody depends on yet.
   */
  private boolean isRefused() {
    return !signals.operations().failed().isEmpty()
        || signals.faults().values().stream().anyMatch(fault -> fault.cause() != Cause.CONFLICT);
  }

  private Optional<Evidence> overdue() {
    boolean waits =
        signals.paused()
            || was.held()
            || was.waitsForPerson()
            || signals.work() instanceof Signals.Work.Waiting
            || (was.first() && !isRefused());
    return waits || now.isBefore(deadline())
        ? Optional.empty()
        : Optional.of(
            new Evidence(
                Cause.PROGRESS_DEADLINE_EXCEEDED,
                was.phase().spelled(),
                "nothing moved for %s while it was %s"
                    .formatted(was.policy().progressDeadline(), was.phase().spelled()),
                now));
  }
}
