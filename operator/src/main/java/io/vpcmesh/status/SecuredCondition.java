package io.vpcmesh.status;

import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.Problem;
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
    } else {
      conditions.yes(
          TYPE, "RulesInSync", "%s has %d ingress rules".formatted(group, security.rules()));
    }
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
