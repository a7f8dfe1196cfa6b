package io.vpcmesh.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SteadyClockTest {

  private static final Instant START = Instant.parse("2026-11-01T08:00:00Z");

  private final AtomicReference<Instant> wall = new AtomicReference<>(START);
  private final AtomicLong nanos = new AtomicLong(-42);
  private final SteadyClock clock = new SteadyClock(wall::get, nanos::get);

  @Test
  void timePassesAsItReallyDoes() {
    nanos.addAndGet(Duration.ofMinutes(3).toNanos());

    assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofMinutes(3)));
  }

  @Test
  void aWallClockThatIsSetBackOrForwardIsNotHeeded() {
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());

    wall.set(START.minus(Duration.ofHours(1)));
    assertThat(clock.instant()).isEqualTo(START.plusSeconds(1));

    wall.set(START.plus(Duration.ofHours(1)));
    assertThat(clock.instant()).isEqualTo(START.plusSeconds(1));
  }
}
