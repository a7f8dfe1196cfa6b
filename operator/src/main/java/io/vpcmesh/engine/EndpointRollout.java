package io.vpcmesh.engine;

import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import com.google.common.collect.Streams;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
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
import io.vpcmesh.membership.Instance;
import io.vpcmesh.membership.Membership;
import io.vpcmesh.membership.Membership.Absence;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.DeploymentPolicy;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.model.Revision;
import io.vpcmesh.model.Stance;
import io.vpcmesh.status.EndpointFindings;
import io.vpcmesh.status.EndpointFindings.Security;
import io.vpcmesh.topology.DeploymentOverrides;
import io.vpcmesh.topology.Endpoint;
import io.vpcmesh.topology.EndpointView;
import io.vpcmesh.topology.Mesh;
import io.vpcmesh.topology.MeshFacts;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * The deployments' part of a pass over an endpoint: what the world says of the change under way.
 */
final class EndpointRollout {

  private static final String PROBLEM = "problem ";

  private final EngineContext context;
  private final boolean calling;
  private final EndpointAppraisal appraisal;
  private final Membership other;
  private final Supplier<EndpointFindings> found;
  private final BiFunction<EndpointView, MeshFact, Set<Problem>> forecast;
  private final EndpointState state;
  private final Instant now;

  /**
   * For one pass.
   *
   * @param calling whether a call is under way, of which nobody knows yet what becomes of it
   * @param appraisal of AWS as it is, against the revisions that hold
   * @param other the instances of the live revision whose values do not hold
   * @param forecast what would stand against what does not hold yet
   */
  EndpointRollout(
      EngineContext context,
      boolean calling,
      EndpointAppraisal appraisal,
      Membership other,
      BiFunction<EndpointView, MeshFact, Set<Problem>> forecast) {
    this.context = context;
    this.calling = calling;
    this.appraisal = appraisal;
    this.other = other;
    this.found = Suppliers.memoize(() -> appraisal.findings(true));
    this.forecast = forecast;
    this.state = appraisal.state();
    this.now = context.loop.now();
  }

  /** Takes the deployment as far as it goes; what follows from that has to be written first. */
  Outcome<ServiceEndpointSpec> advance() {
    boolean ofMesh = appraisal.mesh().change.isOn();
    if (state.rollout.underWay().isEmpty() && !ofMesh) {
      state.everHealthy.clear();
    } else {
      instances()
          .ifPresent(seen -> {
            state.everHealthy.retainAll(Sets.union(seen.healthy(), seen.unhealthy()));
            state.everHealthy.addAll(seen.healthy());
          });
    }
    if (state.rollout.underWay().isEmpty()) {
      state.movedAt = now;
      context.hooks.forget(state.key);
    } else if (isStill() || state.movedAt.equals(Instant.EPOCH)) {
      state.movedAt = now;
    }
    return Rollouts.next(state.rollout, request(), this::signals, now);
  }

  /** How the endpoint fares with a change of its mesh. */
  MemberReport report() {
    // Whom the mesh does not let an endpoint name, that is the mesh's to say.
    ImmutableMap<String, Fault> faults =
        ImmutableMap.copyOf(
            Maps.filterKeys(faults(), slot -> !slot.equals(PROBLEM + Reason.NotAllowedByMesh)));
    boolean changing =
        state
            .rollout
            .underWay()
            .filter(it -> it.stance() != Stance.Phase.AT_REST || it.phase().isBeingTakenBack())
            .isPresent();
    return new MemberReport(
        appraisal
            .mesh()
            .change
            .candidate()
            .map(candidate -> judged(judgement(candidate), faults))
            .orElseGet(this::workForMesh),
        // What is refused in the course of its own change is blamed on that.
        changing ? ImmutableMap.of() : faults,
        changing ? ImmutableSortedSet.of() : state.failures.broken(),
        appraisal.intent() instanceof EndpointIntent.Keep
            ? instances()
            : Optional.of(Instances.NONE));
  }

