package io.vpcmesh.registry;

import io.vpcmesh.model.OperationId;
import java.time.Instant;
import java.util.Optional;

/** A change of an instance that was sent to AWS and is not confirmed yet. */
public sealed interface InFlight {

  /** The operation to ask about; absent when its answer was lost. */
  Optional<OperationId> operation();

  Instant since();

  /** Being registered with these attributes. */
  record Registering(DesiredInstance desired, Optional<OperationId> operation, Instant since)
      implements InFlight {}

  /** Being deregistered. */
  record Deregistering(Optional<OperationId> operation, Instant since) implements InFlight {}

  /** Somebody's operation is under way, perhaps our own of before a restart. */
  record Busy(Optional<OperationId> operation, Instant since) implements InFlight {}
}
