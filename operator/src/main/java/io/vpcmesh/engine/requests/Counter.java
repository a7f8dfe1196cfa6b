package io.vpcmesh.engine.requests;

import com.google.common.collect.Maps;
import io.vpcmesh.engine.requests.Request.Priority;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.Key;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What waits for one budget: a lane and a token bucket for each action. */
final class Counter {

  private final Limits limits;
  private final Map<AwsAction, Lane> lanes = new EnumMap<>(AwsAction.class);
  private final Map<AwsAction, TokenBucket> buckets = new EnumMap<>(AwsAction.class);

  /**
   * Nothing waits yet.
   *
   * @param takenOver when another process stopped calling AWS, if there was one
   */
  Counter(Limits limits, Optional<Instant> takenOver) {
    this.limits = limits;
    takenOver.ifPresent(this::takeOver);
  }

  void takeOver(Instant at) {
    for (AwsAction action : AwsAction.values()) {
      bucket(action).takeOver(at);
    }
  }

  /** What the key wants from now on. */
  void replace(Key key, List<Request> wanted) {
    Map<AwsAction, List<Request>> byLane =
        wanted.stream().collect(Collectors.groupingBy(Request::lane));
    byLane.keySet().forEach(this::lane);
    lanes.forEach((action, lane) -> lane.replace(key, byLane.getOrDefault(action, List.of())));
  }

  /** The first of each lane. */
  Stream<Request> heads(Priority priority) {
    return lanes.values().stream().flatMap(lane -> lane.peek(priority).stream());
  }

  boolean ready(Request request, Instant now) {
    return request.actions().stream().allMatch(action -> bucket(action).ready(now));
  }

  Instant readyAt(Request request, Instant now) {
    return request.actions().stream()
        .map(action -> bucket(action).readyAt(now))
        .max(Instant::compareTo)
        .orElse(now);
  }

  void take(Request request) {
    lane(request.lane()).take(request);
    request.actions().forEach(action -> bucket(action).take());
  }

  boolean isEmpty() {
    return lanes.values().stream().allMatch(Lane::isEmpty);
  }

  Map<AwsAction, Integer> waiting() {
    return Maps.transformValues(lanes, Lane::size);
  }

  Map<AwsAction, Double> callsPerSecond(Instant now) {
    return Maps.transformValues(buckets, bucket -> bucket.perSecond(now));
  }

  TokenBucket bucket(AwsAction action) {
    return buckets.computeIfAbsent(action, any -> new TokenBucket(limits.of(any)));
  }

  private Lane lane(AwsAction action) {
    return lanes.computeIfAbsent(action, any -> new Lane());
  }
}