  private Set<Problem> judgement(Revision<Mesh> candidate) {
    MeshFact fact = appraisal.mesh().fact.under(candidate.spec());
    return forecast.apply(appraisal.view().under(candidate), fact).stream()
        .filter(problem -> problem.reason() != Reason.NotAllowedByMesh)
        .collect(ImmutableSet.toImmutableSet());
  }

  private Work workForMesh() {
    return appraisal.view().resource().deleting()
        ? new Work.Waiting("it is being deleted")
        : work();
  }

  private EndpointFindings findings() {
    return found.get();
  }

  /** Whether nothing can move, so that no clock runs. */
  private boolean isStill() {
    boolean held = state.rollout.underWay().filter(Deployment::held).isPresent();
    return held || isPaused() || work() instanceof Work.Waiting;
  }

  private Rollouts.Request<ServiceEndpointSpec> request() {
    return new Rollouts.Request<>(
        appraisal.view().declared().map(InForce::snapshot),
        appraisal.view().resource().deleting(),
        appraisal.view().resource().changedBy(),
        policy(),
        Verb.tokens(appraisal.view().resource().annotations()));
  }

  private Signals signals(
      Change<ServiceEndpointSpec> change, Wanted wanted, ImmutableSet<Verb> verbs) {
    ImmutableMap<String, Fault> faults = faults();
    ImmutableSortedSet<String> alarms = change.deployment().policy().alarms();
    return new Signals(
        wanted,
        switch (change.deployment().phase()) {
          case VALIDATING, REJECTED -> validated(change, faults);
          default -> work();
        },
        faults,
        operations(),
        instances(),
        alarms.isEmpty() ? Alarms.NONE : appraisal.mesh().alarms.signal(alarms, now),
        context.hooks.ask(
            appraisal.mesh().key,
            state.key,
            change.deployment(),
            mesh().map(Mesh::hooks).orElseGet(ImmutableList::of)),
        verbs,
        isPaused(),
        appraisal.mesh().hasPlace(state.key, mesh().map(Mesh::maxConcurrentDeployments).orElse(1)),
        state.inherits(),
        state.movedAt);
  }

  private Optional<Mesh> mesh() {
    return appraisal.view().mesh().flatMap(MeshFacts::accepted).map(Revision::spec);
  }

  private DeploymentPolicy policy() {
    return DeploymentOverrides.effective(
        appraisal.view().known().map(Endpoint::deployment).orElse(DeploymentOverrides.NONE),
        mesh().map(Mesh::deployment).orElse(DeploymentOverrides.NONE));
  }

  private boolean isPaused() {
    return appraisal.view().paused();
  }

  private Work validated(Change<ServiceEndpointSpec> change, ImmutableMap<String, Fault> faults) {
    EndpointView view = appraisal.view().holding(change.target());
    if (view.conflict().isPresent() && !change.deployment().first()) {
      Problem taken = view.conflict().orElseThrow();
      return new Work.Refused(Cause.CONFLICT, taken.reason().name(), taken.message());
    }
    return judged(forecast.apply(view, appraisal.mesh().fact), faults);
  }

  /** What would stand against it that does not stand against what holds. */
  private static Work judged(Set<Problem> problems, ImmutableMap<String, Fault> faults) {
    return problems.stream()
        .filter(problem -> !faults.containsKey(PROBLEM + problem.reason()))
        .findFirst()
        .<Work>map(
            problem -> new Work.Refused(cause(problem), problem.reason().name(), problem.message()))
        .orElseGet(Work.Done::new);
  }

  private Work work() {
    if (calling) {
      return new Work.UnderWay("waiting for the answer of AWS");
    }
    boolean taken = state.rollout.isWithdrawn();
    if (taken) {
      return appraisal.isLeft() ? new Work.Done() : new Work.UnderWay("it is being taken out");
    }
    if (findings().waiting().isPresent()) {
      return new Work.Waiting(findings().waiting().orElseThrow());
    }
    boolean first = state.rollout.running().isEmpty();
    Optional<Problem> problem = problems().stream().findFirst();
    if (first && problem.isPresent()) {
      return new Work.Refused(
          cause(problem.orElseThrow()),
          problem.orElseThrow().reason().name(),
          problem.orElseThrow().message());
    }
    if (state.failures.worst().isPresent()) {
      return new Work.UnderWay(state.failures.worst().orElseThrow().error().toString());
    }
    if (findings().changesLeft() || findings().counts().pending() > 0) {
      return new Work.UnderWay(
          "%d of %d instances are registered"
              .formatted(findings().counts().registered(), findings().counts().desired()));
    }
    return findings()
        .security()
        .flatMap(Security::holdsUp)
        .<Work>map(Work.UnderWay::new)
        .orElseGet(Work.Done::new);
  }

