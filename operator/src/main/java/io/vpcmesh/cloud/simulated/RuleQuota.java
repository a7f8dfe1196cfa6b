package io.vpcmesh.cloud.simulated;

import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.SecurityGroupRule.Direction;
import io.vpcmesh.model.AddressFamily;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.TrafficSource.Addresses;
import io.vpcmesh.model.TrafficSource.Group;
import io.vpcmesh.model.TrafficSource.PrefixList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How many inbound rules a group may hold, of IPv4 and of IPv6. */
record RuleQuota(World world) {

  void check(SecurityGroupId group, List<SecurityGroupRule> more) {
    int quota = world.settings().quotas().rulesPerGroup();
    boolean full = count(group, more, false) > quota || count(group, more, true) > quota;
    if (full && world.rules().keeps(IngressRule.QUOTA)) {
      throw Refused.overQuota(
          "RulesPerSecurityGroupLimitExceeded",
          "The maximum number of rules per security group has been reached: " + quota);
    }
  }

  private int count(SecurityGroupId group, List<SecurityGroupRule> more, boolean ipv6) {
    return Stream.concat(world.ec2().rulesOf(group), more.stream())
        .filter(rule -> rule.direction() == Direction.INGRESS)
        .mapToInt(rule -> weight(rule, ipv6))
        .sum();
  }

  private int weight(SecurityGroupRule rule, boolean ipv6) {
    boolean ofFamily =
        switch (rule.source()) {
          case Addresses(var cidr) ->
              cidr.isIpv6() == ipv6 || !world.rules().keeps(IngressRule.QUOTA_PER_FAMILY);
          case Group _ -> !ipv6 || world.rules().keeps(IngressRule.QUOTA_GROUP_IN_BOTH);
          case PrefixList(var list) -> ipv6 == isIpv6(list);
        };
    return ofFamily ? entries(rule) : 0;
  }

  private boolean isIpv6(PrefixListId list) {
    return known(list).filter(it -> it.list().family() == AddressFamily.IPV6).isPresent();
  }

  private int entries(SecurityGroupRule rule) {
    return rule.source() instanceof PrefixList(var list)
            && world.rules().keeps(IngressRule.QUOTA_OF_PREFIX_LIST)
        ? known(list).map(PrefixListState::weight).orElse(1)
        : 1;
  }

  private Optional<PrefixListState> known(PrefixListId list) {
    return world.ec2().prefixLists().find(list.value());
  }
}
