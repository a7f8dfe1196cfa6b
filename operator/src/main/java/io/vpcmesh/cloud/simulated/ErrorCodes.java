package io.vpcmesh.cloud.simulated;

import io.vpcmesh.model.AwsAction;

/** What the services call the same refusal. */
final class ErrorCodes {

  private ErrorCodes() {}

  static String throttled(AwsAction action) {
    return switch (action.service()) {
      case EC2 -> "RequestLimitExceeded";
      case CLOUDWATCH -> "Throttling";
      case SERVICEDISCOVERY, STS -> "ThrottlingException";
    };
  }

  static String denied(AwsAction action) {
    return switch (action.service()) {
      case EC2 -> "UnauthorizedOperation";
      case CLOUDWATCH -> "AccessDenied";
      case SERVICEDISCOVERY, STS -> "AccessDeniedException";
    };
  }
}
