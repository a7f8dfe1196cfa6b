package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.Condition;
import io.vpcmesh.api.v1alpha1.ConditionStatus;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.deployment.Rollout;
import io.vpcmesh.model.Key;
import io.vpcmesh.telemetry.CallOutcome;
import io.vpcmesh.telemetry.Figures.Breaker;
import io.vpcmesh.telemetry.Figures.Deployments;
import io.vpcmesh.telemetry.Figures.Failing;
import io.vpcmesh.telemetry.Figures.Instances;
import io.vpcmesh.telemetry.Figures.Resources;
import io.vpcmesh.telemetry.Figures.Said;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sums over all resources, kept up to date by what each pass changes: a pass costs the same however
 * many resources there are. A sum that fell to nothing stays as a zero, so that a graph shows it.
 */
final class Census {

  private final Map<Key, Standing> standings = new HashMap<>();

  /** Of the deployments that are under way: not many more than the meshes allow. */
  private final Map<Key, Breaker> breakers = new HashMap<>();

  private final Map<String, Integer> byKind = new HashMap<>();
  private final Map<Said, Integer> conditions = new HashMap<>();
  private final Map<Failing, Integer> failing = new HashMap<>();
  private Instances instances = Instances.NONE;
  private int gatesClosed;
  private int deletionsHeld;
  private int diverged;

  /**
   * What one resource adds to the sums.
   *
   * @param diverged whether it is an endpoint whose change failed
   */
  private record Standing(
      String kind,
      List<Condition> conditions,
      Optional<CallOutcome> failure,
      Instances instances,
      int deletionsHeld,
      Optional<Breaker> deployment,
      boolean diverged) {}

  /** The endpoint had a pass. */
  void count(EndpointState state) {
    List<Condition> said = state.status == null ? ImmutableList.of() : state.status.conditions();
    count(
        state.key,
        new Standing(
            state.key.kind(),
            said,
            worst(state.failures),
            instances(state.status),
            state.deletionsHeld,
            breaker(state.rollout),
            isDiverged(said)));
  }

  private static boolean isDiverged(List<Condition> conditions) {
    return conditions.stream()
        .filter(it -> it.type().equals("Diverged") && it.status() == ConditionStatus.TRUE)
        // What somebody let wait did not fail.
        .anyMatch(it -> !it.reason().equals("Paused"));
  }

  private static Optional<Breaker> breaker(Rollout<?> rollout) {
    return rollout.underWay().map(it -> new Breaker(it.failureCount(), it.threshold().orElse(0)));
  }

  /** The mesh had a pass. */
  void count(MeshState state) {
    count(
        state.key,
        new Standing(
            state.key.kind(),
            state.status == null ? ImmutableList.of() : state.status.conditions(),
            worst(state.failures),
            Instances.NONE,
            0,
            breaker(state.rollout),
            false));
  }

  /** The resource is gone. */
  void forget(Key key) {
    breakers.remove(key);
    Optional.ofNullable(standings.remove(key)).ifPresent(standing -> add(standing, -1));
  }

  Resources resources() {
    return new Resources(
        ImmutableMap.copyOf(byKind),
        ImmutableMap.copyOf(conditions),
        ImmutableMap.copyOf(failing),
        instances,
        gatesClosed,
        deletionsHeld,
        new Deployments(
            breakers.size(),
            breakers.values().stream()
                .max(
                    Comparator.comparingDouble(Breaker::ratio)
                        .thenComparing(Comparator.comparingInt(Breaker::threshold).reversed()))
                .orElse(Breaker.NONE),
            diverged));
  }

  private void count(Key key, Standing now) {
    if (!now.equals(standings.get(key))) {
      forget(key);
      standings.put(key, now);
      now.deployment().ifPresent(breaker -> breakers.put(key, breaker));
      add(now, 1);
    }
  }

  private void add(Standing standing, int sign) {
    byKind.merge(standing.kind(), sign, Integer::sum);
    for (Condition condition : standing.conditions()) {
      for (ConditionStatus status : ConditionStatus.values()) {
        conditions.merge(
            new Said(standing.kind(), condition.type(), spell(status)),
            status == condition.status() ? sign : 0,
            Integer::sum);
      }
    }
    standing
        .failure()
        .ifPresent(
            failure -> failing.merge(new Failing(standing.kind(), failure), sign, Integer::sum));
    instances =
        sign > 0 ? instances.plus(standing.instances()) : instances.minus(standing.instances());
    gatesClosed += standing.deletionsHeld() > 0 ? sign : 0;
    diverged += standing.diverged() ? sign : 0;
    deletionsHeld += sign * standing.deletionsHeld();
  }

  private static Optional<CallOutcome> worst(Failures failures) {
    return failures.isEmpty() ? Optional.empty() : failures.worst().map(CallOutcome::of);
  }

  private static Instances instances(@Nullable ServiceEndpointStatus status) {
    return Optional.ofNullable(status)
        .map(ServiceEndpointStatus::instances)
        .map(count ->
            new Instances(
                orNone(count.desired()),
                orNone(count.registered()),
                orNone(count.healthy()),
                orNone(count.draining())))
        .orElse(Instances.NONE);
  }

  private static int orNone(@Nullable Integer count) {
    return count == null ? 0 : count;
  }

  private static String spell(ConditionStatus status) {
    return switch (status) {
      case TRUE -> "True";
      case FALSE -> "False";
      case UNKNOWN -> "Unknown";
    };
  }
}
