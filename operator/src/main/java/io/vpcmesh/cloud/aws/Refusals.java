package io.vpcmesh.cloud.aws;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.AwsFailure.AwsError;
import io.vpcmesh.model.AwsFailure.Conflict;
import io.vpcmesh.model.AwsFailure.Denied;
import io.vpcmesh.model.AwsFailure.Invalid;
import io.vpcmesh.model.AwsFailure.Missing;
import io.vpcmesh.model.AwsFailure.QuotaExceeded;
import io.vpcmesh.model.AwsFailure.Throttled;
import io.vpcmesh.model.AwsFailure.Unavailable;
import io.vpcmesh.model.AwsFailure.Unknown;
import java.util.Optional;

/** The meaning of AWS's error codes and, for codes that are not listed, of HTTP's. */
final class Refusals {

  private static final ImmutableSet<String> THROTTLED =
      ImmutableSet.of(
          "BandwidthLimitExceeded",
          "PriorRequestNotComplete",
          "RequestLimitExceeded",
          "RequestThrottled",
          "RequestThrottledException",
          "SlowDown",
          "Throttling",
          "ThrottledException",
          "ThrottlingException",
          "TooManyRequestsException");

  private static final ImmutableSet<String> DENIED =
      ImmutableSet.of(
          "AccessDenied",
          "AccessDeniedException",
          "AuthFailure",
          "ExpiredToken",
          "ExpiredTokenException",
          "IncompleteSignature",
          "IncompleteSignatureException",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "MissingAuthenticationToken",
          "MissingAuthenticationTokenException",
          "NotAuthorized",
          "OptInRequired",
          "RequestExpired",
          "RequestInTheFuture",
          "RequestTimeTooSkewed",
          "SignatureDoesNotMatch",
          "UnauthorizedOperation",
          "UnrecognizedClientException");

  private static final ImmutableSet<String> QUOTA =
      ImmutableSet.of(
          "LimitExceededException",
          "ResourceLimitExceeded",
          "RulesPerSecurityGroupLimitExceeded",
          "SecurityGroupLimitExceeded",
          "ServiceAttributesLimitExceededException",
          "ServiceQuotaExceededException",
          "TagLimitExceeded",
          "TooManyTagsException");

  /** Neither ResourceInUse nor DependencyViolation says who uses it. */
  private static final ImmutableSet<String> CONFLICT =
      ImmutableSet.of(
          "ConflictingDomainExists",
          "DependencyViolation",
          "DuplicateRequest",
          "InvalidGroup.Duplicate",
          "InvalidGroup.InUse",
          "InvalidPermission.Duplicate",
          "NamespaceAlreadyExists",
          "ResourceInUse",
          "ServiceAlreadyExists");

  /** CustomHealthNotFound is none of them: the instance is there, its service keeps no health. */
  private static final ImmutableSet<String> MISSING =
      ImmutableSet.of(
          "InstanceNotFound",
          "InvalidGroup.NotFound",
          "InvalidPermission.NotFound",
          "InvalidPrefixListID.NotFound",
          "InvalidPrefixListId.NotFound",
          "InvalidSecurityGroupID.NotFound",
          "InvalidSecurityGroupRuleId.NotFound",
          "InvalidVpcID.NotFound",
          "NamespaceNotFound",
          "OperationNotFound",
          "ResourceNotFoundException",
          "ServiceNotFound");

  /** Refused with 400, but by a server that had begun. */
  private static final ImmutableSet<String> NOT_SURE =
      ImmutableSet.of("RequestTimeout", "RequestTimeoutException");

  private Refusals() {}

  static AwsFailure of(AwsError error, int httpStatus, Optional<String> existingId) {
    String code = error.code();
    if (THROTTLED.contains(code)) {
      return new Throttled(error);
    }
    if (DENIED.contains(code)) {
      return new Denied(error);
    }
    if (QUOTA.contains(code)) {
      return new QuotaExceeded(error);
    }
    if (CONFLICT.contains(code)) {
      return new Conflict(error, existingId);
    }
    if (MISSING.contains(code)) {
      return new Missing(error);
    }
    return NOT_SURE.contains(code) ? new Unknown(error) : ofStatus(error, httpStatus);
  }

  /**
   * A bare 404 is no Missing: a wrong endpoint or a proxy answers so, and what we own would look
   * gone.
   */
  private static AwsFailure ofStatus(AwsError error, int httpStatus) {
    return switch (httpStatus) {
      case 401, 403 -> new Denied(error);
      case 408 -> new Unknown(error);
      case 429 -> new Throttled(error);
      case 503 -> new Unavailable(error);
      default -> httpStatus >= 500 ? new Unknown(error) : new Invalid(error);
    };
  }
}
