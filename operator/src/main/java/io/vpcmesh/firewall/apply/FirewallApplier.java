package io.vpcmesh.firewall.apply;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.IngressPermission;
import io.vpcmesh.cloud.SecurityGroup;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.SecurityGroupSpec;
import io.vpcmesh.firewall.FirewallChange;
import io.vpcmesh.firewall.FirewallChange.Claim;
import io.vpcmesh.firewall.FirewallChange.Close;
import io.vpcmesh.firewall.FirewallChange.CreateGroup;
import io.vpcmesh.firewall.FirewallChange.DeleteGroup;
import io.vpcmesh.firewall.FirewallChange.Open;
import io.vpcmesh.firewall.GroupFacts;
import io.vpcmesh.firewall.KnownRule;
import io.vpcmesh.firewall.Opening;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.GuardSeam;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.OwnershipGuard;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.SecurityGroupRuleId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Makes one change of a security group: the proof of ownership, read from AWS right now, and then
 * one mutating call. It decides nothing else, and making a change twice is harmless.
 */
public final class FirewallApplier {

  private final Ec2 ec2;
  private final FirewallReader reader;
  private final OwnershipGuard ownership;
  private final CeilingGuard ceiling;

  @GuardSeam
  FirewallApplier(Ec2 ec2, OwnershipGuard ownership, CeilingGuard ceiling) {
    this.ec2 = ec2;
    this.reader = new FirewallReader(ec2);
    this.ownership = ownership;
    this.ceiling = ceiling;
  }

  /** An applier with every guard in force. */
  public static FirewallApplier guarded(Ec2 ec2) {
    return new FirewallApplier(ec2, new OwnershipGuard.Marks(), new Ceiling());
  }

  /**
   * Makes the change.
   *
   * @throws AwsException when AWS refused a call or did not answer. Of its conflicts, a group of
   *     that name is {@code InvalidGroup.Duplicate}, a rule for the same opening {@code
   *     InvalidPermission.Duplicate}, and a group that something still carries or refers to {@code
   *     DependencyViolation}.
   */
  public GroupOutcome apply(FirewallChange change, GroupSite site) {
    return switch (change) {
      case CreateGroup create -> create(create, site);
      case Claim claim -> claim(claim, site);
      case Open open -> open(open, site);
      case Close close -> close(close, site);
      case DeleteGroup delete -> delete(delete, site);
    };
  }

  private GroupOutcome create(CreateGroup create, GroupSite site) {
    SecurityGroupId id =
        ec2.createSecurityGroup(
            new SecurityGroupSpec(
                create.vpc(),
                create.name(),
                Descriptions.ofGroup(site.identity()),
                site.allTags()));
    return new GroupOutcome.Created(
        new GroupFacts(id, create.name(), create.vpc(), Identity.Standing.OURS));
  }

  private GroupOutcome claim(Claim claim, GroupSite site) {
    SecurityGroupId group = claim.facts().id();
    return unlessRefused(
        group,
        marks -> ownership.mayChange(site.identity(), marks),
        () -> {
          Shown shown = shown(group, claim.rules(), ownership::mayChange, site);
          ImmutableSet<SecurityGroupRuleId> marked =
              shown.ours().stream()
                  .limit(Ec2.MAX_TAGGED - 1L)
                  .collect(ImmutableSet.toImmutableSet());
          ImmutableSet.Builder<String> resources = ImmutableSet.builder();
          resources.add(group.value());
          marked.forEach(rule -> resources.add(rule.value()));
          return unlessGone(() -> {
            ec2.createTags(resources.build(), site.identity().marks());
            return new GroupOutcome.Claimed(marked, shown.theirs());
          });
        });
  }

  /** Nothing is opened when one of the openings is too wide. */
  private GroupOutcome open(Open open, GroupSite site) {
    Optional<String> objection = objection(open);
    if (objection.isPresent()) {
      return new GroupOutcome.TooWide(objection.orElseThrow());
    }
    SecurityGroupId group = open.group().orElseThrow();
    return site.proven()
        ? authorize(group, open, site)
        : unlessRefused(
            group,
            marks -> ownership.mayChange(site.identity(), marks),
            () -> authorize(group, open, site));
  }

  /** A prefix list is judged by what is in it now, whatever was in it when the plan was made. */
  private Optional<String> objection(Open open) {
    ImmutableMap<PrefixListId, ImmutableList<Cidr>> entries =
        Maps.toMap(open.lists(), reader::entries);
    return open.openings().keySet().stream()
        .flatMap(opening -> ceiling.objection(opening, entries).stream())
        .findFirst();
  }

