package io.vpcmesh.cloud.aws;

import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.AwsFailure.AwsError;
import io.vpcmesh.model.AwsFailure.Denied;
import io.vpcmesh.model.AwsFailure.Invalid;
import io.vpcmesh.model.AwsFailure.QuotaExceeded;
import io.vpcmesh.model.AwsFailure.Throttled;
import io.vpcmesh.model.AwsFailure.Unavailable;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.RoleArn;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** There are no credentials for a place, so that the call that needed them was not made. */
final class NotAssumedException extends SdkClientException {

  private static final long serialVersionUID = 1L;

  private final transient AwsFailure failure;

  private NotAssumedException(AwsFailure failure, Optional<SdkException> cause) {
    super(
        SdkClientException.builder().message(failure.error().toString()).cause(cause.orElse(null)));
    this.failure = failure;
  }

  /** Whoever runs this program does not let it act there. */
  static NotAssumedException outOfReach(Problem objection) {
    return new NotAssumedException(
        new Denied(
            new AwsError(AwsAction.ASSUME_ROLE, objection.reason().name(), objection.message())),
        Optional.empty());
  }

  /** STS did not give them. */
  static NotAssumedException refused(RoleArn role, Place own, SdkException cause) {
    AwsFailure said = Failures.of(AwsAction.ASSUME_ROLE, "AWS STS in " + own.region(), cause);
    AwsError error =
        new AwsError(
            AwsAction.ASSUME_ROLE,
            said.error().code(),
            "role %s: %s".formatted(role, said.error().message()));
    return new NotAssumedException(meaning(said, error), Optional.of(cause));
  }

  AwsFailure failure() {
    return failure;
  }

  /** Whatever became of the question for credentials: the call itself did not happen. */
  private static AwsFailure meaning(AwsFailure said, AwsError error) {
    return switch (said) {
      case AwsFailure.Throttled _ -> new Throttled(error);
      case AwsFailure.Denied _ -> new Denied(error);
      case AwsFailure.QuotaExceeded _ -> new QuotaExceeded(error);
      case AwsFailure.Invalid _, AwsFailure.Missing _, AwsFailure.Conflict _ -> new Invalid(error);
      case AwsFailure.Unavailable _, AwsFailure.Unknown _ -> new Unavailable(error);
    };
  }
}
