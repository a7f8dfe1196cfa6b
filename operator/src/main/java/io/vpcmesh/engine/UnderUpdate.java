package io.vpcmesh.engine;

import io.vpcmesh.model.OperationId;
import io.vpcmesh.registry.ServiceLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An update of a Cloud Map service that AWS works on: it refuses another one, and reads tell
 * nothing.
 */
final class UnderUpdate {

  private static final Duration POLL = Duration.ofSeconds(2);

  private final ServiceLedger ledger;
  private Optional<OperationId> operation = Optional.empty();
  private boolean known;
  private Instant askAt = Instant.MAX;

  /** Of the service of that ledger; nothing is known to be under way. */
  UnderUpdate(ServiceLedger ledger) {
    this.ledger = ledger;
  }

  /**
   * AWS works on an update.
   *
   * @param asKnown whether it is the one that the ledger knows of
   */
  void begun(OperationId id, boolean asKnown, Instant now) {
    operation = Optional.of(id);
    known = asKnown;
    askAt = now.plus(POLL);
  }

  /** AWS said that it is not over. */
  void goesOn(Instant now) {
    askAt = now.plus(POLL);
  }

  /** It came to an end; unless it is known which, the service is read anew. */
  void ended(boolean succeeded) {
    operation = Optional.empty();
    askAt = Instant.MAX;
    if (!succeeded || !known) {
      ledger.stale();
    }
  }

  boolean isUnderWay() {
    return operation.isPresent();
  }

  /** The update that is to be asked about by now. */
  Optional<OperationId> due(Instant now) {
    return operation.filter(_ -> !now.isBefore(askAt));
  }

  /** When it is to be asked about. */
  Instant askAt() {
    return askAt;
  }
}
