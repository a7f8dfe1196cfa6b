package io.vpcmesh.registry;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.model.HealthStatus;

/**
 * An instance as it shall be registered.
 *
 * @param attributes all that are ours, marks included
 */
public record DesiredInstance(ImmutableMap<String, String> attributes, HealthStatus health) {}
