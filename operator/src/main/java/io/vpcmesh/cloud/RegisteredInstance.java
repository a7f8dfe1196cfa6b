package io.vpcmesh.cloud;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.model.InstanceId;

/** An instance with its attributes, as GetInstance and ListInstances show it. */
public record RegisteredInstance(InstanceId id, ImmutableMap<String, String> attributes) {}
