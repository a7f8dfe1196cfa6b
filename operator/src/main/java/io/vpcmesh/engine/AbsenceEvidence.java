package io.vpcmesh.engine;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether a service that nobody sees is absent: others make services too, and so perhaps did we.
 */
final class AbsenceEvidence {

  /** As long as this an absence is believed. */
  private static final Duration FRESH = Duration.ofSeconds(10);

  /** After this time a listing shows what was created. */
  private static final Duration LISTING_LAG = Duration.ofSeconds(10);

  private Instant doubtfulUntil = Instant.EPOCH;
  private Instant missedAt = Instant.EPOCH;

  /** A former process perhaps created it, and nobody waited yet until that shows. */
  private boolean begunBefore;

  /** The service was perhaps created, and listings lag behind. */
  void perhapsCreated(Instant now) {
    doubtfulUntil = now.plus(LISTING_LAG);
    begunBefore = false;
  }

  /** A former process wrote down that it would create the service, and did perhaps. */
  void begunBefore() {
    begunBefore = true;
  }

  boolean isBegunBefore() {
    return begunBefore;
  }

  void found() {
    begunBefore = false;
  }

  /** Until then what was perhaps created does not show. */
  Instant doubtfulUntil() {
    return doubtfulUntil;
  }

  /** Whether somebody who looked then would have seen what was perhaps created. */
  boolean wouldShow(Instant lookedAt) {
    return !lookedAt.isBefore(doubtfulUntil);
  }

  /** The service cannot be discovered. */
  void notDiscovered(Instant askedAt) {
    missedAt = askedAt;
  }

  /**
   * Whether a service that is not in the listing is absent: that takes a listing or a look at the
   * service itself that is not old.
   */
  boolean isConclusive(Instant listedAt, Instant completedAt, Instant now) {
    boolean notListed = wouldShow(listedAt) && completedAt.plus(FRESH).isAfter(now);
    boolean notDiscovered = wouldShow(missedAt) && missedAt.plus(FRESH).isAfter(now);
    return notListed || notDiscovered;
  }
}
