package io.vpcmesh.engine;

import static com.google.common.collect.ImmutableSet.toImmutableSet;
import static com.google.common.collect.ImmutableSortedSet.toImmutableSortedSet;
import static java.util.Comparator.naturalOrder;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.deployment.Cause;
import io.vpcmesh.deployment.Changes.Change;
import io.vpcmesh.deployment.Deployment;
import io.vpcmesh.deployment.Rollouts;
import io.vpcmesh.deployment.Rollouts.Outcome;
import io.vpcmesh.deployment.Signals;
import io.vpcmesh.deployment.Signals.Alarms;
import io.vpcmesh.deployment.Signals.Count;
import io.vpcmesh.deployment.Signals.Fault;
import io.vpcmesh.deployment.Signals.Instances;
import io.vpcmesh.deployment.Signals.Wanted;
import io.vpcmesh.deployment.Signals.Work;
import io.vpcmesh.deployment.Verb;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.topology.DeploymentOverrides;
import io.vpcmesh.topology.Mesh;
import io.vpcmesh.topology.MeshView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The deployments' part of a pass over a mesh. A change of it is one deployment of all its
 * endpoints: they say how each of them fares, and it goes on, or back, with all of them together.
 */
final class MeshRollout {

  /** Of so many instances it is written down that they were healthy; of more it is remembered. */
  private static final int MOST_WRITTEN = 2_000;

  private final EngineContext context;
  private final MeshView view;
  private final Mesh mesh;
  private final MeshState state;
  private final ImmutableSortedMap<EndpointKey, MemberReport> reports;
  private final Instant now;

  MeshRollout(EngineContext context, MeshView view, Mesh mesh, MeshState state) {
    this.context = context;
    this.view = view;
    this.mesh = mesh;
    this.state = state;
    this.now = context.loop.now();
    this.reports = state.change.summed(now);
  }

  /** Takes the deployment as far as it goes; what follows from that has to be written first. */
  Outcome<ServiceMeshSpec> advance() {
    int behind = behind();
    if (state.rollout.underWay().isEmpty()) {
      context.hooks.forget(state.key);
    }
    if (isStill() || behind != state.behind) {
      state.movedAt = now;
      state.behind = behind;
    }
    return Rollouts.next(state.rollout, request(), this::signals, now);
  }

  /** Whether nothing can move, so that no clock runs. */
  private boolean isStill() {
    return state.rollout.underWay().filter(it -> !it.held()).isEmpty()
        || mesh.paused()
        || state.fact.hindrance().isPresent();
  }

  private Rollouts.Request<ServiceMeshSpec> request() {
    return new Rollouts.Request<>(
        view.declared().map(InForce::snapshot),
        view.resource().deleting(),
        view.resource().changedBy(),
        DeploymentOverrides.effective(DeploymentOverrides.NONE, mesh.deployment()),
        Verb.tokens(view.resource().annotations()));
  }

  private Signals signals(Change<ServiceMeshSpec> change, Wanted wanted, ImmutableSet<Verb> verbs) {
    Deployment deployment = change.deployment();
    ImmutableSortedSet<String> alarms = deployment.policy().alarms();
    // What was said of another phase, or of another change, says nothing of this one.
    boolean asked = state.change.asks(deployment);
    return new Signals(
        wanted,
        work(deployment, asked),
        asked ? faults(deployment) : ImmutableMap.of(),
        asked ? operations() : Count.NONE,
        asked ? instances(deployment) : Optional.empty(),
        alarms.isEmpty() ? Alarms.NONE : state.alarms.signal(alarms, now),
        context.hooks.ask(state.key, state.key, deployment, mesh.hooks()),
        verbs,
        mesh.paused(),
        true,
        false,
        state.movedAt);
  }

  /** A first revision is in force at once: nobody depends on it, and its endpoints come later. */
  private Work work(Deployment deployment, boolean asked) {
    if (deployment.first()) {
      return new Work.Done();
    }
    Optional<String> hindrance = state.fact.hindrance();
    if (hindrance.isPresent()) {
      return new Work.Waiting(hindrance.orElseThrow());
    }
    if (!context.gate.isSynced()) {
      return new Work.Waiting("not all endpoints were seen yet");
    }
    boolean judged = MeshChange.isJudged(deployment);
    Optional<Work> refused = asked && judged ? refused() : Optional.empty();
    if (refused.isPresent()) {
      return refused.orElseThrow();
    }
    Optional<String> silent = asked ? silent(judged) : Optional.of("the endpoints are being asked");
    if (silent.isPresent()) {
      String what = silent.orElseThrow();
      return judged ? new Work.Waiting(what) : new Work.UnderWay(what);
    }
    return reports.entrySet().stream()
        .filter(entry -> !wasFailing(entry, deployment))
        .flatMap(entry -> left(entry).stream())
        .findFirst()
        .orElseGet(Work.Done::new);
  }

  private static Optional<Work> left(Map.Entry<EndpointKey, MemberReport> entry) {
    return entry.getValue().work() instanceof Work.UnderWay(String what)
        ? Optional.of(new Work.UnderWay(entry.getKey().ref() + ": " + what))
        : Optional.empty();
  }

