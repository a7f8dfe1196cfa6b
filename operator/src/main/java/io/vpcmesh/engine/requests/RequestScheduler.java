package io.vpcmesh.engine.requests;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.engine.requests.Request.Priority;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.Key;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides which AWS call goes next. A key offers all that it wants; what it offered before and was
 * not begun is forgotten, so only the newest wish is ever carried out. Without a clock and threads
 * of its own: whoever drives it says what time it is.
 */
public final class RequestScheduler {

  private final Limits limits;
  private final int maxUnderWay;
  private final SequencedMap<Budget, Counter> counters = new LinkedHashMap<>();
  private final Set<Slot> underWay = new HashSet<>();
  private Optional<Instant> takenOver = Optional.empty();

  /**
   * @param maxUnderWay how many requests may be under way at the same time
   */
  public RequestScheduler(Limits limits, int maxUnderWay) {
    this.limits = limits;
    this.maxUnderWay = maxUnderWay;
  }

  /** Another process called AWS until a moment ago: what it spent is not there to be spent. */
  public void takeOver(Instant now) {
    takenOver = Optional.of(now);
    counters.values().forEach(counter -> counter.takeOver(now));
  }

  /**
   * Replaces what the key wants. What is under way for a slot is not begun again, and a key that
   * waits keeps its place, however often it offers.
   */
  public void offer(Key key, ImmutableList<Request> requests) {
    Map<Budget, List<Request>> wanted =
        requests.stream()
            .filter(request -> !underWay.contains(new Slot(key, request.slot())))
            .collect(Collectors.groupingBy(Request::budget));
    wanted.keySet().forEach(this::counter);
    counters.forEach(
        (budget, counter) -> counter.replace(key, wanted.getOrDefault(budget, List.of())));
  }

  /** Takes the next request whose turn it is, if any: what is urgent first, whatever its action. */
  public Optional<Request> next(Instant now) {
    Optional<Request> next =
        heads().filter(request -> counter(request.budget()).ready(request, now)).findFirst();
    next.ifPresent(this::begin);
    return next;
  }

  /** When to ask again, if something waits for tokens alone. */
  public Optional<Instant> nextAt(Instant now) {
    return heads()
        .map(request -> counter(request.budget()).readyAt(request, now))
        .min(Instant::compareTo);
  }

  /**
   * The first of each counter, lane and priority for which there is room, the most urgent ones
   * ahead.
   */
  private Stream<Request> heads() {
    return Arrays.stream(Priority.values())
        .filter(this::hasRoom)
        .flatMap(
            priority -> counters.values().stream().flatMap(counter -> counter.heads(priority)));
  }

  /** Some places are kept for removals. */
  private boolean hasRoom(Priority priority) {
    int kept = priority == Priority.REMOVAL ? 0 : maxUnderWay / 8;
    return underWay.size() < maxUnderWay - kept;
  }

  private void begin(Request request) {
    counter(request.budget()).take(request);
    underWay.add(slot(request));
  }

  /** Whether anything is under way for the key. */
  public boolean underWay(Key key) {
    return underWay.stream().anyMatch(slot -> slot.key().equals(key));
  }

  /** The request for the slot came to an end. */
  public void finished(Key key, String slot) {
    underWay.remove(new Slot(key, slot));
  }

  /** AWS refused a call of this action for its rate. */
  public void throttled(Budget budget, AwsAction action, Instant now) {
    counter(budget).bucket(action).refused(now);
  }

  /** AWS took calls of these actions. */
  public void accepted(Budget budget, ImmutableList<AwsAction> actions) {
    actions.forEach(action -> counter(budget).bucket(action).accepted());
  }

  /** Whether a request for the slot has been begun and has not ended. */
  public boolean underWay(Key key, String slot) {
    return underWay.contains(new Slot(key, slot));
  }

  /** Whether nothing waits and nothing is under way. */
  public boolean idle() {
    return underWay.isEmpty() && counters.values().stream().allMatch(Counter::isEmpty);
  }

  /** How many requests are under way. */
  public int underWay() {
    return underWay.size();
  }

  /** How many requests wait for each action that was ever asked for, whatever the budget. */
  public ImmutableMap<AwsAction, Integer> waiting() {
    return sum(Counter::waiting, Integer::sum);
  }

  /** To how many calls a second each action is held that was ever called, all budgets together. */
  public ImmutableMap<AwsAction, Double> callsPerSecond(Instant now) {
    return sum(counter -> counter.callsPerSecond(now), Double::sum);
  }

  private <N> ImmutableMap<AwsAction, N> sum(
      Function<Counter, Map<AwsAction, N>> figures, BinaryOperator<N> plus) {
    Map<AwsAction, N> sums = new EnumMap<>(AwsAction.class);
    counters
        .values()
        .forEach(counter ->
            figures.apply(counter).forEach((action, figure) -> sums.merge(action, figure, plus)));
    return ImmutableMap.copyOf(sums);
  }

  private Counter counter(Budget budget) {
    return counters.computeIfAbsent(budget, _ -> new Counter(limits, takenOver));
  }

  private static Slot slot(Request request) {
    return new Slot(request.key(), request.slot());
  }

  private record Slot(Key key, String slot) {}
}
