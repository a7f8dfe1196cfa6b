package io.vpcmesh.firewall;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.firewall.DesiredGroup.Knowledge;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.Identity.Standing;
import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.SecurityGroupRuleId;
import io.vpcmesh.model.TrafficSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/** Groups and rules as tests need them. */
final class Groups {

  static final int QUOTA = 60;
  static final int LIST_ENTRIES = 20;
  static final PrefixListId LIST = new PrefixListId("pl-0a1b2c3d");
  static final ImmutableMap<PrefixListId, Load> LISTS =
      ImmutableMap.of(LIST, new Load(LIST_ENTRIES, 0));
  static final SecurityGroupId ID = new SecurityGroupId("sg-00000001");

  private Groups() {}

  static GroupPlanner planner(FirewallRules rules) {
    return new GroupPlanner(
        new FirewallTerms(rules, QUOTA, LISTS), "vpcmesh-shop-orders", "vpc-0a1b2c3d");
  }

  static Opening fromGroup(int number, int port) {
    SecurityGroupId group = new SecurityGroupId("sg-%08x".formatted(0xa000 + number));
    return new Opening(PortRange.of(port, port), new TrafficSource.Group(group));
  }

  static Opening fromCidr(String cidr, int port) {
    return new Opening(PortRange.of(port, port), new TrafficSource.Addresses(Cidr.of(cidr)));
  }

  static Opening fromList(int port) {
    return new Opening(PortRange.of(port, port), new TrafficSource.PrefixList(LIST));
  }

  static Opening[] fromGroups(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> fromGroup(number, 8080))
        .toArray(Opening[]::new);
  }

  static DesiredGroup desired(Opening... openings) {
    return new DesiredGroup(wanted(openings), Knowledge.COMPLETE, ImmutableSet.of());
  }

  static DesiredGroup partly(Opening... openings) {
    return new DesiredGroup(wanted(openings), Knowledge.PARTIAL, ImmutableSet.of());
  }

  /** The same, and nothing may be open to these. */
  static DesiredGroup barring(DesiredGroup desired, TrafficSource... sources) {
    return new DesiredGroup(desired.openings(), desired.knowledge(), ImmutableSet.copyOf(sources));
  }

  private static ImmutableSortedMap<Opening, ImmutableSortedSet<String>> wanted(
      Opening... openings) {
    return Arrays.stream(openings)
        .collect(
            ImmutableSortedMap.toImmutableSortedMap(
                Comparator.naturalOrder(),
                opening -> opening,
                opening -> ImmutableSortedSet.of("endpoint shop/cart")));
  }

  static KnownGroup.Present present(KnownRule... rules) {
    return present(Standing.OURS, rules);
  }

  static KnownGroup.Present present(Standing standing, KnownRule... rules) {
    return new KnownGroup.Present(
        new GroupFacts(ID, "vpcmesh-shop-orders", "vpc-0a1b2c3d", standing),
        ImmutableList.copyOf(rules));
  }

  static KnownRule rule(int number, Standing standing, Opening opening) {
    return new KnownRule(
        new SecurityGroupRuleId("sgr-%08x".formatted(number)),
        opening.source(),
        Optional.of(opening),
        standing);
  }

  static KnownRule[] ours(Opening... openings) {
    return IntStream.range(0, openings.length)
        .mapToObj(number -> rule(number, Standing.OURS, openings[number]))
        .toArray(KnownRule[]::new);
  }
}
