package io.vpcmesh.engine;

import java.time.Duration;
import java.time.Instant;

/**
 * When the next write about one resource may follow: one at a time; what nobody waits for, waits
 * for more of its kind; and after a refusal the resource has to come to rest first. So a burst of
 * changes costs a few writes, and the last of them tells all.
 */
final class WritePace {

  /** The first pause between writes that nobody waits for; each one that follows is longer. */
  static final Duration MERGE = Duration.ofSeconds(1);

  /** However long a burst lasts, what happens in it is written this often. */
  static final Duration LONGEST = Duration.ofSeconds(4);

  /** Without a change for so long, a resource is at rest. */
  static final Duration CALM = Duration.ofMillis(300);

  private boolean busy;
  private boolean refused;
  private Instant refusedAt = Instant.EPOCH;
  private Instant begun = Instant.EPOCH;
  private Duration merge = MERGE;
  private long generation;
  private Instant changedAt = Instant.EPOCH;

  boolean isBusy() {
    return busy;
  }

  /** The resource has this generation. */
  void sees(long seen, Instant now) {
    if (seen != generation) {
      generation = seen;
      changedAt = now;
    }
  }

  void begin(Instant now) {
    busy = true;
    boolean burst = now.isBefore(begun.plus(merge).plus(MERGE));
    merge = burst ? shorter(merge.multipliedBy(2), LONGEST) : MERGE;
    begun = now;
  }

  void written() {
    busy = false;
    refused = false;
  }

  /** Did not succeed: the resource moved on meanwhile, or the store is in trouble. */
  void refused(Instant now) {
    busy = false;
    refused = true;
    refusedAt = now;
  }

  /** When something may be written that was refused before. */
  Instant atRest() {
    return refused ? earlier(changedAt.plus(CALM), refusedAt.plus(LONGEST)) : Instant.EPOCH;
  }

  /** When something may be written for which nobody waits. */
  Instant atLeisure() {
    return begun.plus(merge);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
