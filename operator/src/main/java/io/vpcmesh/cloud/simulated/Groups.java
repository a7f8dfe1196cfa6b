package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.Page;
import io.vpcmesh.cloud.SecurityGroup;
import io.vpcmesh.cloud.SecurityGroupFilter;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.SecurityGroupRule.Direction;
import io.vpcmesh.cloud.SecurityGroupRule.Traffic;
import io.vpcmesh.cloud.SecurityGroupSpec;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.SecurityGroupRuleId;
import io.vpcmesh.model.TrafficSource;
import io.vpcmesh.model.TrafficSource.Addresses;
import io.vpcmesh.model.TrafficSource.Group;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Creating, describing and deleting security groups, all at once. */
final class Groups {

  private static final int ID = 17;

  private final World world;
  private final RuleBook rules;
  private final Networks networks;
  private final GroupChecks checks;

  Groups(World world, Networks networks, GroupChecks checks) {
    this.world = world;
    this.rules = world.rules();
    this.networks = networks;
    this.checks = checks;
  }

  SecurityGroupId create(SecurityGroupSpec spec) {
    checks.checkName(spec.name());
    checks.checkDescription(spec.description());
    checks.checkTags(spec.tags());
    if (rules.keeps(GroupRule.VPC_REQUIRED) && !networks.has(spec.vpc())) {
      throw Refused.missing("InvalidVpcID.NotFound", "there is no VPC " + spec.vpc());
    }
    refuseNamesake(spec);
    refuseAboveQuota();
    SecurityGroup group = draft(spec);
    world.ec2().put(world.now(), group);
    if (rules.keeps(GroupRule.EGRESS_OPEN)) {
      world.ec2().put(world.now(), everythingOut(group));
    }
    return group.id();
  }

  private void refuseNamesake(SecurityGroupSpec spec) {
    Stream<SecurityGroup> namesakes =
        rules.keeps(GroupRule.NAME_PER_VPC)
            ? world.ec2().namesakes(spec.vpc(), spec.name())
            : world.ec2().groups().stream().filter(other -> other.name().equals(spec.name()));
    if (rules.keeps(GroupRule.NAME_UNIQUE) && namesakes.findAny().isPresent()) {
      throw Refused.conflict(
          "InvalidGroup.Duplicate",
          "The security group '" + spec.name() + "' already exists for VPC '" + spec.vpc() + "'");
    }
  }

  private void refuseAboveQuota() {
    int quota = world.settings().quotas().groups();
    if (rules.keeps(GroupRule.QUOTA) && world.ec2().groups().size() >= quota) {
      throw Refused.overQuota(
          "SecurityGroupLimitExceeded", "the account has its quota of " + quota + " groups");
    }
  }

  private SecurityGroup draft(SecurityGroupSpec spec) {
    return new SecurityGroup(
        new SecurityGroupId(world.chance().hex("sg-", ID)),
        spec.vpc(),
        spec.name(),
        spec.description(),
        rules.keeps(GroupRule.TAGS_ON_CREATION) ? spec.tags() : ImmutableMap.of());
  }

  private SecurityGroupRule everythingOut(SecurityGroup group) {
    return new SecurityGroupRule(
        new SecurityGroupRuleId(world.chance().hex("sgr-", ID)),
        group.id(),
        Direction.EGRESS,
        new Traffic("-1", -1, -1),
        new Addresses(Cidr.of("0.0.0.0/0")),
        "",
        ImmutableMap.of());
  }

  void delete(SecurityGroupId id) {
    SecurityGroup group = find(id, GroupRule.DELETE_MISSING);
    if (inUse(group)) {
      throw Refused.conflict("DependencyViolation", "resource " + id + " has a dependent object");
    }
    world.ec2().groups().remove(world.now(), id.value());
    if (rules.keeps(GroupRule.RULES_GONE)) {
      world
          .ec2()
          .rulesOf(id)
          .toList()
          .forEach(rule -> world.ec2().rules().remove(world.now(), rule.id().value()));
    }
  }

  private boolean inUse(SecurityGroup group) {
    return (rules.keeps(GroupRule.DELETE_REFERENCED) && referenced(group))
        || (rules.keeps(GroupRule.DELETE_ATTACHED) && attached(group.id()));
  }

