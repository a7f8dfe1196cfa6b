package io.vpcmesh.cloud;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.InstanceId;
import java.util.Optional;

/**
 * An instance as DiscoverInstances shows it, which lags behind writes.
 *
 * @param health absent when the service keeps no health
 */
public record DiscoveredInstance(
    InstanceId id, Optional<HealthStatus> health, ImmutableMap<String, String> attributes) {}