  private ImmutableMap<String, Fault> faults() {
    ImmutableMap.Builder<String, Fault> faults = ImmutableMap.builder();
    state
        .failures
        .permanent()
        .forEach((slot, failure) ->
            faults.put(slot, new Fault(cause(failure), failure.error().toString())));
    problems()
        .forEach(problem ->
            faults.put(PROBLEM + problem.reason(), new Fault(cause(problem), problem.message())));
    return faults.buildKeepingLast();
  }

  /** What stands in the way of what is declared, and not of what merely happens. */
  private ImmutableSet<Problem> problems() {
    return Streams.concat(
            findings().problems().stream(),
            findings().security().flatMap(Security::problem).stream())
        .filter(EndpointRollout::isOfDeclaration)
        .collect(ImmutableSet.toImmutableSet());
  }

  static boolean isOfDeclaration(Problem problem) {
    return switch (problem.reason()) {
      case DeletionGateClosed,
          DriftDetected,
          AwsThrottled,
          ForeignInstances,
          ForeignRules,
          PodPolicyUnavailable,
          PodPolicyDenied,
          PodPolicyConflict,
          PodPolicyError ->
          false;
      default -> true;
    };
  }

  private static Cause cause(Problem problem) {
    boolean quota =
        problem.reason() == Reason.AwsQuotaExceeded || problem.reason() == Reason.RuleLimitExceeded;
    return quota ? Cause.AWS_QUOTA_EXCEEDED : Cause.CONFLICT;
  }

  private static Cause cause(AwsFailure failure) {
    return switch (failure) {
      case AwsFailure.Denied _ -> Cause.AWS_ACCESS_DENIED;
      case AwsFailure.QuotaExceeded _ -> Cause.AWS_QUOTA_EXCEEDED;
      default -> Cause.AWS_INVALID_REQUEST;
    };
  }

  private Count operations() {
    ImmutableSortedSet<String> failed = state.failures.broken();
    return new Count(failed, Math.max(findings().counts().desired(), failed.size()));
  }

  /** Absent as long as the source of the instances has not answered: that is not good news. */
  private Optional<Instances> instances() {
    if (!(appraisal.intent() instanceof EndpointIntent.Keep keep)
        || keep.membership().absence() == Absence.UNKNOWN) {
      return Optional.empty();
    }
    ImmutableSet.Builder<String> healthy = ImmutableSet.builder();
    ImmutableSet.Builder<String> unhealthy = ImmutableSet.builder();
    keep.membership()
        .instances()
        .forEach((id, instance) -> {
          if (instance.draining()) {
            return;
          }
          boolean well = instance.ready() && !keep.desired().unfit().containsKey(id);
          (well ? healthy : unhealthy).add(id.value());
        });
    ImmutableSet<String> ill = unhealthy.build();
    return Optional.of(
        new Instances(
            healthy.build(),
            ill,
            Sets.intersection(ill, state.everHealthy).immutableCopy(),
            isDeserted()
                && keep.membership().instances().values().stream().anyMatch(Instance::ready)));
  }

  /** Whether it is certain that no instance of what ran before can take traffic. */
  private boolean isDeserted() {
    boolean known =
        switch (other.absence()) {
          case INFERRED, DECLARED -> true;
          case UNKNOWN, UNWATCHED -> false;
        };
    return known
        && appraisal.view().stance().phase() == Stance.Phase.SWITCHED
        && other.instances().values().stream().noneMatch(Instance::ready);
  }
}