  private boolean referenced(SecurityGroup group) {
    TrafficSource reference = new Group(group.id());
    return world.ec2().rules().stream()
        .filter(rule -> rule.source().equals(reference))
        .anyMatch(rule -> holds(rule.group(), group));
  }

  private boolean holds(SecurityGroupId referring, SecurityGroup group) {
    if (referring.equals(group.id())) {
      return !rules.keeps(GroupRule.DELETE_OWN_REFERENCE);
    }
    return !rules.keeps(GroupRule.DELETE_FROM_AFAR)
        || find(referring).filter(other -> other.vpc().equals(group.vpc())).isPresent();
  }

  private boolean attached(SecurityGroupId group) {
    return world.ec2().interfaces().stream().anyMatch(each -> each.groups().contains(group));
  }

  Optional<SecurityGroup> find(SecurityGroupId id) {
    return world.ec2().groups().find(id.value());
  }

  SecurityGroup find(SecurityGroupId id, Rule rule) {
    return find(id)
        .orElseThrow(() ->
            rules.missing(
                rule, "InvalidGroup.NotFound", "The security group '" + id + "' does not exist"));
  }

  Page<SecurityGroup> describe(SecurityGroupFilter filter, Optional<String> nextToken) {
    String start = Pages.start(nextToken);
    if (world.circumstances().emptyPage().isPresent()) {
      return Pages.empty(world.circumstances().emptyPage().orElseThrow(), start);
    }
    Instant seen = world.seen(GroupRule.DESCRIBE_LAGS, world.settings().latencies().listingLag());
    refuseUnknown(filter.ids(), seen);
    return Pages.cut(
        candidates(filter, start, seen)
            .filter(group -> !rules.keeps(GroupRule.FILTERED) || passes(group, filter)),
        Pages.size(rules, GroupRule.DESCRIBE_PAGED),
        group -> group.id().value());
  }

  /** The one that is asked for without a filter. */
  Optional<SecurityGroup> describe(SecurityGroupId id) {
    if (world.circumstances().emptyPage().isPresent()) {
      return Optional.empty();
    }
    Instant seen = world.seen(GroupRule.DESCRIBE_LAGS, world.settings().latencies().listingLag());
    Optional<SecurityGroup> group = world.ec2().groups().find(id.value(), seen);
    if (group.isEmpty() && rules.keeps(GroupRule.DESCRIBE_MISSING)) {
      throw Refused.missing(
          "InvalidGroup.NotFound", "The security group '" + id + "' does not exist");
    }
    return group;
  }

  /** All behind the start that may pass the filter: whoever is asked for by id is looked up. */
  private Stream<SecurityGroup> candidates(SecurityGroupFilter filter, String start, Instant seen) {
    Shelf<SecurityGroup> groups = world.ec2().groups();
    if (!rules.keeps(GroupRule.FILTERED)) {
      return groups.streamAfter(start, seen);
    }
    if (!filter.ids().isEmpty()) {
      return filter.ids().stream()
          .sorted()
          .filter(id -> id.value().compareTo(start) > 0)
          .flatMap(id -> groups.find(id.value(), seen).stream());
    }
    return filter.vpc().isPresent() && !filter.names().isEmpty()
        ? filter.names().stream()
            .flatMap(name -> world.ec2().namesakes(filter.vpc().orElseThrow(), name, seen))
            .sorted(Comparator.comparing(group -> group.id().value()))
            .filter(group -> group.id().value().compareTo(start) > 0)
        : groups.streamAfter(start, seen);
  }

  private void refuseUnknown(ImmutableSet<SecurityGroupId> ids, Instant seen) {
    boolean unknown =
        ids.stream().anyMatch(id -> world.ec2().groups().find(id.value(), seen).isEmpty());
    if (unknown && !rules.keeps(GroupRule.UNKNOWN_LEFT_OUT)) {
      throw Refused.missing("InvalidGroup.NotFound", "not all of these groups exist: " + ids);
    }
  }

  private static boolean passes(SecurityGroup group, SecurityGroupFilter filter) {
    return (filter.ids().isEmpty() || filter.ids().contains(group.id()))
        && filter.vpc().filter(vpc -> !vpc.equals(group.vpc())).isEmpty()
        && (filter.names().isEmpty() || filter.names().contains(group.name()))
        && group.tags().entrySet().containsAll(filter.tags().entrySet());
  }
}
