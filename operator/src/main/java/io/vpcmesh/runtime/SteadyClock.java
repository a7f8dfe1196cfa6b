package io.vpcmesh.runtime;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The wall clock at the start, and from then on the time that really passed. A clock that somebody
 * sets back would stop every wait; one that is set forward would renew every budget.
 */
public final class SteadyClock implements InstantSource {

  private final Instant start;
  private final long startNanos;
  private final LongSupplier nanos;

  /**
   * A clock that starts now.
   *
   * @param nanos a count of nanoseconds that never goes back, as {@link System#nanoTime}
   */
  SteadyClock(InstantSource wall, LongSupplier nanos) {
    this.start = wall.instant();
    this.startNanos = nanos.getAsLong();
    this.nanos = nanos;
  }

  /** The clock of a daemon. */
  public static SteadyClock system() {
    return new SteadyClock(InstantSource.system(), System::nanoTime);
  }

  @Override
  public Instant instant() {
    return start.plusNanos(nanos.getAsLong() - startNanos);
  }
}
