package io.vpcmesh.engine.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Our picture of AWS's token bucket is never too good for long. */
class TokenBucketTest {

  private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");
  private static final Limit REGISTRATIONS = new Limit(100, 50);

  private final TokenBucket bucket = new TokenBucket(REGISTRATIONS);

  @Test
  void aPartOfTheBurstIsNeverUsed() {
    assertThat(takeAll(new TokenBucket(REGISTRATIONS), NOW)).isEqualTo(95);
    assertThat(takeAll(new TokenBucket(new Limit(5, 0.5)), NOW)).isEqualTo(4);
    assertThat(takeAll(new TokenBucket(new Limit(1, 1)), NOW)).isEqualTo(1);
  }

  @Test
  void tokensComeBackAtTheRateOfTheLimit() {
    takeAll(bucket, NOW);

    assertThat(bucket.readyAt(NOW)).isEqualTo(NOW.plusMillis(20));
    assertThat(takeAll(bucket, NOW.plusSeconds(1))).isEqualTo(50);
    assertThat(takeAll(bucket, NOW.plusSeconds(61))).isEqualTo(95);
  }

  @Test
  void callsThatOvertakeEachOtherAreNotRefused() {
    Account account = new Account(REGISTRATIONS);
    Random random = new Random(1);
    PriorityQueue<Instant> arrivals = new PriorityQueue<>();

    Instant sent = NOW;
    for (int call = 0; call < 2_000; call++) {
      sent = bucket.ready(sent) ? sent : bucket.readyAt(sent);
      assertThat(bucket.ready(sent)).isTrue();
      bucket.take();
      arrivals.add(sent.plusMillis(random.nextInt(80)));
    }

    while (!arrivals.isEmpty()) {
      assertThat(account.grants(arrivals.remove())).isTrue();
    }
  }

  @Test
  void aSuccessorStartsWithWhatCameBackInASecond() {
    TokenBucket small = new TokenBucket(new Limit(5, 0.5));

    bucket.takeOver(NOW);
    small.takeOver(NOW);

    assertThat(takeAll(bucket, NOW)).isEqualTo(50);
    assertThat(takeAll(bucket, NOW.plusSeconds(1))).isEqualTo(50);
    assertThat(takeAll(small, NOW)).isEqualTo(1);
  }

  @Test
  void aRefusalMeansAPauseThatDoublesUntilACallIsAccepted() {
    bucket.refused(NOW);
    assertThat(bucket.readyAt(NOW)).isEqualTo(NOW.plusMillis(500));

    Instant second = NOW.plusSeconds(10);
    bucket.refused(second);
    assertThat(bucket.readyAt(second)).isEqualTo(second.plusSeconds(1));

    Instant third = second.plusSeconds(10);
    bucket.accepted();
    bucket.refused(third);
    assertThat(bucket.readyAt(third)).isEqualTo(third.plusMillis(500));
  }

  @Test
  void refusalsOfCallsThatWereSentBeforeThePauseDoNotProlongIt() {
    for (int call = 0; call < 64; call++) {
      bucket.refused(NOW.plusMillis(call));
    }

    assertThat(bucket.readyAt(NOW.plusMillis(64))).isEqualTo(NOW.plusMillis(500));
  }

  @Test
  void aLowerRateIsLearnedFromRefusals() {
    Account account = new Account(new Limit(50, 25));

    int refused = 0;
    Instant at = NOW;
    while (at.isBefore(NOW.plus(Duration.ofMinutes(5)))) {
      at = bucket.ready(at) ? at : bucket.readyAt(at);
      bucket.take();
      if (account.grants(at)) {
        bucket.accepted();
      } else {
        bucket.refused(at);
        refused++;
      }
    }

    assertThat(account.granted).isBetween((int) (25 * 300 * 0.93), 50 + 25 * 300);
    assertThat(refused).isBetween(1, account.granted / 200);
  }

  @Test
  void theFullRateIsBackTenMinutesAfterARefusal() {
    bucket.refused(NOW);
    Instant later = NOW.plus(Duration.ofMinutes(10));
    takeAll(bucket, later);

    assertThat(takeAll(bucket, later.plusSeconds(1))).isEqualTo(50);
  }

  private static int takeAll(TokenBucket bucket, Instant now) {
    int taken = 0;
    while (bucket.ready(now)) {
      bucket.take();
      taken++;
    }
    return taken;
  }

  /** AWS's side of a limit. */
  private static final class Account {

    private final Limit limit;
    private double tokens;
    private Instant at = NOW;
    private int granted;

    Account(Limit limit) {
      this.limit = limit;
      this.tokens = limit.burst();
    }

    boolean grants(Instant now) {
      double refilled = Duration.between(at, now).toNanos() / 1e9 * limit.perSecond();
      tokens = Math.min(limit.burst(), tokens + refilled);
      at = now;
      if (tokens < 1) {
        return false;
      }
      tokens -= 1;
      granted++;
      return true;
    }
  }
}
