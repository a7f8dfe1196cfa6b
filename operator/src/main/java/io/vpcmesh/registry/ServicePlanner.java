package io.vpcmesh.registry;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Sets;
import io.vpcmesh.membership.Membership;
import io.vpcmesh.model.Identity.Standing;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.model.ServiceName;
import io.vpcmesh.registry.RegistryChange.ClaimService;
import io.vpcmesh.registry.RegistryChange.CreateService;
import io.vpcmesh.registry.RegistryChange.DeleteService;
import io.vpcmesh.registry.RegistryChange.UpdateService;
import java.util.Optional;

/**
 * Compares one Cloud Map service as it is with how it shall be. Pure: what cannot be done yet is
 * simply not in the plan.
 */
public final class ServicePlanner {

  private final PlanTerms terms;

  public ServicePlanner(PlanTerms terms) {
    this.terms = terms;
  }

  /** The plan for a service that is wanted. */
  public ServicePlan keep(DesiredService desired, ServiceLedger ledger, Membership membership) {
    Optional<Problem> overQuota = overQuota(desired, ledger);
    if (overQuota.isPresent() && ledger.instances().isEmpty()) {
      return ServicePlan.refused(overQuota.orElseThrow());
    }
    return switch (ledger.presence()) {
      case UNKNOWN -> ServicePlan.NOTHING;
      case ABSENT -> create(desired, ledger, membership);
      case PRESENT -> keep(desired, ledger, membership, ledger.facts().orElseThrow(), overQuota);
    };
  }

  /** The plan for a service that nothing wants any more. */
  public ServicePlan remove(ServiceName name, ServiceLedger ledger) {
    if (ledger.facts().isEmpty()) {
      return ServicePlan.NOTHING;
    }
    ServiceFacts facts = ledger.facts().orElseThrow();
    return switch (facts.standing()) {
      case RIVAL, OTHERS -> ServicePlan.NOTHING;
      case FORMER -> changes(new ClaimService(name, facts));
      case UNMARKED, OURS -> empty(name, ledger, facts);
    };
  }

  private ServicePlan create(DesiredService desired, ServiceLedger ledger, Membership membership) {
    ServicePlan instances =
        new InstancePlanner(terms, desired.name(), ledger, desired.customHealth())
            .plan(desired, membership, places(ledger));
    boolean useless = instances.changes().isEmpty() && !instances.problems().isEmpty();
    return new ServicePlan(
        useless
            ? ImmutableList.of()
            : ImmutableList.<RegistryChange>builder()
                .add(
                    new CreateService(
                        desired.name(),
                        desired.records(),
                        desired.ttl().toSeconds(),
                        desired.customHealth()))
                .addAll(instances.changes())
                .build(),
        instances.problems());
  }

  private ServicePlan keep(
      DesiredService desired,
      ServiceLedger ledger,
      Membership membership,
      ServiceFacts facts,
      Optional<Problem> overQuota) {
    Optional<Problem> mismatch = mismatch(desired, facts);
    if (terms.rules().leaveAlone(facts.standing())) {
      return ServicePlan.refused(ownedByAnother(desired.name(), facts));
    }
    if (toBeMarked(facts.standing())) {
      return changes(new ClaimService(desired.name(), facts));
    }
    ImmutableList.Builder<RegistryChange> changes = ImmutableList.builder();
    ImmutableList.Builder<Problem> problems = ImmutableList.builder();
    settings(desired, facts).ifPresent(changes::add);
    mismatch.ifPresent(problems::add);
    overQuota.ifPresent(problems::add);
    if (ledger.surveyed()) {
      boolean additions = overQuota.isEmpty() && facts.records().equals(desired.records());
      ServicePlan instances =
          new InstancePlanner(terms, desired.name(), ledger, facts.customHealth())
              .plan(offered(desired, facts), membership, additions ? places(ledger) : 0);
      changes.addAll(instances.changes());
      problems.addAll(instances.problems());
    }
    return new ServicePlan(changes.build(), problems.build());
  }

  private boolean toBeMarked(Standing standing) {
    return switch (standing) {
      case FORMER -> true;
      case OURS -> !terms.demand(PlanRule.UNCHANGED_MARK);
      case RIVAL, OTHERS, UNMARKED -> false;
    };
  }

