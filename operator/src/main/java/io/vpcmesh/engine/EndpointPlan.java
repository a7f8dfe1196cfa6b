package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.membership.Membership;
import io.vpcmesh.model.Problem;
import io.vpcmesh.registry.DesiredService;
import io.vpcmesh.registry.PlanTerms;
import io.vpcmesh.registry.RegistryChange;
import io.vpcmesh.registry.RegistryChange.CreateService;
import io.vpcmesh.registry.RegistryChange.DeregisterInstance;
import io.vpcmesh.registry.RegistryChange.Evidence;
import io.vpcmesh.registry.RegistryChange.RegisterInstance;
import io.vpcmesh.registry.ServicePlan;
import io.vpcmesh.registry.ServicePlanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The changes of all services of one endpoint, with what quotas and the deletion budget leave of
 * them.
 *
 * @param changes in the order in which they are to be made and printed
 * @param waiting what else there would be to do, if only something were known
 */
record EndpointPlan(
    ImmutableList<RegistryChange> changes,
    ImmutableList<Problem> problems,
    Optional<String> waiting) {

  private static final EndpointPlan NOTHING =
      new EndpointPlan(ImmutableList.of(), ImmutableList.of(), Optional.empty());

  /** The annotation by which a person lets deletions for mere absence pass. */
  static final String ACKNOWLEDGE = "vpcmesh.io/acknowledge-deletions";

  /** The changes for an intent, as the ledgers of the endpoint demand them. */
  static EndpointPlan of(EndpointIntent intent, EndpointState state, PlanTerms terms) {
    return switch (intent) {
      case EndpointIntent.Keep keep ->
          plan(keep.desired().services(), keep.membership(), state, terms);
      case EndpointIntent.Remove _ -> plan(ImmutableList.of(), Membership.UNKNOWN, state, terms);
      case EndpointIntent.LetGo _, EndpointIntent.Hold _ -> NOTHING;
    };
  }

  private static EndpointPlan plan(
      ImmutableList<DesiredService> desired,
      Membership membership,
      EndpointState state,
      PlanTerms terms) {
    ServicePlanner planner = new ServicePlanner(terms);
    Map<String, DesiredService> wanted = new HashMap<>();
    desired.forEach(service -> wanted.put(service.name().value(), service));
    List<RegistryChange> changes = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    state.tracks.forEach((name, track) -> {
      DesiredService service = wanted.get(name.value());
      ServicePlan plan =
          service == null
              ? planner.remove(name, track.ledger())
              : planner.keep(service, track.ledger(), membership);
      changes.addAll(plan.changes());
      problems.addAll(plan.problems());
    });
    return new EndpointPlan(
        ImmutableList.copyOf(changes), ImmutableList.copyOf(problems), Optional.empty());
  }

  /** The deletions for which there is no more evidence than that something is not there. */
  ImmutableList<DeregisterInstance> inferred() {
    return changes.stream()
        .filter(DeregisterInstance.class::isInstance)
        .map(DeregisterInstance.class::cast)
        .filter(change -> change.evidence() == Evidence.ABSENCE)
        .collect(ImmutableList.toImmutableList());
  }

  /** What the changes are about. */
  ImmutableSet<String> slots() {
    return changes.stream().map(RegistryChange::slot).collect(ImmutableSet.toImmutableSet());
  }

  /** The same with the first few registrations of new instances; without any nothing is made. */
  EndpointPlan withAdditions(int most) {
    ImmutableList<RegistryChange> additions =
        changes.stream().filter(EndpointPlan::adds).collect(ImmutableList.toImmutableList());
    if (additions.size() <= most) {
      return this;
    }
    ImmutableSet<RegistryChange> dropped =
        ImmutableSet.copyOf(additions.subList(most, additions.size()));
    ImmutableList<RegistryChange> rest =
        changes.stream()
            .filter(change -> !dropped.contains(change))
            .filter(change -> most > 0 || !(change instanceof CreateService))
            .collect(ImmutableList.toImmutableList());
    return new EndpointPlan(rest, problems, waiting);
  }

  /** The same without making a service. */
  EndpointPlan withoutCreations() {
    return new EndpointPlan(
        changes.stream()
            .filter(change -> !(change instanceof CreateService))
            .collect(ImmutableList.toImmutableList()),
        problems,
        waiting);
  }

  private static boolean adds(RegistryChange change) {
    return change instanceof RegisterInstance register && !register.known();
  }

  /** The same with other deletions, ahead of the rest, in place of some. */
  EndpointPlan with(List<DeregisterInstance> some, List<DeregisterInstance> others) {
    ImmutableList<RegistryChange> rest =
        changes.stream()
            .filter(change -> !some.contains(change))
            .collect(ImmutableList.toImmutableList());
    return new EndpointPlan(
        ImmutableList.<RegistryChange>builder().addAll(others).addAll(rest).build(),
        problems,
        waiting);
  }

  /** The same with one more problem. */
  EndpointPlan with(Problem problem) {
    return new EndpointPlan(
        changes, ImmutableList.<Problem>builder().addAll(problems).add(problem).build(), waiting);
  }

  /** The same, of which a part has to wait. */
  EndpointPlan waitingFor(String what) {
    return new EndpointPlan(changes, problems, Optional.of(what));
  }
}