  /** What one of the endpoints cannot do is done by none. */
  private Optional<Work> refused() {
    for (var entry : reports.entrySet()) {
      if (entry.getValue().work()
          instanceof Work.Refused(Cause cause, String reason, String message)) {
        return Optional.of(new Work.Refused(cause, reason, entry.getKey().ref() + ": " + message));
      }
    }
    return Optional.empty();
  }

  /** Who has not said yet how it fares, if anybody has not. */
  private Optional<String> silent(boolean judged) {
    List<EndpointKey> awaited = awaited();
    return awaited.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%d of %d endpoints have still to %s it, %s among them"
                .formatted(
                    awaited.size(),
                    awaited.size() + reports.size(),
                    judged ? "judge" : "follow",
                    awaited.getFirst().ref()));
  }

  private List<EndpointKey> awaited() {
    return context.index.endpointsOf(state.key).stream()
        .filter(endpoint -> !reports.containsKey(endpoint))
        .toList();
  }

  /** How many endpoints have something left to do: as long as they get fewer, something moves. */
  private int behind() {
    return !state.change.isOn()
        ? 0
        : awaited().size()
            + (int)
                reports.values().stream().filter(it -> it.work() instanceof Work.UnderWay).count();
  }

  /** Whoever could not do what it was to do before the change may stay behind. */
  private static boolean wasFailing(
      Map.Entry<EndpointKey, MemberReport> entry, Deployment deployment) {
    return entry.getValue().faults().keySet().stream()
        .anyMatch(slot -> deployment.failingBefore().contains(slot(entry.getKey(), slot)));
  }

  private static String slot(EndpointKey endpoint, String slot) {
    return endpoint.ref() + ": " + slot;
  }

  private ImmutableMap<String, Fault> faults(Deployment deployment) {
    ImmutableMap.Builder<String, Fault> faults = ImmutableMap.builder();
    reports.forEach((endpoint, report) -> {
      report
          .faults()
          .forEach((slot, fault) ->
              faults.put(
                  slot(endpoint, slot),
                  new Fault(fault.cause(), endpoint.ref() + ": " + fault.message())));
      lapsed(endpoint, report, deployment)
          .ifPresent(fault -> faults.put(slot(endpoint, "instances"), fault));
    });
    return faults.buildOrThrow();
  }

  /** An endpoint of which too many instances are not healthy any more: one is enough. */
  private Optional<Fault> lapsed(EndpointKey endpoint, MemberReport report, Deployment deployment) {
    if (deployment.baseline().isEmpty() || report.instances().isEmpty()) {
      return Optional.empty();
    }
    Count failed =
        named(endpoint, report.instances().orElseThrow())
            .failedSince(deployment.baseline().orElseThrow());
    int threshold = deployment.policy().breaker().threshold().of(failed.population());
    return failed.failed().isEmpty() || failed.failed().size() < threshold
        ? Optional.empty()
        : Optional.of(
            new Fault(
                Cause.INSTANCES_UNHEALTHY,
                "%s: %d of %d instances were healthy before and are not; the threshold is %d"
                    .formatted(
                        endpoint.ref(), failed.failed().size(), failed.population(), threshold)));
  }

  private Count operations() {
    ImmutableSortedSet<String> failed =
        reports.entrySet().stream()
            .flatMap(entry ->
                entry.getValue().operations().stream().map(slot -> slot(entry.getKey(), slot)))
            .collect(toImmutableSortedSet(naturalOrder()));
    return new Count(failed, Math.max(reports.size(), failed.size()));
  }

  /** Absent as long as that of one endpoint is not known, of which it could be. */
  private Optional<Instances> instances(Deployment deployment) {
    boolean unknown =
        reports.values().stream()
            .anyMatch(
                report -> report.instances().isEmpty() && !(report.work() instanceof Work.Waiting));
    if (unknown || !awaited().isEmpty()) {
      return Optional.empty();
    }
    ImmutableSet<String> healthy = all(Instances::healthy);
    boolean written = !MeshChange.isJudged(deployment) || healthy.size() <= MOST_WRITTEN;
    return Optional.of(
        new Instances(
            written ? healthy : ImmutableSet.of(),
            all(Instances::unhealthy),
            all(Instances::lapsed)));
  }

  private ImmutableSet<String> all(Function<Instances, Set<String>> which) {
    return reports.entrySet().stream()
        .flatMap(entry ->
            entry.getValue().instances().stream()
                .flatMap(seen -> named(entry.getKey(), which.apply(seen))))
        .collect(toImmutableSet());
  }

  private static Instances named(EndpointKey endpoint, Instances seen) {
    return new Instances(
        named(endpoint, seen.healthy()).collect(toImmutableSet()),
        named(endpoint, seen.unhealthy()).collect(toImmutableSet()),
        named(endpoint, seen.lapsed()).collect(toImmutableSet()));
  }

  private static Stream<String> named(EndpointKey endpoint, Set<String> instances) {
    return instances.stream().map(id -> endpoint.ref() + " " + id);
  }
}
