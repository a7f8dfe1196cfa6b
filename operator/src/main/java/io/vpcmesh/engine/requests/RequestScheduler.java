package io.vpcmesh.engine.requests;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.vpcmesh.engine.requests.Request.Priority;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.Key;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides which AWS call goes next. A key offers all that it wants; what it offered before and was
 * not begun is forgotten, so only the newest wish is ever carried out. Without a clock and threads
 * of its own: whoever drives it says what time it is.
 */
public final class RequestScheduler {

  private final Limits limits;
  private final int maxUnderWay;
  private final Map<AwsAction, Lane> lanes = new EnumMap<>(AwsAction.class);
  private final Map<AwsAction, TokenBucket> buckets = new EnumMap<>(AwsAction.class);
  private final Set<Slot> underWay = new HashSet<>();

  /**
   * @param maxUnderWay how many requests may be under way at the same time
   */
  public RequestScheduler(Limits limits, int maxUnderWay) {
    this.limits = limits;
    this.maxUnderWay = maxUnderWay;
  }

  /** Another process called AWS until a moment ago: what it spent is not there to be spent. */
  public void takeOver(Instant now) {
    for (AwsAction action : AwsAction.values()) {
      bucket(action).takeOver(now);
    }
  }

  /** Replaces what the key wants. What is under way for a slot is not begun again. */
  public void offer(Key key, ImmutableList<Request> requests) {
    lanes.values().forEach(lane -> lane.drop(key));
    requests.stream()
        .filter(request -> !underWay.contains(new Slot(key, request.slot())))
        .forEach(request -> lane(request.lane()).add(request));
  }

  /** Takes the next request whose turn it is, if any: what is urgent first, whatever its action. */
  public Optional<Request> next(Instant now) {
    Optional<Request> next = heads().filter(request -> ready(request, now)).findFirst();
    next.ifPresent(this::begin);
    return next;
  }

  /** When to ask again, if something waits for tokens alone. */
  public Optional<Instant> nextAt(Instant now) {
    return heads().map(request -> readyAt(request, now)).min(Instant::compareTo);
  }

  /** The first of each lane and priority for which there is room, the most urgent ones ahead. */
  private Stream<Request> heads() {
    return Arrays.stream(Priority.values())
        .filter(this::hasRoom)
        .flatMap(priority -> lanes.values().stream().flatMap(lane -> lane.peek(priority).stream()));
  }

  /** Some places are kept for removals. */
  private boolean hasRoom(Priority priority) {
    int kept = priority == Priority.REMOVAL ? 0 : maxUnderWay / 8;
    return underWay.size() < maxUnderWay - kept;
  }

  private void begin(Request request) {
    lane(request.lane()).take(request);
    request.actions().forEach(action -> bucket(action).take());
    underWay.add(slot(request));
  }

  /** The request for the slot came to an end. */
  public void finished(Key key, String slot) {
    underWay.remove(new Slot(key, slot));
  }

  /** AWS refused a call of this action for its rate. */
  public void throttled(AwsAction action, Instant now) {
    bucket(action).refused(now);
  }

  /** AWS took calls of these actions. */
  public void accepted(ImmutableList<AwsAction> actions) {
    actions.forEach(action -> bucket(action).accepted());
  }

  /** Whether a request for the slot has been begun and has not ended. */
  public boolean underWay(Key key, String slot) {
    return underWay.contains(new Slot(key, slot));
  }

  /** Whether nothing waits and nothing is under way. */
  public boolean idle() {
    return underWay.isEmpty() && lanes.values().stream().allMatch(Lane::isEmpty);
  }

  /** How many requests are under way. */
  public int underWay() {
    return underWay.size();
  }

  /** How many requests wait for each action that was ever asked for. */
  public ImmutableMap<AwsAction, Integer> waiting() {
    return ImmutableMap.copyOf(Maps.transformValues(lanes, Lane::size));
  }

  /** To how many calls a second each action is held that was ever called. */
  public ImmutableMap<AwsAction, Double> callsPerSecond(Instant now) {
    return ImmutableMap.copyOf(Maps.transformValues(buckets, bucket -> bucket.perSecond(now)));
  }

  private boolean ready(Request request, Instant now) {
    return request.actions().stream().allMatch(action -> bucket(action).ready(now));
  }

  private Instant readyAt(Request request, Instant now) {
    return request.actions().stream()
        .map(action -> bucket(action).readyAt(now))
        .max(Instant::compareTo)
        .orElse(now);
  }

  private Lane lane(AwsAction action) {
    return lanes.computeIfAbsent(action, any -> new Lane());
  }

  private TokenBucket bucket(AwsAction action) {
    return buckets.computeIfAbsent(action, any -> new TokenBucket(limits.of(any)));
  }

  private static Slot slot(Request request) {
    return new Slot(request.key(), request.slot());
  }

  private record Slot(Key key, String slot) {}
}
