package io.vpcmesh.kubernetes;

import io.vpcmesh.engine.Store.StoreException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether this replica may write. It may while it knows for sure that nobody else leads: for a time
 * after it *sent* the last renewal that succeeded, by a clock that nobody can set. Whoever asks the
 * API server instead would learn too late that it does not answer.
 */
final class Fence {

  private final long openNanos;
  private final LongSupplier nanos;
  private long openUntil;
  private boolean open;

  /**
   * A closed fence.
   *
   * @param openFor how long a renewal holds
   * @param nanos a count of nanoseconds that never goes back, as {@link System#nanoTime}
   */
  Fence(Duration openFor, LongSupplier nanos) {
    this.openNanos = openFor.toNanos();
    this.nanos = nanos;
  }

  /** A fence for a replica that is the only one. */
  static Fence open() {
    Fence fence = new Fence(Duration.ofNanos(Long.MAX_VALUE / 2), () -> 0);
    fence.renewed(0);
    return fence;
  }

  /** The moment at which a renewal is about to be sent. */
  long now() {
    return nanos.getAsLong();
  }

  /** A renewal that was sent at that moment succeeded. */
  synchronized void renewed(long sentAt) {
    open = true;
    openUntil = sentAt + openNanos;
  }

  /** The lease is given up, or somebody else has it. */
  synchronized void close() {
    open = false;
  }

  synchronized boolean isOpen() {
    return open && nanos.getAsLong() - openUntil < 0;
  }

  /** Refuses a write that might meet those of another leader. */
  void check() {
    if (!isOpen()) {
      throw new StoreException("this replica does not lead (any more): nothing is written");
    }
  }
}
