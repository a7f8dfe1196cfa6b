package io.vpcmesh.standalone;

import java.time.Duration;
import java.time.Instant;

/**
 * How a daemon is.
 *
 * @param beat when its loop was last seen at work
 * @param ready whether it has looked at everything once
 */
record Health(Instant beat, boolean ready) {

  static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

  /** A loop that is stuck for so long does not come back. */
  boolean isAlive(Instant now) {
    return !beat.plus(LONGEST_SILENCE).isBefore(now);
  }

  /** Who is stuck takes no orders, whatever it has looked at before. */
  boolean isReady(Instant now) {
    return ready && isAlive(now);
  }

  Health at(Instant now) {
    return new Health(now, ready);
  }

  Health whenReady(boolean now) {
    return new Health(beat, ready || now);
  }
}