  private GroupOutcome authorize(SecurityGroupId group, Open open, GroupSite site) {
    ImmutableList<IngressPermission> permissions =
        open.openings().entrySet().stream()
            .map(each ->
                new IngressPermission(
                    each.getKey().ports(),
                    each.getKey().source(),
                    Descriptions.ofRule(each.getValue())))
            .collect(ImmutableList.toImmutableList());
    ImmutableList<KnownRule> made =
        ec2.authorizeSecurityGroupIngress(group, permissions, site.allTags()).stream()
            .map(rule -> FirewallReader.known(rule, site.identity()))
            .collect(ImmutableList.toImmutableList());
    Set<Opening> opened =
        made.stream().flatMap(rule -> rule.opening().stream()).collect(Collectors.toSet());
    return opened.containsAll(open.openings().keySet())
        ? new GroupOutcome.Opened(made)
        : new GroupOutcome.Reread();
  }

  /** Each rule proves itself. */
  private GroupOutcome close(Close close, GroupSite site) {
    Shown shown = shown(close.group(), close.ids(), ownership::mayDelete, site);
    GroupOutcome closed = new GroupOutcome.Closed(shown.ours(), shown.theirs());
    if (shown.ours().isEmpty()) {
      return closed;
    }
    return unlessGone(() -> {
      ec2.revokeSecurityGroupIngress(close.group(), shown.ours());
      return closed;
    });
  }

  private GroupOutcome delete(DeleteGroup delete, GroupSite site) {
    SecurityGroupId group = delete.facts().id();
    return unlessRefused(
        group,
        marks -> ownership.mayDelete(site.identity(), marks),
        () -> {
          String foreign = foreign(group, site);
          if (!foreign.isEmpty()) {
            return new GroupOutcome.NotOurs(
                "rules of others are in security group %s (%s): it is left alone"
                    .formatted(group, foreign));
          }
          return unlessGone(() -> {
            ec2.deleteSecurityGroup(group);
            return new GroupOutcome.Deleted();
          });
        });
  }

  /** The rules of others; empty when there is none. */
  private String foreign(SecurityGroupId group, GroupSite site) {
    return reader.ingress(group).stream()
        .filter(rule -> !ownership.mayChange(site.identity(), rule.tags()))
        .map(rule -> rule.id().value())
        .collect(Collectors.joining(", "));
  }

  /** Those of some rules that are there right now, and whose they are. */
  private record Shown(
      ImmutableSet<SecurityGroupRuleId> ours, ImmutableSet<SecurityGroupRuleId> theirs) {}

  private Shown shown(
      SecurityGroupId group,
      Set<SecurityGroupRuleId> asked,
      BiPredicate<Identity, Map<String, String>> may,
      GroupSite site) {
    Map<Boolean, ImmutableSet<SecurityGroupRuleId>> byOwner =
        reader.ingress(group).stream()
            .filter(rule -> asked.contains(rule.id()))
            .collect(
                Collectors.partitioningBy(
                    rule -> may.test(site.identity(), rule.tags()),
                    Collectors.mapping(SecurityGroupRule::id, ImmutableSet.toImmutableSet())));
    return new Shown(
        byOwner.getOrDefault(true, ImmutableSet.of()),
        byOwner.getOrDefault(false, ImmutableSet.of()));
  }

  /** Goes on when the group is there and its marks allow it. */
  private GroupOutcome unlessRefused(
      SecurityGroupId id, Predicate<Map<String, String>> may, Supplier<GroupOutcome> change) {
    Optional<SecurityGroup> group = reader.group(id);
    if (group.isEmpty()) {
      return new GroupOutcome.NotThere();
    }
    return may.test(group.orElseThrow().tags()) ? change.get() : notOurs(group.orElseThrow());
  }

  private static GroupOutcome notOurs(SecurityGroup group) {
    return new GroupOutcome.NotOurs(
        "security group %s (%s) belongs to %s: it is left alone"
            .formatted(
                group.name(),
                group.id(),
                group.tags().getOrDefault(Identity.OWNER, "nobody we know")));
  }

  /** What was shown may be gone all the same, as a read lags behind. */
  private static GroupOutcome unlessGone(Supplier<GroupOutcome> change) {
    try {
      return change.get();
    } catch (AwsException e) {
      if (e.failure() instanceof AwsFailure.Missing missing) {
        return missing.error().code().startsWith("InvalidGroup")
            ? new GroupOutcome.NotThere()
            : new GroupOutcome.Reread();
      }
      throw e;
    }
  }
}
