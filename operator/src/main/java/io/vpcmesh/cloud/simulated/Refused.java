package io.vpcmesh.cloud.simulated;

import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.AwsFailure.AwsError;
import io.vpcmesh.model.AwsFailure.Conflict;
import io.vpcmesh.model.AwsFailure.Invalid;
import io.vpcmesh.model.AwsFailure.Missing;
import io.vpcmesh.model.AwsFailure.QuotaExceeded;
import io.vpcmesh.model.AwsFailure.Throttled;
import java.util.Optional;
import java.util.function.Function;

/** The world says no; the front door makes an answer of it that names the action. */
final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final transient Function<AwsError, AwsFailure> failure;

  private Refused(String code, String message, Function<AwsError, AwsFailure> failure) {
    super(message, null, false, false);
    this.code = code;
    this.failure = failure;
  }

  static Refused invalid(String message) {
    return new Refused("InvalidInput", message, Invalid::new);
  }

  /** What EC2 says of a request that it will never accept. */
  static Refused wrong(String code, String message) {
    return new Refused(code, message, Invalid::new);
  }

  static Refused customHealthNotFound(String message) {
    return new Refused("CustomHealthNotFound", message, Invalid::new);
  }

  static Refused missing(String code, String message) {
    return new Refused(code, message, Missing::new);
  }

  static Refused conflict(String code, String message, String existingId) {
    return new Refused(code, message, error -> new Conflict(error, Optional.of(existingId)));
  }

  /** A conflict of which nobody says with what. */
  static Refused conflict(String code, String message) {
    return new Refused(code, message, error -> new Conflict(error, Optional.empty()));
  }

  static Refused inUse(String message) {
    return conflict("ResourceInUse", message);
  }

  static Refused overQuota(String code, String message) {
    return new Refused(code, message, QuotaExceeded::new);
  }

  static Refused throttled(String code) {
    return new Refused(code, "Rate exceeded", Throttled::new);
  }

  /** A failure that only a running operation meets. */
  static Refused later(String code, String message) {
    return new Refused(code, message, Invalid::new);
  }

  /** How GetOperation explains it. */
  String explanation() {
    return code + ": " + getMessage();
  }

  AwsFailure as(AwsAction action) {
    return failure.apply(new AwsError(action, code, String.valueOf(getMessage())));
  }
}
