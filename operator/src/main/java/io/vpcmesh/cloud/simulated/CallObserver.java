package io.vpcmesh.cloud.simulated;

import io.vpcmesh.cloud.Operation;
import io.vpcmesh.model.AwsFailure;
import java.util.Optional;

/**
 * Watches every call, one at a time and with the world standing still: it may take a snapshot, and
 * what it throws the caller gets in place of an answer.
 */
public interface CallObserver {

  /** The call has not happened yet; an error thrown here keeps it from happening. */
  default void beforeCall(Call call) {}

  /** The call is over; an error thrown here loses its answer but not its effect. */
  default void afterCall(Call call, Outcome outcome) {}

  /** An operation has ended; what it was for is in the world from now on, unless it failed. */
  default void operationEnded(Operation operation) {}

  /**
   * How a call ended.
   *
   * @param happened whether AWS took the request, which a caller without an answer cannot know
   * @param failure what the caller was told in place of an answer
   */
  record Outcome(boolean happened, Optional<AwsFailure> failure) {}
}
