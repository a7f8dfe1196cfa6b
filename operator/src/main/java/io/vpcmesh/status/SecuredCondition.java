package io.vpcmesh.status;

import static java.util.stream.Collectors.joining;

import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.Problem;
import io.vpcmesh.status.EndpointFindings.Bearer;
import io.vpcmesh.status.EndpointFindings.Carriage;
import io.vpcmesh.status.EndpointFindings.Existing;
import io.vpcmesh.status.EndpointFindings.Managed;
import io.vpcmesh.status.EndpointFindings.Security;

/** Whether those who may call an endpoint, and nobody else, are let in by its security group. */
final class SecuredCondition {

  private static final String TYPE = "Secured";
  private static final String DNS = "DnsNotAdmitted";

  private SecuredCondition() {}

  static void add(Conditions conditions, Security security) {
    switch (security) {
      case Managed managed -> add(conditions, managed);
      case Existing existing -> add(conditions, existing);
    }
  }

  private static void add(Conditions conditions, Existing existing) {
    String groups = existing.ids().stream().map(Object::toString).collect(joining(", "));
    if (!existing.missing().isEmpty()) {
      conditions.no(
          TYPE,
          "SecurityGroupNotFound",
          "spec.securityGroups.ids: there is no security group %s in AWS: name one that there is, or leave ids out for one of the operator's"
              .formatted(existing.missing().iterator().next()));
    } else if (existing.failure().isPresent()) {
      AwsFailure failure = existing.failure().orElseThrow();
      conditions.no(TYPE, reason(failure), failure.error().toString());
    } else if (existing.shut().isEmpty()) {
      conditions.unknown(TYPE, "Pending", "security groups " + groups + " are read");
    } else if (!existing.shut().orElseThrow().isEmpty()) {
      conditions.no(
          TYPE,
          "RulesMissing",
          "security groups %s, which others keep, do not let in %s: have that added there"
              .formatted(groups, String.join(", ", existing.shut().orElseThrow())));
    } else if (existing.unresolved().isPresent()) {
      conditions.no(TYPE, DNS, existing.unresolved().orElseThrow());
    } else {
      conditions.yes(
          TYPE,
          "RulesInSync",
          "security groups %s, which others keep, let in all who may call%s"
              .formatted(
                  groups,
                  existing.byNetwork().isEmpty()
                      ? ""
                      : "; only by its network " + String.join(", ", existing.byNetwork())));
    }
  }

  private static void add(Conditions conditions, Managed security) {
    String group =
        "security group %s%s"
            .formatted(security.name(), security.id().map(id -> " (" + id + ")").orElse(""));
    if (security.problem().isPresent()) {
      Problem problem = security.problem().orElseThrow();
      conditions.no(TYPE, problem.reason().name(), problem.message());
    } else if (security.failure().isPresent()) {
      AwsFailure failure = security.failure().orElseThrow();
      conditions.no(TYPE, reason(failure), failure.error().toString());
    } else if (security.waiting().isPresent()) {
      conditions.no(TYPE, "Pending", security.waiting().orElseThrow());
    } else if (security.audited()) {
      conditions.no(
          TYPE,
          "AuditOnly",
          group
              + " is open to all endpoints of the mesh, since its spec.authorization.enforcement is Audit");
    } else if (security.hindrance().isPresent()) {
      Problem problem = security.hindrance().orElseThrow();
      conditions.no(TYPE, problem.reason().name(), problem.message());
    } else if (security.unresolved().isPresent()) {
      conditions.no(TYPE, DNS, security.unresolved().orElseThrow());
    } else if (security.carriage().filter(SecuredCondition::lacksPods).isPresent()) {
      conditions.no(
          TYPE, "AwaitingPodReplacement", awaiting(security.carriage().orElseThrow(), group));
    } else {
      conditions.yes(
          TYPE,
          "RulesInSync",
          "%s has %d ingress rules%s"
              .formatted(
                  group,
                  security.rules(),
                  security.carriage().map(SecuredCondition::carried).orElse("")));
    }
  }

  private static boolean lacksPods(Carriage carriage) {
    return carriage.bearer() != Bearer.OTHER && carriage.carrying() < carriage.instances();
  }

  private static String awaiting(Carriage carriage, String group) {
    return "%d of %d pods carry %s: only new pods get it, by a SecurityGroupPolicy that %s; the others share the groups of their node, where its rules decide nothing%s"
        .formatted(
            carriage.carrying(),
            carriage.instances(),
            group,
            carriage.bearer() == Bearer.PODS_BY_POLICY
                ? "is written for it"
                : "names it, such as the operator writes when the mesh has spec.securityGroups.pods",
            carriage.bearer() == Bearer.PODS_BY_POLICY ? ": replace them" : "");
  }

  private static String carried(Carriage carriage) {
    if (carriage.interfaces() == 0) {
      return "; no network interface carries it, so they decide nothing yet";
    }
    return carriage.instances() == 0
        ? "; %d network interfaces carry it".formatted(carriage.interfaces())
        : "; %d of %d instances carry it".formatted(carriage.carrying(), carriage.instances());
  }

  private static String reason(AwsFailure failure) {
    return switch (failure) {
      case AwsFailure.Denied _ -> "AwsAccessDenied";
      case AwsFailure.QuotaExceeded _ -> "AwsQuotaExceeded";
      case AwsFailure.Throttled _ -> "Throttled";
      case AwsFailure.Invalid _,
          AwsFailure.Conflict _,
          AwsFailure.Missing _,
          AwsFailure.Unavailable _,
          AwsFailure.Unknown _ ->
          "Ec2Error";
    };
  }
}
