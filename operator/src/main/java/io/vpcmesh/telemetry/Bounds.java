package io.vpcmesh.telemetry;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.util.stream.LongStream;

/** The upper bounds of histograms. */
enum Bounds {
  /** Work of the loop, which shall take a millisecond. */
  PASS(100, 250, 1_000, 2_500, 10_000, 50_000, 250_000, 1_000_000),
  /** Whatever waits for somebody else's answer; requests end after half a minute. */
  NETWORK(5_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 5_000_000, 30_000_000),
  /** Changes, which are watched for two minutes unless somebody says otherwise. */
  DEPLOYMENT(
      1_000_000,
      5_000_000,
      15_000_000,
      60_000_000,
      150_000_000,
      300_000_000,
      900_000_000,
      3_600_000_000L);

  private final ImmutableList<Duration> durations;

  Bounds(long... micros) {
    this.durations =
        LongStream.of(micros)
            .mapToObj(bound -> Duration.ofNanos(bound * 1_000))
            .collect(ImmutableList.toImmutableList());
  }

  Duration[] durations() {
    return durations.toArray(Duration[]::new);
  }
}
