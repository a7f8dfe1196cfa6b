package io.vpcmesh.cloud.simulated;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import io.vpcmesh.cloud.SecurityGroup;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.SecurityGroupRuleId;
import io.vpcmesh.model.TrafficSource;
import java.util.Comparator;

/** A security group with its rules, as a snapshot shows it. */
public record GroupSnapshot(SecurityGroup group, ImmutableList<SecurityGroupRule> rules) {

  private static final SecurityGroupRuleId ANY = new SecurityGroupRuleId("sgr-00000000");

  private static final Comparator<SecurityGroupRule> BY_MEANING =
      Comparator.comparing(SecurityGroupRule::direction)
          .thenComparing(rule -> rule.traffic().toString())
          .thenComparing(rule -> rule.source().toString());

  /** The same without what differs between two runs: a group's id is its place in the list. */
  static ImmutableList<GroupSnapshot> normalised(ImmutableList<GroupSnapshot> groups) {
    ImmutableMap.Builder<SecurityGroupId, SecurityGroupId> places = ImmutableMap.builder();
    for (int i = 0; i < groups.size(); i++) {
      places.put(groups.get(i).group().id(), new SecurityGroupId("sg-%08x".formatted(i)));
    }
    ImmutableMap<SecurityGroupId, SecurityGroupId> placeOf = places.buildOrThrow();
    return groups.stream().map(each -> each.normalised(placeOf)).collect(toImmutableList());
  }

  private GroupSnapshot normalised(ImmutableMap<SecurityGroupId, SecurityGroupId> placeOf) {
    return new GroupSnapshot(
        new SecurityGroup(
            placeOf.getOrDefault(group.id(), group.id()),
            group.vpc(),
            group.name(),
            group.description(),
            ImmutableSortedMap.copyOf(group.tags())),
        rules.stream()
            .map(rule -> normalised(rule, placeOf))
            .sorted(BY_MEANING)
            .collect(toImmutableList()));
  }

  private static SecurityGroupRule normalised(
      SecurityGroupRule rule, ImmutableMap<SecurityGroupId, SecurityGroupId> placeOf) {
    TrafficSource source =
        rule.source() instanceof TrafficSource.Group(SecurityGroupId id)
            ? new TrafficSource.Group(placeOf.getOrDefault(id, id))
            : rule.source();
    return new SecurityGroupRule(
        ANY,
        placeOf.getOrDefault(rule.group(), rule.group()),
        rule.direction(),
        rule.traffic(),
        source,
        rule.description(),
        ImmutableSortedMap.copyOf(rule.tags()));
  }
}
