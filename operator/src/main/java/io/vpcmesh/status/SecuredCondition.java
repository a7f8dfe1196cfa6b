package io.vpcmesh.status;

import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.Problem;
import io.vpcmesh.status.EndpointFindings.Carriage;
import io.vpcmesh.status.EndpointFindings.Security;

/** Whether those who may call an endpoint, and nobody else, are let in by its security group. */
final class SecuredCondition {

  private static final String TYPE = "Secured";

  private SecuredCondition() {}

  static void add(Conditions conditions, Security security) {
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
    } else if (security.carriage().filter(SecuredCondition::lacksPods).isPresent()) {
      Carriage carriage = security.carriage().orElseThrow();
      conditions.no(
          TYPE,
          "AwaitingPodReplacement",
          "%d of %d pods carry %s: only new pods get it, by a SecurityGroupPolicy that names it; the others share the groups of their node, where its rules decide nothing"
              .formatted(carriage.carrying(), carriage.instances(), group));
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
    return carriage.pods() && carriage.carrying() < carriage.instances();
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