  /** A service that keeps no health of ours offers whatever is registered in it. */
  private static DesiredService offered(DesiredService desired, ServiceFacts facts) {
    return desired.customHealth() && !facts.customHealth() ? desired.healthyOnes() : desired;
  }

  private ServicePlan empty(ServiceName name, ServiceLedger ledger, ServiceFacts facts) {
    if (!ledger.surveyed()) {
      return ServicePlan.NOTHING;
    }
    ServicePlan instances = new InstancePlanner(terms, name, ledger, facts.customHealth()).clear();
    if (!instances.changes().isEmpty()
        || !ledger.inFlight().isEmpty()
        || facts.standing() == Standing.UNMARKED) {
      return instances;
    }
    if (!ledger.instances().isEmpty()) {
      return ServicePlan.refused(foreignInstances(name, ledger));
    }
    return changes(new DeleteService(name, facts));
  }

  private Optional<RegistryChange> settings(DesiredService desired, ServiceFacts facts) {
    long ttl = desired.ttl().toSeconds();
    boolean differs = facts.ttlSeconds() != ttl || !terms.demand(PlanRule.UNCHANGED_SETTINGS);
    return differs && !facts.records().isEmpty() && facts.standing() == Standing.OURS
        ? Optional.of(new UpdateService(desired.name(), facts, facts.records(), ttl))
        : Optional.empty();
  }

  /** How many instances Cloud Map takes right now; what goes out has to be gone first. */
  private int places(ServiceLedger ledger) {
    int taken = Sets.union(ledger.instances().keySet(), ledger.inFlight().keySet()).size();
    return Math.max(0, terms.quotas().instancesPerService() - taken);
  }

  private Optional<Problem> overQuota(DesiredService desired, ServiceLedger ledger) {
    int wanted = desired.instances().size();
    boolean grows = !ledger.instances().keySet().containsAll(desired.instances().keySet());
    long others =
        ledger.instances().entrySet().stream()
            .filter(known -> !known.getValue().ours())
            .filter(known -> !desired.instances().containsKey(known.getKey()))
            .count();
    int quota = terms.quotas().instancesPerService();
    if (wanted + others <= quota || !grows) {
      return Optional.empty();
    }
    String beside = others == 0 ? "" : " beside %d of others".formatted(others);
    return Optional.of(
        new Problem(
            Reason.AwsQuotaExceeded,
            "service %s wants %d instances%s, Cloud Map takes %d in a service: nothing is added; spread them over several endpoints"
                .formatted(desired.name(), wanted, beside, quota)));
  }

  private static Optional<Problem> mismatch(DesiredService desired, ServiceFacts facts) {
    if (!facts.records().equals(desired.records())) {
      return Optional.of(
          new Problem(
              Reason.RecordTypeMismatch,
              "service %s (%s) exists with %s, wanted is %s: Cloud Map cannot change that; use discovery.record to match, or delete the service with its instances and let it be created anew"
                  .formatted(
                      desired.name(),
                      facts.id(),
                      DesiredService.spell(facts.records()),
                      DesiredService.spell(desired.records()))));
    }
    if (facts.customHealth() != desired.customHealth()) {
      return Optional.of(
          new Problem(
              Reason.RecordTypeMismatch,
              "service %s (%s) exists with discovery.health %s, wanted is %s: Cloud Map cannot change that; set it back, or delete the service with its instances and let it be created anew"
                  .formatted(
                      desired.name(),
                      facts.id(),
                      facts.customHealth() ? "Custom" : "None",
                      desired.customHealth() ? "Custom" : "None")));
    }
    return Optional.empty();
  }

  private static Problem ownedByAnother(ServiceName name, ServiceFacts facts) {
    return new Problem(
        Reason.OwnedByAnother,
        "service %s (%s) is marked as another resource's: it is left alone; choose another serviceName, or delete it there"
            .formatted(name, facts.id()));
  }

  private static Problem foreignInstances(ServiceName name, ServiceLedger ledger) {
    return new Problem(
        Reason.ForeignInstances,
        "service %s cannot be deleted: instances of others are in it (%s); deregister them, or set deletionPolicy: Retain"
            .formatted(
                name,
                ledger.instances().keySet().stream().limit(5).map(Object::toString).toList()));
  }

  private static ServicePlan changes(RegistryChange change) {
    return new ServicePlan(ImmutableList.of(change), ImmutableList.of());
  }
}
