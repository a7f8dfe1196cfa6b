package io.vpcmesh.cloud;

import io.vpcmesh.model.AwsFailure;

/** Carries an {@link AwsFailure} out of a call of a cloud port; nothing else leaves a port. */
public final class AwsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient AwsFailure failure;

  public AwsException(AwsFailure failure) {
    super(failure.error().toString());
    this.failure = failure;
  }

  public AwsException(AwsFailure failure, Throwable cause) {
    super(failure.error().toString(), cause);
    this.failure = failure;
  }

  public AwsFailure failure() {
    return failure;
  }
}
