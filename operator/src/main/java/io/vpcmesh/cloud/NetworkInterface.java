package io.vpcmesh.cloud;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.SecurityGroupId;

/**
 * A network interface as DescribeNetworkInterfaces shows it.
 *
 * @param addresses its private ones, IPv4 and IPv6
 * @param groups those that it carries
 */
public record NetworkInterface(
    String id, ImmutableSet<IpAddress> addresses, ImmutableSet<SecurityGroupId> groups) {}
