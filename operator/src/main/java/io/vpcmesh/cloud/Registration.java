package io.vpcmesh.cloud;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.ServiceId;

/**
 * What is asked of RegisterInstance: it creates the instance or replaces all its attributes.
 *
 * @param creatorRequestId the same for a retry, another for each new registration
 */
public record Registration(
    ServiceId service,
    InstanceId instance,
    String creatorRequestId,
    ImmutableMap<String, String> attributes) {}
