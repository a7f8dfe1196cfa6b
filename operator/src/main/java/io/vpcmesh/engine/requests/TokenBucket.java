package io.vpcmesh.engine.requests;

import java.time.Duration;
import java.time.Instant;

/**
 * AWS's own bookkeeping, mirrored: tokens that refill steadily. Calls overtake each other on their
 * way and clocks are coarse, so a part of the burst is never used. A refusal means that AWS gives
 * less than we believe: a pause, and a lower rate that recovers slowly.
 */
final class TokenBucket {

  private static final double RESERVE = 0.05;
  private static final double SMALLEST_RESERVE = 1;

  /** What another process left behind has had this time to refill, at least. */
  private static final double CHANGE_OF_PROCESS_SECONDS = 1;

  /** What one refusal leaves of the rate; all of it is back after ten minutes. */
  private static final double LESSON = 0.85;

  private static final double SMALLEST_SHARE = 0.05;
  private static final double RECOVERY_PER_SECOND = 1.0 / 600;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final int MAX_DOUBLINGS = 5;

  private final Limit limit;
  private double share = 1;
  private double tokens;
  private Instant refilled = Instant.EPOCH;
  private Instant pausedUntil = Instant.EPOCH;
  private int refusals;

  TokenBucket(Limit limit) {
    this.limit = limit;
    this.tokens = capacity();
  }

  /** Another process may have used the burst until a moment ago. */
  void takeOver(Instant now) {
    refill(now);
    tokens = Math.min(tokens, Math.max(1, limit.perSecond() * CHANGE_OF_PROCESS_SECONDS));
  }

  boolean ready(Instant now) {
    refill(now);
    return tokens >= 1 && !now.isBefore(pausedUntil);
  }

  void take() {
    tokens -= 1;
  }

  /** When the next token is there, at the earliest. */
  Instant readyAt(Instant now) {
    refill(now);
    double missing = Math.max(0, 1 - tokens);
    Instant token = now.plusNanos((long) Math.ceil(missing / perSecond() * 1e9));
    return token.isAfter(pausedUntil) ? token : pausedUntil;
  }

  /** To how many calls a second the action is held now. */
  double perSecond(Instant now) {
    refill(now);
    return perSecond();
  }

  /** AWS refused a call: our picture of the bucket was too good. */
  void refused(Instant now) {
    refill(now);
    tokens = Math.min(tokens, 0);
    if (now.isBefore(pausedUntil)) {
      // It was sent before the pause began and says nothing new.
      return;
    }
    share = Math.max(SMALLEST_SHARE, share * LESSON);
    refusals = Math.min(refusals + 1, MAX_DOUBLINGS);
    pausedUntil = now.plus(FIRST_PAUSE.multipliedBy(1L << (refusals - 1)));
  }

  void accepted() {
    refusals = 0;
  }

  private void refill(Instant now) {
    if (now.isAfter(refilled)) {
      double seconds =
          refilled.equals(Instant.EPOCH) ? 0 : Duration.between(refilled, now).toNanos() / 1e9;
      tokens = Math.min(capacity(), tokens + seconds * perSecond());
      share = Math.min(1, share + seconds * RECOVERY_PER_SECOND);
      refilled = now;
    }
  }

  private double perSecond() {
    return limit.perSecond() * share;
  }

  private double capacity() {
    double reserve = Math.max(SMALLEST_RESERVE, limit.burst() * RESERVE);
    return Math.max(1, (limit.burst() - reserve) * share);
  }
}
