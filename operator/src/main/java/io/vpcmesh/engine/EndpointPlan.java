package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import io.vpcmesh.membership.Membership;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.registry.DesiredService;
import io.vpcmesh.registry.PlanTerms;
import io.vpcmesh.registry.RegistryChange;
import io.vpcmesh.registry.RegistryChange.DeregisterInstance;
import io.vpcmesh.registry.RegistryChange.Evidence;
import io.vpcmesh.registry.ServicePlan;
import io.vpcmesh.registry.ServicePlanner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The changes of all services of one endpoint, with what the deletion budget leaves of them.
 *
 * @param changes in the order in which they are to be made and printed
 */
record EndpointPlan(ImmutableList<RegistryChange> changes, ImmutableList<Problem> problems) {

  /** The annotation by which a person lets deletions for mere absence pass. */
  static final String ACKNOWLEDGE = "vpcmesh.io/acknowledge-deletions";

  /** The changes for an intent, as the ledgers of the endpoint demand them. */
  static EndpointPlan of(EndpointIntent intent, EndpointState state, PlanTerms terms) {
    return switch (intent) {
      case EndpointIntent.Keep keep ->
          plan(keep.desired().services(), keep.membership(), state, terms);
      case EndpointIntent.Remove _ -> plan(ImmutableList.of(), Membership.UNKNOWN, state, terms);
      case EndpointIntent.LetGo _, EndpointIntent.Hold _ ->
          new EndpointPlan(ImmutableList.of(), ImmutableList.of());
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
    return new EndpointPlan(ImmutableList.copyOf(changes), ImmutableList.copyOf(problems));
  }

  /** Deletions for mere absence, cut to the allowance unless a person acknowledged them all. */
  EndpointPlan withinBudget(int allowance, Optional<String> acknowledged) {
    ImmutableList<DeregisterInstance> inferred = inferred();
    if (inferred.isEmpty()) {
      return this;
    }
    String hash = hash(inferred);
    if (acknowledged.equals(Optional.of(hash))) {
      return replace(inferred, inferred.stream().map(EndpointPlan::acknowledge).toList());
    }
    if (inferred.size() <= allowance) {
      return this;
    }
    EndpointPlan cut = replace(inferred, inferred.subList(0, allowance));
    return new EndpointPlan(
        cut.changes(),
        ImmutableList.<Problem>builder()
            .addAll(problems)
            .add(gateClosed(inferred.size() - allowance, hash))
            .build());
  }

  /** The deletions for which there is no more evidence than that something is not there. */
  ImmutableList<DeregisterInstance> inferred() {
    return changes.stream()
        .filter(DeregisterInstance.class::isInstance)
        .map(DeregisterInstance.class::cast)
        .filter(change -> change.evidence() == Evidence.ABSENCE)
        .collect(ImmutableList.toImmutableList());
  }

  /** The same without registrations of new instances. */
  EndpointPlan withoutAdditions(Problem why) {
    ImmutableList<RegistryChange> rest =
        changes.stream()
            .filter(change ->
                !(change instanceof RegistryChange.RegisterInstance register) || register.known())
            .collect(ImmutableList.toImmutableList());
    return new EndpointPlan(
        rest, ImmutableList.<Problem>builder().addAll(problems).add(why).build());
  }

  private EndpointPlan replace(
      List<DeregisterInstance> inferred, List<DeregisterInstance> replacement) {
    ImmutableList<RegistryChange> rest =
        changes.stream()
            .filter(change -> !inferred.contains(change))
            .collect(ImmutableList.toImmutableList());
    return new EndpointPlan(
        ImmutableList.<RegistryChange>builder().addAll(replacement).addAll(rest).build(), problems);
  }

  private static DeregisterInstance acknowledge(DeregisterInstance change) {
    return new DeregisterInstance(
        change.service(), change.serviceId(), change.instance(), Evidence.POSITIVE);
  }

  private static Problem gateClosed(int held, String hash) {
    return new Problem(
        Reason.DeletionGateClosed,
        "%d more instances are not seen any more than may be taken away at once; if that is right, annotate the endpoint with %s: %s"
            .formatted(held, ACKNOWLEDGE, hash));
  }

  private static String hash(List<DeregisterInstance> inferred) {
    String slots = String.join("\n", inferred.stream().map(RegistryChange::slot).sorted().toList());
    return Hashing.sha256().hashString(slots, StandardCharsets.UTF_8).toString().substring(0, 10);
  }
}
