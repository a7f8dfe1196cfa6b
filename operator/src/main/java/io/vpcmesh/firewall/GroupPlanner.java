package io.vpcmesh.firewall;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Maps;
import io.vpcmesh.firewall.DesiredGroup.Knowledge;
import io.vpcmesh.firewall.FirewallChange.Claim;
import io.vpcmesh.firewall.FirewallChange.Close;
import io.vpcmesh.firewall.FirewallChange.CreateGroup;
import io.vpcmesh.firewall.FirewallChange.DeleteGroup;
import io.vpcmesh.firewall.FirewallChange.Open;
import io.vpcmesh.model.Identity.Standing;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.model.SecurityGroupId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Compares one security group as it is with how it shall be. Pure. */
public final class GroupPlanner {

  private final FirewallTerms terms;
  private final String name;
  private final String vpc;

  /**
   * For one group.
   *
   * @param name unique in the VPC
   */
  public GroupPlanner(FirewallTerms terms, String name, String vpc) {
    this.terms = terms;
    this.name = name;
    this.vpc = vpc;
  }

  /** The plan for a group that is wanted. */
  public GroupPlan keep(DesiredGroup desired, KnownGroup known) {
    return switch (known) {
      case KnownGroup.Unknown _ -> GroupPlan.NOTHING;
      case KnownGroup.Absent _ -> create(desired);
      case KnownGroup.Present(GroupFacts facts, var rules) ->
          leaveAlone(facts)
              ? GroupPlan.refused(ownedByAnother(facts))
              : change(desired, facts, rules);
    };
  }

  /** The plan for a group that nothing wants any more. Its rules go with it. */
  public GroupPlan remove(KnownGroup known) {
    return switch (known) {
      case KnownGroup.Unknown _, KnownGroup.Absent _ -> GroupPlan.NOTHING;
      case KnownGroup.Present(GroupFacts facts, var rules) ->
          leaveAlone(facts) ? GroupPlan.NOTHING : remove(facts, rules);
    };
  }

  private GroupPlan remove(GroupFacts facts, ImmutableList<KnownRule> rules) {
    boolean foreign = rules.stream().anyMatch(rule -> !rule.ours());
    if (foreign && terms.demand(FirewallRule.HANDS_OFF)) {
      return GroupPlan.refused(foreignRules(facts, rules));
    }
    return steps(claim(facts, ImmutableList.of()), Optional.of(new DeleteGroup(facts)));
  }

  private GroupPlan create(DesiredGroup desired) {
    Budget budget = new Budget(terms, ImmutableList.of());
    ImmutableSortedSet<Opening> leftOut = budget.leftOut(desired.openings().keySet());
    ImmutableSortedSet<Opening> openings = without(desired.openings().keySet(), leftOut);
    Optional<Opening> excess = budget.firstExcess(openings);
    if (excess.isPresent()) {
      return GroupPlan.refused(full(desired, excess.orElseThrow()));
    }
    return steps(Optional.of(new CreateGroup(name, vpc)), open(Optional.empty(), desired, openings))
        .leavingOut(noPlace(leftOut));
  }

  private GroupPlan change(DesiredGroup desired, GroupFacts facts, ImmutableList<KnownRule> rules) {
    ImmutableList<KnownRule> going = going(desired, rules);
    ImmutableSortedSet<Opening> missing = missing(desired, rules);
    ImmutableList<KnownRule> staying =
        rules.stream()
            .filter(rule -> !going.contains(rule))
            .collect(ImmutableList.toImmutableList());
    Budget budget = new Budget(terms, staying);
    ImmutableSortedSet<Opening> leftOut = budget.leftOut(missing);
    ImmutableSortedSet<Opening> openings = without(missing, leftOut);
    Optional<Opening> excess = budget.firstExcess(openings);
    if (excess.isPresent()) {
      GroupPlan closing = steps(claim(facts, going), close(facts, going));
      return new GroupPlan(
          closing.steps(),
          ImmutableList.of(full(desired, excess.orElseThrow())),
          ImmutableList.of());
    }
    return steps(desired, facts, going, opening(openings, rules)).leavingOut(noPlace(leftOut));
  }

  /**
   * What is to be opened.
   *
   * @param first before anything is closed
   */
  private record Opened(ImmutableSortedSet<Opening> first, ImmutableSortedSet<Opening> rest) {}

  private Opened opening(ImmutableSortedSet<Opening> openings, ImmutableList<KnownRule> rules) {
    ImmutableSortedSet<Opening> first =
        terms.demand(FirewallRule.OPEN_FIRST)
            ? new Budget(terms, rules).fitting(openings)
            : ImmutableSortedSet.of();
    return new Opened(first, without(openings, first));
  }

  private static GroupPlan steps(
      DesiredGroup desired, GroupFacts facts, ImmutableList<KnownRule> going, Opened opened) {
    Optional<SecurityGroupId> group = Optional.of(facts.id());
    return steps(
        claim(facts, going),
        open(group, desired, opened.first()),
        close(facts, going),
        open(group, desired, opened.rest()));
  }

