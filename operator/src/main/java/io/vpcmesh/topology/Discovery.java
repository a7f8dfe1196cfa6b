package io.vpcmesh.topology;

import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The effective discovery settings: endpoint over mesh over {@link Defaults}.
 *
 * @param deregistrationDelay how long, beyond the TTL, an instance stays reachable that was taken
 *     out
 */
public record Discovery(
    RecordChoice record,
    Duration ttl,
    Duration deregistrationDelay,
    Health health,
    OnAllUnhealthy onAllUnhealthy,
    ImmutableMap<String, String> attributes) {

  /** The settings that hold for an endpoint of a mesh; attributes of both are joined. */
  public static Discovery effective(DiscoveryOverrides endpoint, DiscoveryOverrides mesh) {
    Discovery defaults = Defaults.DISCOVERY;
    Map<String, String> attributes = new LinkedHashMap<>(mesh.attributes());
    attributes.putAll(endpoint.attributes());
    return new Discovery(
        endpoint.record().or(mesh::record).orElse(defaults.record()),
        endpoint.ttl().or(mesh::ttl).orElse(defaults.ttl()),
        endpoint
            .deregistrationDelay()
            .or(mesh::deregistrationDelay)
            .orElse(defaults.deregistrationDelay()),
        endpoint.health().or(mesh::health).orElse(defaults.health()),
        endpoint.onAllUnhealthy().or(mesh::onAllUnhealthy).orElse(defaults.onAllUnhealthy()),
        ImmutableMap.copyOf(attributes));
  }

  /** Which DNS records are asked for. */
  public enum RecordChoice {
    /** A where instances have addresses of their own, SRV where they share one. */
    AUTO,
    A,
    AAAA,
    A_AND_AAAA,
    SRV,
    /** No DNS: found through DiscoverInstances alone. */
    API_ONLY,
    /** Not registered at all. */
    NONE
  }

  /** Whether Cloud Map keeps a health status for each instance. */
  public enum Health {
    CUSTOM,
    NONE
  }

  /** What is offered when no instance is healthy. */
  public enum OnAllUnhealthy {
    KEEP_LAST,
    EMPTY
  }
}
