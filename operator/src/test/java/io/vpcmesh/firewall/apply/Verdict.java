package io.vpcmesh.firewall.apply;

import static io.vpcmesh.firewall.apply.Scene.ORDERS;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.SecurityGroup;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.SecurityGroupRule.Direction;
import io.vpcmesh.cloud.simulated.GroupSnapshot;
import io.vpcmesh.firewall.FirewallChange;
import io.vpcmesh.firewall.KnownRule;
import io.vpcmesh.firewall.Opening;
import io.vpcmesh.model.Identity.Standing;
import io.vpcmesh.model.SecurityGroupId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Judges one change by the difference that it made, and by what was said of it. */
final class Verdict {

  private final Scene scene;
  private final FirewallChange change;
  private final boolean proven;
  private final ImmutableList<GroupSnapshot> before;
  private final List<String> blame = new ArrayList<>();

  /** Before the change. */
  Verdict(Scene scene, FirewallChange change, boolean proven) {
    this.scene = scene;
    this.change = change;
    this.proven = proven;
    this.before = scene.cloud().snapshot().groups();
  }

  /** All that lets something in, in truth. */
  static Stream<SecurityGroupRule> rules(Scene scene) {
    return ingress(scene.cloud().snapshot().groups());
  }

  private static Stream<SecurityGroupRule> ingress(ImmutableList<GroupSnapshot> groups) {
    return groups.stream()
        .flatMap(group -> group.rules().stream())
        .filter(rule -> rule.direction() == Direction.INGRESS);
  }

  /** After the change. */
  ImmutableList<String> of(Optional<GroupOutcome> outcome) {
    ImmutableList<GroupSnapshot> after = scene.cloud().snapshot().groups();
    judgeHarm(after);
    outcome.ifPresent(told -> judgeWords(told, after));
    return ImmutableList.copyOf(blame);
  }

  private void judgeHarm(ImmutableList<GroupSnapshot> after) {
    ImmutableSet<SecurityGroup> groups =
        after.stream().map(GroupSnapshot::group).collect(ImmutableSet.toImmutableSet());
    ImmutableSet<SecurityGroupRule> rules = ingress(after).collect(ImmutableSet.toImmutableSet());
    expect(
        before.stream()
            .map(GroupSnapshot::group)
            .filter(Verdict::foreign)
            .allMatch(groups::contains),
        "a group of others was changed");
    expect(
        ingress(before).filter(Verdict::foreign).allMatch(rules::contains),
        "a rule of others was changed");
    expect(
        !(change instanceof FirewallChange.Close)
            || ingress(before).filter(Verdict::former).allMatch(rules::contains),
        "a rule of a former life was closed");
    expect(
        !(change instanceof FirewallChange.DeleteGroup)
            || before.stream()
                .map(GroupSnapshot::group)
                .filter(Verdict::former)
                .allMatch(groups::contains),
        "a group of a former life was deleted");
    expect(
        rules.stream().noneMatch(rule -> rule.source().toString().equals("0.0.0.0/0")),
        "the world was let in");
    ImmutableSet<SecurityGroupRule> old = ingress(before).collect(ImmutableSet.toImmutableSet());
    expect(
        rules.stream()
            .filter(rule -> !old.contains(rule))
            .flatMap(rule -> rule.source().prefixList().stream())
            .flatMap(list -> scene.cloud().entriesOf(list).stream())
            .noneMatch(cidr -> cidr.prefixLength() < 8),
        "a prefix list was let in that is too wide");
    expect(proven || mayBeOpened(after), "a group of others was opened");
  }

  private boolean mayBeOpened(ImmutableList<GroupSnapshot> after) {
    ImmutableSet<SecurityGroupId> foreign =
        before.stream()
            .map(GroupSnapshot::group)
            .filter(Verdict::foreign)
            .map(SecurityGroup::id)
            .collect(ImmutableSet.toImmutableSet());
    ImmutableSet<SecurityGroupRule> old = ingress(before).collect(ImmutableSet.toImmutableSet());
    return !(change instanceof FirewallChange.Open)
        || ingress(after)
            .filter(rule -> !old.contains(rule))
            .noneMatch(rule -> foreign.contains(rule.group()));
  }

  private void judgeWords(GroupOutcome outcome, ImmutableList<GroupSnapshot> after) {
    var ids = ingress(after).map(SecurityGroupRule::id).collect(Collectors.toSet());
    switch (outcome) {
      case GroupOutcome.Created(var facts) ->
          expect(scene.truth(facts.id()).isPresent(), "created is not there");
      case GroupOutcome.Opened(var rules) -> {
        expect(ids.containsAll(Scene.ids(rules)), "opened is not there");
        expect(allOpen(after), "not all is open");
      }
      case GroupOutcome.Closed(var revoked, var leftAlone) -> {
        expect(revoked.stream().noneMatch(ids::contains), "closed is open");
        expect(
            ingress(before)
                .map(SecurityGroupRule::id)
                .filter(leftAlone::contains)
                .allMatch(ids::contains),
            "left alone is gone");
      }
      case GroupOutcome.Claimed(var marked, _) ->
          expect(
              ingress(after)
                  .filter(rule -> marked.contains(rule.id()))
                  .allMatch(rule -> ORDERS.standing(rule.tags()) == Standing.OURS),
              "claimed is not marked");
      case GroupOutcome.Deleted _ ->
          expect(
              change instanceof FirewallChange.DeleteGroup(var facts)
                  && scene.truth(facts.id()).isEmpty(),
              "deleted is there");
      case GroupOutcome.NotThere _, GroupOutcome.NotOurs _, GroupOutcome.TooWide _ ->
          expect(after.equals(before), "something happened, although it was said not to");
      case GroupOutcome.Reread _ -> {}
    }
  }

  private boolean allOpen(ImmutableList<GroupSnapshot> after) {
    ImmutableSet<Opening> open =
        ingress(after)
            .filter(rule ->
                change instanceof FirewallChange.Open(var group, _)
                    && group.equals(Optional.of(rule.group())))
            .map(rule -> FirewallReader.known(rule, ORDERS))
            .map(KnownRule::opening)
            .flatMap(Optional::stream)
            .collect(ImmutableSet.toImmutableSet());
    return change instanceof FirewallChange.Open(_, var openings)
        && open.containsAll(openings.keySet());
  }

  private void expect(boolean holds, String otherwise) {
    if (!holds) {
      blame.add(otherwise + ", by " + change);
    }
  }

  private static boolean foreign(SecurityGroup group) {
    return foreign(ORDERS.standing(group.tags()));
  }

  private static boolean foreign(SecurityGroupRule rule) {
    return foreign(ORDERS.standing(rule.tags()));
  }

  private static boolean foreign(Standing standing) {
    return standing == Standing.OTHERS || standing == Standing.UNMARKED;
  }

  private static boolean former(SecurityGroup group) {
    return ORDERS.standing(group.tags()) == Standing.FORMER;
  }

  private static boolean former(SecurityGroupRule rule) {
    return ORDERS.standing(rule.tags()) == Standing.FORMER;
  }
}
