package io.vpcmesh.cloud;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.SecurityGroupRuleId;
import io.vpcmesh.model.TrafficSource;

/**
 * A rule of a security group as AWS shows it; it may be anybody's.
 *
 * @param description empty for none
 */
public record SecurityGroupRule(
    SecurityGroupRuleId id,
    SecurityGroupId group,
    Direction direction,
    Traffic traffic,
    TrafficSource source,
    String description,
    ImmutableMap<String, String> tags) {

  /** Which way the traffic goes that a rule lets through. */
  public enum Direction {
    INGRESS,
    EGRESS
  }

  /**
   * What a rule lets through.
   *
   * @param protocol such as {@code tcp}; {@code -1} is all of them
   * @param first the first port, or the type of ICMP; -1 is all of them
   * @param last the last port, or the code of ICMP; -1 is all of them
   */
  public record Traffic(String protocol, int first, int last) {}
}
