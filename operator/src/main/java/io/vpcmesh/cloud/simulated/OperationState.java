package io.vpcmesh.cloud.simulated;

import io.vpcmesh.cloud.Operation.Status;
import io.vpcmesh.model.OperationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * An operation as the world keeps it.
 *
 * @param sequence tells which of two operations that are due together came first
 * @param doomed why it will fail, when a fault decided that
 * @param result present once it is finished
 */
record OperationState(
    OperationId id,
    long sequence,
    Instant submitted,
    Instant due,
    Effect effect,
    Optional<String> doomed,
    Optional<Result> result) {

  /** In the order in which they take effect. */
  static final Comparator<OperationState> BY_TIME =
      Comparator.comparing(OperationState::due).thenComparingLong(OperationState::sequence);

  /** How it ended: without an explanation, well. */
  record Result(Optional<String> failure) {}

  OperationState finished(Result ended) {
    return new OperationState(id, sequence, submitted, due, effect, doomed, Optional.of(ended));
  }

  Status status(Instant now) {
    if (result.isPresent()) {
      return result.orElseThrow().failure().isPresent() ? Status.FAIL : Status.SUCCESS;
    }
    Duration submittedOnly = Duration.between(submitted, due).dividedBy(4);
    return now.isBefore(submitted.plus(submittedOnly)) ? Status.SUBMITTED : Status.PENDING;
  }
}
