package io.vpcmesh.topology;

import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.util.Optional;

/** The discovery settings that one resource states; what is absent is inherited. */
public record DiscoveryOverrides(
    Optional<Discovery.RecordChoice> record,
    Optional<Duration> ttl,
    Optional<Duration> deregistrationDelay,
    Optional<Discovery.Health> health,
    Optional<Discovery.OnAllUnhealthy> onAllUnhealthy,
    ImmutableMap<String, String> attributes) {

  /** States nothing. */
  public static final DiscoveryOverrides NONE =
      new DiscoveryOverrides(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          ImmutableMap.of());
}
