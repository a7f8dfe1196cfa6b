package io.vpcmesh.cloud.aws;

import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.AwsFailure.AwsError;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.servicediscovery.model.DuplicateRequestException;
import software.amazon.awssdk.services.servicediscovery.model.NamespaceAlreadyExistsException;
import software.amazon.awssdk.services.servicediscovery.model.ServiceAlreadyExistsException;

/** What an exception of the SDK means for the caller. */
final class Failures {

  private Failures() {}

  /** The failure of a call to a server, which messages name where AWS said nothing. */
  static AwsFailure of(AwsAction action, String server, SdkException e) {
    return e instanceof AwsServiceException refusal
        ? Refusals.of(error(action, refusal), refusal.statusCode(), existingId(refusal))
        : Silences.of(action, server, e);
  }

  private static AwsError error(AwsAction action, AwsServiceException e) {
    Optional<AwsErrorDetails> details = Optional.ofNullable(e.awsErrorDetails());
    return new AwsError(
        action,
        details.map(AwsErrorDetails::errorCode).orElse("HTTP " + e.statusCode()),
        details.map(AwsErrorDetails::errorMessage).orElse("no message"));
  }

  /** A switch over classes of a library, which may have more of them tomorrow. */
  private static Optional<String> existingId(AwsServiceException e) {
    return switch (e) {
      case ServiceAlreadyExistsException service -> Optional.ofNullable(service.serviceId());
      case NamespaceAlreadyExistsException space -> Optional.ofNullable(space.namespaceId());
      case DuplicateRequestException request -> Optional.ofNullable(request.duplicateOperationId());
      default -> Optional.empty();
    };
  }
}
