package io.vpcmesh.cloud;

import com.google.common.collect.ImmutableMap;

/**
 * What is asked of CreateSecurityGroup. A repetition is refused, as its VPC has a group of that
 * name then.
 *
 * @param name 1 to 255 characters; cannot be changed after creation
 * @param description 1 to 255 characters; cannot be changed after creation
 * @param tags are on the group from the first moment
 */
public record SecurityGroupSpec(
    String vpc, String name, String description, ImmutableMap<String, String> tags) {}
