package io.vpcmesh.firewall;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.firewall.DesiredGroup.Knowledge;
import io.vpcmesh.model.Identity.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A random group and a random wish, and the steps of a plan made one by one. What must hold after
 * each of them is judged from the wish and the rules alone.
 */
final class Trial {

  /** Mark, open what fits, close, open the rest. */
  private static final int MOST_STEPS = 4;

  private final GroupPlanner planner;
  private final DesiredGroup desired;
  private final List<KnownRule> rules;
  private final ImmutableList<KnownRule> before;
  private final List<String> blame = new ArrayList<>();
  private int steps;
  private int ids = 1_000;

  Trial(FirewallRules inForce, Random random) {
    this.planner = Groups.planner(inForce);
    ImmutableSortedSet<Opening> universe = universe(2 + random.nextInt(150));
    this.rules = new ArrayList<>(start(universe, random));
    this.before = ImmutableList.copyOf(rules);
    Opening[] wanted = some(universe, random).toArray(Opening[]::new);
    this.desired = random.nextInt(5) == 0 ? Groups.partly(wanted) : Groups.desired(wanted);
  }

  /** What went wrong; empty when nothing did. */
  ImmutableList<String> run() {
    GroupPlan plan = plan();
    while (!plan.steps().isEmpty() && steps <= MOST_STEPS) {
      steps++;
      make(plan.steps().getFirst());
      judge(plan.steps().getFirst());
      plan = plan();
    }
    judgeEnd(plan);
    return ImmutableList.copyOf(blame);
  }

  int steps() {
    return steps;
  }

  private GroupPlan plan() {
    return planner.keep(desired, Groups.present(rules.toArray(KnownRule[]::new)));
  }

  private void make(FirewallChange change) {
    switch (change) {
      case FirewallChange.Open open ->
          open.openings().keySet().forEach(it -> rules.add(Groups.rule(ids++, Standing.OURS, it)));
      case FirewallChange.Close close -> rules.removeIf(rule -> close.ids().contains(rule.id()));
      case FirewallChange.Claim claim ->
          rules.replaceAll(rule ->
              claim.rules().contains(rule.id())
                  ? new KnownRule(rule.id(), rule.source(), rule.opening(), Standing.OURS)
                  : rule);
      case FirewallChange.CreateGroup _, FirewallChange.DeleteGroup _ ->
          blame.add("the group itself was to be changed: " + change);
    }
  }

  private void judge(FirewallChange step) {
    Set<Opening> open = new HashSet<>();
    for (KnownRule rule : rules) {
      if (!open.add(rule.opening().orElseThrow())) {
        blame.add("opened twice: " + rule);
      }
    }
    expect(
        Stream.concat(openings(before), desired.openings().keySet().stream())
            .toList()
            .containsAll(open),
        "opened what nobody wanted, by " + step);
    expect(
        before.stream().filter(Trial::foreign).allMatch(rules::contains),
        "a rule of others went, by " + step);
    expect(
        openings(before).filter(desired.openings()::containsKey).allMatch(open::contains),
        "what was open and is wanted was closed, by " + step);
    expect(
        desired.knowledge() == Knowledge.COMPLETE || open.containsAll(openings(before).toList()),
        "something was closed on a partial view, by " + step);
    expect(within(rules) || !within(before), "the quota was exceeded, by " + step);
    expect(
        !(step instanceof FirewallChange.Close)
            || desired.openings().keySet().stream().allMatch(open::contains)
            || !within(before, desired.openings().keySet()),
        "closed before all was open, by " + step);
  }

  private void judgeEnd(GroupPlan last) {
    expect(steps <= MOST_STEPS, "no end after " + steps + " steps");
    Set<Opening> open = new HashSet<>(openings(rules).toList());
    boolean complete = open.containsAll(desired.openings().keySet());
    expect(
        complete || !last.problems().isEmpty() || !last.leftOut().isEmpty(),
        "something is missing and nobody says so");
    expect(
        open.containsAll(others()) || !within(rules, others()),
        "somebody was not let in for a prefix list that does not fit");
    Stream<KnownRule> useless =
        rules.stream()
            .filter(rule -> !foreign(rule))
            .filter(rule -> !desired.openings().containsKey(rule.opening().orElseThrow()));
    expect(
        desired.knowledge() == Knowledge.PARTIAL || useless.findAny().isEmpty(),
        "something is open for nobody");
  }

  /** Those that are to be let in and are no prefix lists. */
  private Set<Opening> others() {
    return desired.openings().keySet().stream()
        .filter(opening -> opening.source().prefixList().isEmpty())
        .collect(Collectors.toSet());
  }

  private void expect(boolean holds, String otherwise) {
    if (!holds) {
      blame.add(otherwise);
    }
  }

  private static boolean foreign(KnownRule rule) {
    return rule.standing() != Standing.OURS && rule.standing() != Standing.FORMER;
  }

  private static Stream<Opening> openings(List<KnownRule> rules) {
    return rules.stream().flatMap(rule -> rule.opening().stream());
  }

  private static boolean within(List<KnownRule> rules) {
    return within(rules, ImmutableSortedSet.of());
  }

  /** Counted as AWS counts, from the openings alone. */
  private static boolean within(List<KnownRule> rules, Set<Opening> more) {
    List<Opening> all = Stream.concat(openings(rules), more.stream()).distinct().toList();
    long ipv4 =
        all.stream()
            .filter(it -> !it.source().toString().contains(":"))
            .mapToLong(it -> it.source().toString().startsWith("pl-") ? Groups.LIST_ENTRIES : 1)
            .sum();
    long ipv6 =
        all.stream().filter(it -> it.source().toString().startsWith("sg-")).count()
            + all.stream().filter(it -> it.source().toString().contains(":")).count();
    return ipv4 <= Groups.QUOTA && ipv6 <= Groups.QUOTA;
  }

  private static ImmutableSortedSet<Opening> universe(int size) {
    return IntStream.range(0, size)
        .mapToObj(number ->
            switch (number % 5) {
              case 0 -> Groups.fromCidr("10.%d.0.0/16".formatted(number), 8080);
              case 1 -> Groups.fromCidr("2001:db8:%d::/48".formatted(number), 8080);
              case 2 -> Groups.fromList(8080 + number % 2);
              default -> Groups.fromGroup(number, 8080 + number % 3);
            })
        .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
  }

  private static List<KnownRule> start(ImmutableSortedSet<Opening> universe, Random random) {
    Standing[] standings = Standing.values();
    List<KnownRule> start = new ArrayList<>();
    for (Opening opening : some(universe, random)) {
      Standing standing =
          random.nextInt(3) == 0 ? standings[random.nextInt(standings.length)] : Standing.OURS;
      KnownRule rule = Groups.rule(start.size(), standing, opening);
      if (within(Stream.concat(start.stream(), Stream.of(rule)).toList())) {
        start.add(rule);
      }
    }
    return start;
  }

  private static List<Opening> some(ImmutableSortedSet<Opening> universe, Random random) {
    int percent = random.nextInt(101);
    return universe.stream().filter(_ -> random.nextInt(100) < percent).toList();
  }

  @Override
  public String toString() {
    Optional<String> first = blame.stream().findFirst();
    return first.orElse("no blame") + ": " + desired + " from " + before;
  }
}
