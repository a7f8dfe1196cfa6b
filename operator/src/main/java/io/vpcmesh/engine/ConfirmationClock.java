package io.vpcmesh.engine;

import com.google.common.collect.Comparators;
import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.time.Instant;

/** When to look whether what was sent to the instances of a service shows. */
final class ConfirmationClock {

  private static final Duration FIRST = Duration.ofSeconds(1);

  /** How old the newest change is at the looks that follow. */
  private static final ImmutableList<Duration> LATER =
      ImmutableList.of(Duration.ofSeconds(3), Duration.ofSeconds(7), Duration.ofSeconds(15));

  private static final Duration SLOWEST = Duration.ofSeconds(8);
  private static final Duration SLOWEST_WHEN_OVERDUE = Duration.ofSeconds(64);

  /** What AWS takes to heed a change of health. */
  private static final Duration HEALTH_LAG = Duration.ofSeconds(30);

  private Instant confirmAt = Instant.MAX;
  private Duration confirmAfter = FIRST;
  private Instant proofAt = Instant.MAX;

  /** Something was sent then while nothing fresh was under way, or not. */
  void sent(Instant at, boolean nothingUnderWay) {
    if (nothingUnderWay || confirmAfter.compareTo(SLOWEST) > 0) {
      confirmAfter = FIRST;
      confirmAt = at.plus(FIRST);
    }
  }

  /**
   * A look did not show everything. It proves all older changes too, so the newest one decides, as
   * long as any is fresh; what is overdue is asked about by itself and worth only rare looks.
   *
   * @param lastWrite when something was sent last
   */
  void looked(boolean fresh, Instant lastWrite, Instant now) {
    confirmAfter = fresh ? untilDue(Duration.between(lastWrite, now)) : doubled(confirmAfter);
    confirmAt = now.plus(confirmAfter);
  }

  private static Duration untilDue(Duration age) {
    return LATER.stream()
        .map(due -> due.minus(age))
        .filter(Duration::isPositive)
        .findFirst()
        .orElse(SLOWEST);
  }

  private static Duration doubled(Duration before) {
    Duration doubled = Comparators.max(before, SLOWEST).multipliedBy(2);
    return Comparators.min(doubled, SLOWEST_WHEN_OVERDUE);
  }

  /** An instance was set healthy: AWS takes half a minute to offer it. */
  void setHealthy(Instant now) {
    proofAt = now.plus(HEALTH_LAG);
  }

  /** A look showed some of those that were set healthy, or all. */
  void proven(boolean all, Instant now) {
    proofAt = all ? Instant.MAX : now.plus(SLOWEST);
  }

  /** When to look for what is under way. */
  Instant confirmAt() {
    return confirmAt;
  }

  /** When to look whether AWS offers what was set healthy. */
  Instant proofAt() {
    return proofAt;
  }
}
