package io.vpcmesh.cloud;

import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.TrafficSource;

/**
 * TCP from one source to some ports, as AuthorizeSecurityGroupIngress makes a rule of it.
 *
 * @param description at most 255 characters; empty for none
 */
public record IngressPermission(PortRange ports, TrafficSource source, String description) {}
