package io.vpcmesh.cloud.simulated;

import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.IngressPermission;
import io.vpcmesh.cloud.Page;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.SecurityGroupRule.Direction;
import io.vpcmesh.cloud.SecurityGroupRule.Traffic;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.SecurityGroupRuleId;
import io.vpcmesh.model.TrafficSource;
import io.vpcmesh.model.TrafficSource.Addresses;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Adding, describing and taking away inbound rules, all at once. */
final class GroupRules {

  private static final int ID = 17;

  private final World world;
  private final RuleBook rules;
  private final Groups groups;
  private final GroupChecks checks;
  private final RuleQuota quota;

  /** What makes two rules of a group the same. */
  private record Identity(
      Direction direction, Traffic traffic, TrafficSource source, String description) {}

  GroupRules(World world, Groups groups, GroupChecks checks) {
    this.world = world;
    this.rules = world.rules();
    this.groups = groups;
    this.checks = checks;
    this.quota = new RuleQuota(world);
  }

  ImmutableList<SecurityGroupRule> authorize(
      SecurityGroupId group,
      ImmutableList<IngressPermission> permissions,
      ImmutableMap<String, String> tags) {
    groups.find(group, IngressRule.AUTHORIZE_NEEDS_GROUP);
    refuseNothing(permissions);
    checks.checkTags(tags);
    permissions.forEach(this::check);
    ImmutableList<SecurityGroupRule> drafts =
        permissions.stream()
            .map(permission -> draft(group, permission, tags))
            .collect(ImmutableList.toImmutableList());
    refuseTwins(drafts);
    refuseKnown(group, drafts);
    quota.check(group, drafts);
    drafts.forEach(draft -> world.ec2().put(world.now(), draft));
    return rules.keeps(IngressRule.ANSWERED)
        ? drafts
        : drafts.subList(Math.min(1, drafts.size()), drafts.size());
  }

  private void refuseNothing(Collection<?> asked) {
    if (asked.isEmpty() && rules.keeps(IngressRule.SOMETHING_ASKED)) {
      throw Refused.wrong("MissingParameter", "neither a permission nor a rule is asked for");
    }
  }

  private void check(IngressPermission permission) {
    checks.checkRuleDescription(permission.description());
    switch (permission.source()) {
      case Addresses _ -> {}
      case TrafficSource.Group(SecurityGroupId id) -> {
        if (rules.keeps(IngressRule.SOURCE_GROUP_REQUIRED)) {
          groups.find(id, IngressRule.SOURCE_GROUP_REQUIRED);
        }
      }
      case TrafficSource.PrefixList(var list) -> {
        if (rules.keeps(IngressRule.PREFIX_LIST_REQUIRED)
            && world.ec2().prefixLists().find(list.value()).isEmpty()) {
          throw Refused.missing(
              "InvalidPrefixListID.NotFound", "The prefix list ID '" + list + "' does not exist");
        }
      }
    }
  }

  private SecurityGroupRule draft(
      SecurityGroupId group, IngressPermission permission, ImmutableMap<String, String> tags) {
    return new SecurityGroupRule(
        new SecurityGroupRuleId(world.chance().hex("sgr-", ID)),
        group,
        Direction.INGRESS,
        new Traffic("tcp", permission.ports().first().value(), permission.ports().last().value()),
        canonical(permission.source()),
        rules.keeps(IngressRule.DESCRIPTION_KEPT) ? permission.description() : "",
        rules.keeps(IngressRule.TAGS_ON_CREATION) ? tags : ImmutableMap.of());
  }

  private TrafficSource canonical(TrafficSource source) {
    return source instanceof Addresses(var cidr) && rules.keeps(IngressRule.CIDR_CANONICAL)
        ? new Addresses(cidr.masked())
        : source;
  }

  private void refuseTwins(ImmutableList<SecurityGroupRule> drafts) {
    long different = drafts.stream().map(this::identity).distinct().count();
    if (different < drafts.size() && rules.keeps(IngressRule.NO_TWINS)) {
      throw Refused.wrong(
          "InvalidParameterValue", "The same permission must not appear multiple times");
    }
  }

  private void refuseKnown(SecurityGroupId group, ImmutableList<SecurityGroupRule> drafts) {
    Set<Identity> known = new HashSet<>();
    world.ec2().rulesOf(group).map(this::identity).forEach(known::add);
    for (SecurityGroupRule draft : drafts) {
      if (known.contains(identity(draft)) && rules.keeps(IngressRule.IDENTITY)) {
        throw Refused.conflict(
            "InvalidPermission.Duplicate",
            "the specified rule \"peer: %s, TCP, from port: %d, to port: %d, ALLOW\" already exists"
                .formatted(draft.source(), draft.traffic().first(), draft.traffic().last()));
      }
      if (!rules.keeps(IngressRule.ALL_OR_NOTHING)) {
        world.ec2().put(world.now(), draft);
      }
    }
  }

  private Identity identity(SecurityGroupRule rule) {
    return new Identity(
        rule.direction(),
        rule.traffic(),
        rule.source(),
        rules.keeps(IngressRule.DESCRIPTION_APART) ? "" : rule.description());
  }

  void revoke(SecurityGroupId group, ImmutableSet<SecurityGroupRuleId> ids) {
    groups.find(group, IngressRule.REVOKE_NEEDS_GROUP);
    refuseNothing(ids);
    Optional<SecurityGroupRuleId> unknown =
        ids.stream().filter(id -> inbound(group, id).isEmpty()).findFirst();
    if (unknown.isEmpty() || !rules.keeps(IngressRule.REVOKE_ALL_OR_NOTHING)) {
      ids.stream()
          .flatMap(id -> inbound(group, id).stream())
          .filter(_ -> rules.keeps(IngressRule.REVOKED))
          .forEach(rule -> world.ec2().rules().remove(world.now(), rule.id().value()));
    }
    if (unknown.isPresent()) {
      throw missing(IngressRule.REVOKE_MISSING, unknown.orElseThrow());
    }
  }

  private Optional<SecurityGroupRule> inbound(SecurityGroupId group, SecurityGroupRuleId id) {
    return world
        .ec2()
        .rules()
        .find(id.value())
        .filter(rule -> rule.group().equals(group) && rule.direction() == Direction.INGRESS);
  }

  Refused missing(Rule rule, SecurityGroupRuleId id) {
    return rules.missing(
        rule,
        "InvalidSecurityGroupRuleId.NotFound",
        "The security group rule ID '" + id + "' does not exist");
  }

  Page<SecurityGroupRule> describe(
      ImmutableSet<SecurityGroupId> asked, Optional<String> nextToken) {
    Preconditions.checkArgument(!asked.isEmpty(), "no group is asked for");
    String start = Pages.start(nextToken);
    if (world.circumstances().emptyPage().isPresent()) {
      return Pages.empty(world.circumstances().emptyPage().orElseThrow(), start);
    }
    Instant seen = world.seen(IngressRule.DESCRIBE_LAGS, world.settings().latencies().listingLag());
    Stream<SecurityGroupRule> shown =
        rules.keeps(IngressRule.DESCRIBED_BY_GROUP)
            ? asked.stream().flatMap(group -> world.ec2().rulesOf(group, seen))
            : world.ec2().rules().stream(seen);
    return Pages.cut(
        shown
            .filter(rule -> rule.id().value().compareTo(start) > 0)
            .sorted(Comparator.comparing(SecurityGroupRule::id)),
        Pages.size(rules, IngressRule.DESCRIBE_PAGED),
        rule -> rule.id().value());
  }
}
