package io.vpcmesh.cloud;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.model.SecurityGroupId;

/** A security group as DescribeSecurityGroups shows it, without its rules. */
public record SecurityGroup(
    SecurityGroupId id,
    String vpc,
    String name,
    String description,
    ImmutableMap<String, String> tags) {}