  private static ImmutableSortedSet<Opening> without(
      ImmutableSortedSet<Opening> all, ImmutableSortedSet<Opening> some) {
    return all.stream()
        .filter(opening -> !some.contains(opening))
        .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
  }

  /** Ours that nobody needs any more. */
  private ImmutableList<KnownRule> going(DesiredGroup desired, ImmutableList<KnownRule> rules) {
    boolean barredOnly =
        desired.knowledge() == Knowledge.PARTIAL && terms.demand(FirewallRule.UNKNOWN_STAYS);
    return rules.stream()
        .filter(rule -> !barredOnly || desired.barred().contains(rule.source()))
        .filter(rule -> rule.ours() || !terms.demand(FirewallRule.HANDS_OFF))
        .filter(rule -> rule.opening().filter(desired.openings()::containsKey).isEmpty())
        .collect(ImmutableList.toImmutableList());
  }

  /** What somebody else opened already is open, and stays theirs: AWS takes no second rule. */
  private static ImmutableSortedSet<Opening> missing(
      DesiredGroup desired, ImmutableList<KnownRule> rules) {
    ImmutableSet<Opening> open =
        rules.stream()
            .flatMap(rule -> rule.opening().stream())
            .collect(ImmutableSet.toImmutableSet());
    return desired.openings().keySet().stream()
        .filter(opening -> !open.contains(opening))
        .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
  }

  /** Before anything is taken away that carries a former mark, it is marked anew. */
  private static Optional<FirewallChange> claim(GroupFacts facts, List<KnownRule> going) {
    var former =
        going.stream()
            .filter(rule -> rule.standing() == Standing.FORMER)
            .map(KnownRule::id)
            .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
    return facts.standing() == Standing.FORMER || !former.isEmpty()
        ? Optional.of(new Claim(facts, former))
        : Optional.empty();
  }

  private static Optional<FirewallChange> open(
      Optional<SecurityGroupId> group, DesiredGroup desired, ImmutableSortedSet<Opening> openings) {
    ImmutableSortedMap<Opening, ImmutableSortedSet<String>> reasons =
        ImmutableSortedMap.copyOf(Maps.filterKeys(desired.openings(), openings::contains));
    return reasons.isEmpty() ? Optional.empty() : Optional.of(new Open(group, reasons));
  }

  private static Optional<FirewallChange> close(GroupFacts facts, ImmutableList<KnownRule> rules) {
    return rules.isEmpty() ? Optional.empty() : Optional.of(new Close(facts.id(), rules));
  }

  private boolean leaveAlone(GroupFacts facts) {
    return switch (facts.standing()) {
      case OURS, FORMER -> false;
      case RIVAL, OTHERS, UNMARKED -> terms.demand(FirewallRule.HANDS_OFF);
    };
  }

  @SafeVarargs
  private static GroupPlan steps(Optional<? extends FirewallChange>... steps) {
    ImmutableList.Builder<FirewallChange> all = ImmutableList.builder();
    for (Optional<? extends FirewallChange> step : steps) {
      step.ifPresent(all::add);
    }
    return GroupPlan.of(all.build());
  }

  private Problem full(DesiredGroup desired, Opening excess) {
    return new Problem(
        Reason.RuleLimitExceeded,
        "security group %s would have more than its %d rules: %s for %s does not fit, and nothing is opened; name fewer clients, let several share a group or a prefix list, or have the quota raised"
            .formatted(
                name,
                terms.rulesPerGroup(),
                excess,
                String.join(
                    ", ", desired.openings().getOrDefault(excess, ImmutableSortedSet.of()))));
  }

  private ImmutableList<Problem> noPlace(ImmutableSortedSet<Opening> lists) {
    return lists.stream().map(this::noPlace).collect(ImmutableList.toImmutableList());
  }

  private Problem noPlace(Opening list) {
    Load load = terms.load(list.source());
    return new Problem(
        Reason.RuleLimitExceeded,
        "security group %s has no place for %s: the list counts as many rules as it may have entries, %d of %d, and is not let in; make it smaller, name fewer clients, or have the quota raised"
            .formatted(name, list, Math.max(load.ipv4(), load.ipv6()), terms.rulesPerGroup()));
  }

  private static Problem ownedByAnother(GroupFacts facts) {
    if (facts.standing() == Standing.RIVAL) {
      return new Problem(
          Reason.OwnedByAnother,
          "security group %s (%s) is kept by another operator that has the name of this one's installation: it is left alone; stop that operator, or start it with another --installation"
              .formatted(facts.name(), facts.id()));
    }
    return new Problem(
        Reason.OwnedByAnother,
        "security group %s (%s) is not marked as this endpoint's: it is left alone; rename it or delete it there"
            .formatted(facts.name(), facts.id()));
  }

  private static Problem foreignRules(GroupFacts facts, ImmutableList<KnownRule> rules) {
    return new Problem(
        Reason.ForeignRules,
        "security group %s (%s) cannot be deleted: rules of others are in it (%s); revoke them, or set deletionPolicy: Retain"
            .formatted(
                facts.name(),
                facts.id(),
                rules.stream().filter(rule -> !rule.ours()).limit(5).map(KnownRule::id).toList()));
  }
}
