package io.vpcmesh.cloud.simulated;

import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.AwsFailure.AwsError;
import io.vpcmesh.model.AwsFailure.Denied;
import io.vpcmesh.model.AwsFailure.Throttled;
import io.vpcmesh.model.AwsFailure.Unavailable;
import java.time.Duration;
import java.util.Optional;

/** What goes wrong with one call. */
public sealed interface Fault {

  /** The call is refused and nothing happens. */
  record Refused(Kind kind) implements Fault {

    /** Why AWS refuses a call that is otherwise in order. */
    public enum Kind {
      THROTTLED,
      DENIED,
      UNAVAILABLE
    }

    AwsFailure failure(AwsAction action) {
      return switch (kind) {
        case THROTTLED ->
            new Throttled(new AwsError(action, ErrorCodes.throttled(action), "Rate exceeded"));
        case DENIED ->
            new Denied(
                new AwsError(
                    action,
                    ErrorCodes.denied(action),
                    "not authorized to perform " + action.permission()));
        case UNAVAILABLE ->
            new Unavailable(
                new AwsError(action, "ServiceUnavailable", "the service is unavailable (503)"));
      };
    }
  }

  /** The call is refused with just this failure, and nothing happens. */
  record RefusedWith(AwsFailure failure) implements Fault {}

  /**
   * The caller gets a server error or no answer at all, and cannot tell whether the call happened.
   *
   * @param happened whether it did
   */
  record AnswerLost(boolean happened) implements Fault {

    AwsFailure failure(AwsAction action) {
      return new AwsFailure.Unknown(
          new AwsError(action, "RequestTimeout", "no answer came within 4 s"));
    }
  }

  /** A read answers with what was there that long ago. */
  record StaleRead(Duration by) implements Fault {}

  /**
   * A read comes without its items.
   *
   * @param last the page also pretends that none follows; otherwise its successor has the items
   */
  record EmptyPage(boolean last) implements Fault {}

  /** The call is accepted; the operation that it starts fails when it is due. */
  record OperationFails(String code, String message) implements Fault {}

  /** The operation that the call starts takes that much longer. */
  record OperationDelayed(Duration by) implements Fault {}

  /** What the caller is told in place of all else, if the call does not happen. */
  default Optional<AwsFailure> refusal(AwsAction action) {
    return switch (this) {
      case Refused refused -> Optional.of(refused.failure(action));
      case RefusedWith(AwsFailure failure) -> Optional.of(failure);
      case AnswerLost _, StaleRead _, EmptyPage _, OperationFails _, OperationDelayed _ ->
          Optional.empty();
    };
  }

  static Fault throttled() {
    return new Refused(Refused.Kind.THROTTLED);
  }

  static Fault denied() {
    return new Refused(Refused.Kind.DENIED);
  }

  /** A 503, or a connection that was never made. */
  static Fault unavailable() {
    return new Refused(Refused.Kind.UNAVAILABLE);
  }

  /** The call succeeds and is answered with an error all the same. */
  static Fault happenedButAnsweredError() {
    return new AnswerLost(true);
  }

  static Fault timeoutBeforeItHappened() {
    return new AnswerLost(false);
  }

  static Fault operationFails() {
    return new OperationFails("INTERNAL_FAILURE", "the operation failed");
  }
}
