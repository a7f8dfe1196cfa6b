package io.vpcmesh.cloud.simulated;

import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.SecurityGroup;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.SecurityGroupRuleId;

/** Tagging groups and rules. */
final class GroupTags {

  private final World world;
  private final Groups groups;
  private final GroupRules groupRules;
  private final GroupChecks checks;

  GroupTags(World world, Groups groups, GroupRules groupRules, GroupChecks checks) {
    this.world = world;
    this.groups = groups;
    this.groupRules = groupRules;
    this.checks = checks;
  }

  void add(ImmutableSet<String> resources, ImmutableMap<String, String> more) {
    Preconditions.checkArgument(
        !resources.isEmpty() && resources.size() <= Ec2.MAX_TAGGED,
        "1 to %s resources are tagged in a call, got %s",
        Ec2.MAX_TAGGED,
        resources.size());
    boolean together = world.rules().keeps(GroupRule.TAGS_ALL_OR_NOTHING);
    ImmutableList.Builder<Runnable> changes = ImmutableList.builder();
    for (String resource : tagged(resources)) {
      Runnable change = change(resource, more);
      if (together) {
        changes.add(change);
      } else {
        change.run();
      }
    }
    changes.build().forEach(Runnable::run);
  }

  private ImmutableList<String> tagged(ImmutableSet<String> resources) {
    return world.rules().keeps(GroupRule.TAGS_OF_SEVERAL)
        ? resources.asList()
        : resources.asList().subList(0, 1);
  }

  private Runnable change(String resource, ImmutableMap<String, String> more) {
    return resource.startsWith("sgr-")
        ? rule(new SecurityGroupRuleId(resource), more)
        : group(new SecurityGroupId(resource), more);
  }

  private Runnable group(SecurityGroupId id, ImmutableMap<String, String> more) {
    SecurityGroup group = groups.find(id, GroupRule.TAGS_NEED_RESOURCE);
    ImmutableMap<String, String> tags = merged(group.tags(), more);
    SecurityGroup next =
        new SecurityGroup(id, group.vpc(), group.name(), group.description(), tags);
    return () -> world.ec2().put(world.now(), next);
  }

  private Runnable rule(SecurityGroupRuleId id, ImmutableMap<String, String> more) {
    SecurityGroupRule rule =
        world
            .ec2()
            .rules()
            .find(id.value())
            .orElseThrow(() -> groupRules.missing(IngressRule.TAGS_NEED_RULE, id));
    SecurityGroupRule next =
        new SecurityGroupRule(
            id,
            rule.group(),
            rule.direction(),
            rule.traffic(),
            rule.source(),
            rule.description(),
            merged(rule.tags(), more));
    return () -> world.ec2().put(world.now(), next);
  }

  /** The tags of an object after more have come, if it may have them all. */
  private ImmutableMap<String, String> merged(
      ImmutableMap<String, String> before, ImmutableMap<String, String> more) {
    ImmutableMap<String, String> kept =
        world.rules().keeps(GroupRule.TAGS_MERGED) ? before : ImmutableMap.of();
    ImmutableMap<String, String> merged =
        ImmutableMap.<String, String>builder().putAll(kept).putAll(more).buildKeepingLast();
    checks.checkTags(merged);
    return merged;
  }
}
