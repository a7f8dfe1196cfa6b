package io.vpcmesh.registry;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import io.vpcmesh.membership.Membership;
import io.vpcmesh.membership.Membership.Presence;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.Identity.Standing;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.model.ServiceId;
import io.vpcmesh.model.ServiceName;
import io.vpcmesh.registry.RegistryChange.DeregisterInstance;
import io.vpcmesh.registry.RegistryChange.Evidence;
import io.vpcmesh.registry.RegistryChange.RegisterInstance;
import io.vpcmesh.registry.RegistryChange.SetHealth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares the instances of one Cloud Map service with those that are wanted. */
final class InstancePlanner {

  private final PlanTerms terms;
  private final ServiceName service;
  private final ServiceLedger ledger;
  private final boolean customHealth;

  InstancePlanner(
      PlanTerms terms, ServiceName service, ServiceLedger ledger, boolean customHealth) {
    this.terms = terms;
    this.service = service;
    this.ledger = ledger;
    this.customHealth = customHealth;
  }

  /**
   * Removals first, then registrations and health.
   *
   * @param places how many instances may be registered now that are not there yet
   */
  ServicePlan plan(DesiredService desired, Membership membership, int places) {
    List<DeregisterInstance> removals = new ArrayList<>();
    List<RegistryChange> others = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    int free = places;
    for (Map.Entry<InstanceId, DesiredInstance> wanted : desired.instances().entrySet()) {
      boolean fresh = !ledger.instances().containsKey(wanted.getKey());
      Optional<RegistryChange> change = want(wanted.getKey(), wanted.getValue(), problems);
      if (change.isPresent() && (!fresh || free > 0)) {
        others.add(change.orElseThrow());
        free -= fresh ? 1 : 0;
      }
    }
    desired.instances().keySet().stream()
        .filter(id -> taken(id) && !isRival(id))
        .findFirst()
        .ifPresent(id -> problems.add(takenBy(id)));
    rival().ifPresent(problems::add);
    for (Map.Entry<InstanceId, KnownInstance> known : ledger.instances().entrySet()) {
      if (!desired.instances().containsKey(known.getKey()) && touchable(known)) {
        switch (known.getValue().standing()) {
          case FORMER -> others.add(renewMark(known));
          case OURS, RIVAL, OTHERS, UNMARKED ->
              removal(known.getKey(), membership.presence(known.getKey())).ifPresent(removals::add);
        }
      }
    }
    holdLast(removals, desired.instances(), membership);
    return new ServicePlan(
        ImmutableList.<RegistryChange>builder().addAll(removals).addAll(others).build(),
        ImmutableList.copyOf(problems));
  }

  /** Takes out all that is ours: a person asked for it. */
  ServicePlan clear() {
    ImmutableList<RegistryChange> changes =
        ledger.instances().entrySet().stream()
            .filter(this::touchable)
            .map(known ->
                known.getValue().standing() == Standing.FORMER
                    ? renewMark(known)
                    : deregister(known.getKey(), Evidence.POSITIVE))
            .collect(ImmutableList.toImmutableList());
    return new ServicePlan(changes, ImmutableList.of());
  }

  private Optional<RegistryChange> want(
      InstanceId id, DesiredInstance wanted, List<Problem> problems) {
    if (busy(id) || (taken(id) && terms.demand(PlanRule.HANDS_OFF))) {
      return Optional.empty();
    }
    if (differs(id, wanted)) {
      Optional<Problem> overloaded = overloaded(id, wanted);
      overloaded.filter(_ -> problems.isEmpty()).ifPresent(problems::add);
      return overloaded.isPresent()
          ? Optional.empty()
          : Optional.of(register(id, wanted, ledger.instances().containsKey(id)));
    }
    KnownInstance known = requireNonNull(ledger.instances().get(id));
    boolean healthDiffers =
        !known.health().equals(Optional.of(wanted.health()))
            || !terms.demand(PlanRule.UNCHANGED_SETTINGS);
    return customHealth && healthDiffers
        ? Optional.of(new SetHealth(service, serviceId(), id, wanted.health()))
        : Optional.empty();
  }

  private boolean differs(InstanceId id, DesiredInstance wanted) {
    KnownInstance known = ledger.instances().get(id);
    return known == null
        || InstanceAttributes.differ(wanted.attributes(), known.attributes())
        || !terms.demand(PlanRule.UNCHANGED_STAYS);
  }

  /** What would be registered is too much for Cloud Map. */
  private Optional<Problem> overloaded(InstanceId id, DesiredInstance wanted) {
    KnownInstance known = ledger.instances().get(id);
    Map<String, String> attributes =
        known == null
            ? wanted.attributes()
            : InstanceAttributes.merge(wanted.attributes(), known.attributes());
    return InstanceAttributes.excess(attributes)
        .filter(_ -> terms.demand(PlanRule.QUOTA))
        .map(why -> overloaded(id, why));
  }

  private Problem overloaded(InstanceId id, String why) {
    return new Problem(
        Reason.AwsQuotaExceeded,
        "instance %s of service %s %s: it is left as it is; drop some of spec.discovery.attributes of the endpoint or of spec.defaults.discovery.attributes of the mesh"
            .formatted(id, service, why));
  }

