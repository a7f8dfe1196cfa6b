package io.vpcmesh.firewall;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.Change;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.SecurityGroupRuleId;
import java.util.Optional;
import java.util.stream.Collectors;

/** One change of a security group. */
public sealed interface FirewallChange extends Change {

  /** There is no group yet. */
  record CreateGroup(String name, String vpc) implements FirewallChange {
    @Override
    public AwsAction action() {
      return AwsAction.CREATE_SECURITY_GROUP;
    }

    @Override
    public String describe() {
      return "create security group " + name + " in " + vpc;
    }
  }

  /**
   * The group carries the mark of a former life of its resource, or some of its rules do.
   *
   * @param rules to be marked as well
   */
  record Claim(GroupFacts facts, ImmutableSortedSet<SecurityGroupRuleId> rules)
      implements FirewallChange {
    @Override
    public AwsAction action() {
      return AwsAction.CREATE_TAGS;
    }

    @Override
    public String describe() {
      return "mark security group %s (%s) and %d of its rules as this endpoint's"
          .formatted(facts.name(), facts.id(), rules.size());
    }
  }

  /**
   * Somebody is to be let in who is not.
   *
   * @param group absent while the group is only planned
   * @param openings each with those on whose behalf it is opened
   */
  record Open(
      Optional<SecurityGroupId> group,
      ImmutableSortedMap<Opening, ImmutableSortedSet<String>> openings)
      implements FirewallChange {
    @Override
    public AwsAction action() {
      return AwsAction.AUTHORIZE_SECURITY_GROUP_INGRESS;
    }

    @Override
    public String describe() {
      return openings.keySet().stream()
          .map(Opening::toString)
          .collect(Collectors.joining(", ", "open ", ""));
    }

    /** The prefix lists among those that are let in. */
    public ImmutableSet<PrefixListId> lists() {
      return openings.keySet().stream()
          .flatMap(opening -> opening.source().prefixList().stream())
          .collect(ImmutableSet.toImmutableSet());
    }

    /** The same in the group that was only planned and is there now. */
    public Open in(SecurityGroupId made) {
      return new Open(Optional.of(made), openings);
    }
  }

  /** Nobody needs these openings of ours any more. */
  record Close(SecurityGroupId group, ImmutableList<KnownRule> rules) implements FirewallChange {
    @Override
    public AwsAction action() {
      return AwsAction.REVOKE_SECURITY_GROUP_INGRESS;
    }

    @Override
    public String describe() {
      return rules.stream()
          .flatMap(rule -> rule.opening().stream())
          .map(Opening::toString)
          .collect(Collectors.joining(", ", "close ", ""));
    }

    /** The rules that go. */
    public ImmutableSet<SecurityGroupRuleId> ids() {
      return rules.stream().map(KnownRule::id).collect(ImmutableSet.toImmutableSet());
    }
  }

  /** Nothing wants the group any more, and no rule of others is in it. */
  record DeleteGroup(GroupFacts facts) implements FirewallChange {
    @Override
    public AwsAction action() {
      return AwsAction.DELETE_SECURITY_GROUP;
    }

    @Override
    public String describe() {
      return "delete security group " + facts.name() + " (" + facts.id() + ")";
    }
  }
}
