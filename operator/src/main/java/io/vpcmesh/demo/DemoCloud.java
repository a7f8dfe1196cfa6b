package io.vpcmesh.demo;

import io.vpcmesh.cloud.simulated.Latencies;
import io.vpcmesh.cloud.simulated.Settings;
import java.time.Duration;

/** The simulated account of the demo: as AWS, but nobody waits half a minute for anything. */
public final class DemoCloud {

  /** Throttles, quotas and lag as ever; namespaces and health take two seconds. */
  public static final Settings SETTINGS =
      Settings.defaults()
          .withAccount("123456789012", Demo.REGION)
          .withLatencies(
              new Latencies(
                  Duration.ofSeconds(2),
                  Duration.ofMillis(500),
                  Duration.ofMillis(500),
                  Duration.ofMillis(200),
                  Duration.ofMillis(500),
                  Duration.ofSeconds(2)));

  private DemoCloud() {}
}