  private Optional<DeregisterInstance> removal(InstanceId id, Presence presence) {
    return switch (presence) {
      case PRESENT, GONE -> Optional.of(deregister(id, Evidence.POSITIVE));
      case MISSING -> Optional.of(deregister(id, Evidence.ABSENCE));
      case UNKNOWN ->
          terms.demand(PlanRule.UNKNOWN_STAYS)
              ? Optional.empty()
              : Optional.of(deregister(id, Evidence.POSITIVE));
    };
  }

  /**
   * A ready instance is on its way in. Until Cloud Map offers it, one that still serves stays; and
   * until it is registered at all, the last one stays, whatever has become of it: an empty answer
   * is remembered by resolvers, and one that is not heeded yet is offered when no other is.
   */
  private void holdLast(
      List<DeregisterInstance> removals,
      ImmutableSortedMap<InstanceId, DesiredInstance> desired,
      Membership membership) {
    if (removals.isEmpty() || !terms.demand(PlanRule.HOLD_LAST) || !successorWaits(desired)) {
      return;
    }
    Set<InstanceId> staying = staying(removals);
    if (staying.stream().anyMatch(this::routable)) {
      return;
    }
    Optional<DeregisterInstance> serving =
        removals.stream()
            .filter(removal -> routable(removal.instance()))
            .filter(removal -> membership.presence(removal.instance()) == Presence.PRESENT)
            .findFirst();
    if (serving.isPresent()) {
      removals.remove(serving.orElseThrow());
    } else if (staying.isEmpty()) {
      removals.removeLast();
    }
  }

  private Set<InstanceId> staying(List<DeregisterInstance> removals) {
    Set<InstanceId> going =
        removals.stream().map(DeregisterInstance::instance).collect(Collectors.toSet());
    return ledger.instances().entrySet().stream()
        .filter(known -> known.getValue().ours())
        .map(Map.Entry::getKey)
        .filter(id -> !going.contains(id) && !busy(id))
        .collect(Collectors.toSet());
  }

  private boolean successorWaits(ImmutableSortedMap<InstanceId, DesiredInstance> desired) {
    return desired.entrySet().stream()
        .anyMatch(wanted ->
            wanted.getValue().health() == HealthStatus.HEALTHY && !routable(wanted.getKey()));
  }

  /**
   * Cloud Map offers it, and will: what was set healthy a moment ago it does not offer yet, and
   * what is on its way out no more.
   */
  private boolean routable(InstanceId id) {
    KnownInstance known = ledger.instances().get(id);
    return known != null
        && known.ours()
        && !(ledger.inFlight().get(id) instanceof InFlight.Deregistering)
        && !ledger.isUnproven(id)
        && !known.health().equals(Optional.of(HealthStatus.UNHEALTHY));
  }

  private RegisterInstance register(InstanceId id, DesiredInstance wanted, boolean known) {
    boolean alone = ledger.facts().isEmpty() || ledger.isPristine() || ledger.isNew(id);
    return new RegisterInstance(
        service, serviceId(), id, wanted, customHealth, known || !alone, known);
  }

  private RegistryChange renewMark(Map.Entry<InstanceId, KnownInstance> former) {
    HealthStatus health = former.getValue().health().orElse(HealthStatus.HEALTHY);
    Map<String, String> marked = new TreeMap<>(former.getValue().attributes());
    marked.putAll(terms.identity().marks());
    return register(
        former.getKey(), new DesiredInstance(ImmutableMap.copyOf(marked), health), true);
  }

  private DeregisterInstance deregister(InstanceId id, Evidence evidence) {
    return new DeregisterInstance(service, serviceId(), id, evidence);
  }

  private boolean touchable(Map.Entry<InstanceId, KnownInstance> known) {
    boolean ours = known.getValue().ours() || !terms.demand(PlanRule.HANDS_OFF);
    return ours && !busy(known.getKey());
  }

  private boolean busy(InstanceId id) {
    return ledger.inFlight().containsKey(id) && terms.demand(PlanRule.ONE_IN_FLIGHT);
  }

  private boolean isRival(InstanceId id) {
    return Optional.ofNullable(ledger.instances().get(id))
        .filter(known -> known.standing() == Standing.RIVAL)
        .isPresent();
  }

  private boolean taken(InstanceId id) {
    KnownInstance known = ledger.instances().get(id);
    return known != null && !known.ours();
  }

  private Optional<Problem> rival() {
    return ledger.instances().entrySet().stream()
        .filter(known -> known.getValue().standing() == Standing.RIVAL)
        .findFirst()
        .map(known ->
            new Problem(
                Reason.OwnedByAnother,
                "instance %s of service %s is kept by another operator that has the name of this one's installation, %s: it is left alone; stop that operator, or start it with another --installation"
                    .formatted(known.getKey(), service, terms.identity().installation())));
  }

  private Problem takenBy(InstanceId id) {
    return new Problem(
        Reason.OwnedByAnother,
        "instance %s of service %s was registered by another: it is left alone; deregister it there"
            .formatted(id, service));
  }

  private Optional<ServiceId> serviceId() {
    return ledger.facts().map(ServiceFacts::id);
  }
}
