package io.vpcmesh.cloud;

import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.SafeText;

/** Carries an {@link AwsFailure} out of a call of a cloud port; nothing else leaves a port. */
public final class AwsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient AwsFailure failure;

  public AwsException(AwsFailure failure) {
    super(failure.error().toString());
    this.failure = failure;
  }

  /** What the cause says is quoted without credentials: a stack trace is a log too. */
  public AwsException(AwsFailure failure, Throwable cause) {
    super(failure.error().toString(), new Quoted(cause));
    this.failure = failure;
  }

  public AwsFailure failure() {
    return failure;
  }

  /** An exception of a library, as far as it may be shown. */
  private static final class Quoted extends Exception {

    private static final long serialVersionUID = 1L;

    Quoted(Throwable original) {
      super(
          SafeText.of(original.toString()).toString(),
          original.getCause() == null ? null : new Quoted(original.getCause()));
      setStackTrace(original.getStackTrace());
    }
  }
}
