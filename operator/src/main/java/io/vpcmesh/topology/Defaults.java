package io.vpcmesh.topology;

import com.google.common.collect.ImmutableMap;
import java.time.Duration;

/** What holds where neither endpoint nor mesh says anything. The schema has no defaults. */
public final class Defaults {

  /** Discovery: ten seconds of DNS cache, health kept by us, never an empty answer. */
  public static final Discovery DISCOVERY =
      new Discovery(
          Discovery.RecordChoice.AUTO,
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Discovery.Health.CUSTOM,
          Discovery.OnAllUnhealthy.KEEP_LAST,
          ImmutableMap.of());

  private Defaults() {}
}
