package io.vpcmesh.firewall;

import static io.vpcmesh.firewall.Groups.desired;
import static io.vpcmesh.firewall.Groups.fromCidr;
import static io.vpcmesh.firewall.Groups.fromGroup;
import static io.vpcmesh.firewall.Groups.fromGroups;
import static io.vpcmesh.firewall.Groups.fromList;
import static io.vpcmesh.firewall.Groups.ours;
import static io.vpcmesh.firewall.Groups.partly;
import static io.vpcmesh.firewall.Groups.present;
import static io.vpcmesh.firewall.Groups.rule;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.ObjectArrays;
import io.vpcmesh.model.Identity.Standing;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GroupPlannerTest {

  private static final Opening A = fromGroup(1, 8080);
  private static final Opening B = fromGroup(2, 8080);
  private static final Opening OFFICE = fromCidr("10.9.0.0/16", 8080);

  private final GroupPlanner planner = Groups.planner(FirewallRules.ALL);

  @Test
  void aGroupThatIsMissingIsMadeAndOpenedInTwoCalls() {
    assertThat(said(planner.keep(desired(A, OFFICE), new KnownGroup.Absent())))
        .containsExactly(
            "create security group vpcmesh-shop-orders in vpc-0a1b2c3d",
            "open port 8080 from 10.9.0.0/16, port 8080 from sg-0000a001");
  }

  @Test
  void anOpeningGoesWithThoseForWhomItIsMade() {
    GroupPlan plan = planner.keep(desired(A, B), present(ours(A)));

    assertThat(plan.steps())
        .containsExactly(
            new FirewallChange.Open(
                Optional.of(Groups.ID),
                ImmutableSortedMap.of(B, ImmutableSortedSet.of("endpoint shop/cart"))));
  }

  @Test
  void whatIsNotKnownIsNotTouched() {
    assertThat(planner.keep(desired(A), new KnownGroup.Unknown())).isEqualTo(GroupPlan.NOTHING);
    assertThat(planner.remove(new KnownGroup.Unknown())).isEqualTo(GroupPlan.NOTHING);
  }

  @Test
  void whatIsAsDesiredTakesNoStep() {
    assertThat(planner.keep(desired(A, B), present(ours(A, B)))).isEqualTo(GroupPlan.NOTHING);
  }

  @Test
  void aClientThatIsReplacedIsFollowedBeforeTheFormerOneIsShutOut() {
    assertThat(said(planner.keep(desired(B), present(ours(A)))))
        .containsExactly("open port 8080 from sg-0000a002", "close port 8080 from sg-0000a001");
  }

  @Test
  void nothingIsClosedWhileSomebodyIsNotKnown() {
    assertThat(said(planner.keep(partly(B), present(ours(A)))))
        .containsExactly("open port 8080 from sg-0000a002");
  }

  @Test
  void aRuleOfOthersStays() {
    KnownRule theirs = rule(7, Standing.UNMARKED, A);

    assertThat(planner.keep(desired(), present(theirs))).isEqualTo(GroupPlan.NOTHING);
  }

  @Test
  void aRuleOfOthersThatIsEqualToOursIsNotMadeTwice() {
    KnownRule theirs = rule(7, Standing.OTHERS, A);

    assertThat(said(planner.keep(desired(A, B), present(theirs))))
        .containsExactly("open port 8080 from sg-0000a002");
  }

  @Test
  void sixtyClientsFitAndTheNextOneIsNamedBeforeTheFirstWrite() {
    GroupPlan sixty = planner.keep(desired(fromGroups(60)), new KnownGroup.Absent());
    GroupPlan more = planner.keep(desired(fromGroups(64)), new KnownGroup.Absent());

    assertThat(sixty.steps()).hasSize(2);
    assertThat(more.steps()).isEmpty();
    assertThat(more.problems())
        .extracting(Problem::reason)
        .containsExactly(Reason.RuleLimitExceeded);
    assertThat(more.problems().getFirst().message())
        .contains("its 60 rules", "port 8080 from sg-0000a03c for endpoint shop/cart");
  }

  @Test
  void whoDoesNotFitStopsNoRemoval() {
    KnownGroup full = present(ours(fromGroups(60)));
    Opening[] others = ObjectArrays.concat(OFFICE, new Opening[0]);
    Opening[] wanted = ObjectArrays.concat(others, sixtyOnPort(9090), Opening.class);

    GroupPlan plan = planner.keep(desired(wanted), full);

    assertThat(plan.problems()).hasSize(1);
    assertThat(plan.steps()).hasSize(1);
    assertThat(plan.steps().getFirst()).isInstanceOf(FirewallChange.Close.class);
  }

  @Test
  void inAFullGroupAPlaceIsMadeForWhatDoesNotFitBeside() {
    Opening[] wanted = fromGroups(60);
    wanted[59] = second(9090);

    assertThat(said(planner.keep(desired(wanted), present(ours(fromGroups(60))))))
        .containsExactly("close port 8080 from sg-0000a03b", "open port 9090 from sg-0000a002");
  }

  @Test
  void aPrefixListCountsAsManyAsItMayHave() {
    GroupPlan three =
        planner.keep(desired(fromList(1), fromList(2), fromList(3)), new KnownGroup.Absent());
    GroupPlan four =
        planner.keep(
            desired(fromList(1), fromList(2), fromList(3), fromCidr("10.0.0.0/8", 4)),
            new KnownGroup.Absent());

    assertThat(three.leftOut()).isEmpty();
    assertThat(four.leftOut()).hasSize(1);
  }

  @Test
  void aPrefixListThatHasNoPlaceIsLeftOutAndTheOthersAreLetIn() {
    Opening[] clients = fromGroups(45);

    GroupPlan plan =
        planner.keep(
            desired(ObjectArrays.concat(clients, fromList(8080))), present(ours(fromGroups(44))));

    assertThat(said(plan)).containsExactly("open port 8080 from sg-0000a02c");
    assertThat(plan.leftOut())
        .containsExactly(
            new Problem(
                Reason.RuleLimitExceeded,
                "security group vpcmesh-shop-orders has no place for port 8080 from pl-0a1b2c3d: the list counts as many rules as it may have entries, 20 of 60, and is not let in; make it smaller, name fewer clients, or have the quota raised"));
  }

  @Test
  void aPrefixListThatIsOpenGivesItsPlaceToNobody() {
    Opening[] clients = fromGroups(41);

    GroupPlan plan =
        planner.keep(
            desired(ObjectArrays.concat(clients, fromList(8080))),
            present(ours(ObjectArrays.concat(fromGroups(40), fromList(8080)))));

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.problems())
        .extracting(Problem::message)
        .singleElement()
        .satisfies(message -> assertThat(message).contains("port 8080 from sg-0000a028"));
  }

  @Test
  void whatNothingMayBeOpenToIsClosedAlsoWhileSomebodyIsNotKnown() {
    KnownGroup open = present(ours(A, fromList(8080)));

    assertThat(said(planner.keep(Groups.barring(partly(B), fromList(1).source()), open)))
        .containsExactly("open port 8080 from sg-0000a002", "close port 8080 from pl-0a1b2c3d");
  }

  @Test
  void eachAddressFamilyHasItsOwnQuota() {
    Opening[] lists = {fromList(1), fromList(2), fromList(3), fromCidr("2001:db8::/32", 4)};

    assertThat(planner.keep(desired(lists), new KnownGroup.Absent()).problems()).isEmpty();
  }

  @Test
  void whatIsOfAFormerLifeIsMarkedAnewBeforeItIsTakenAway() {
    KnownGroup former = present(Standing.FORMER, rule(1, Standing.FORMER, A));

    assertThat(said(planner.keep(desired(), former)))
        .containsExactly(
            "mark security group vpcmesh-shop-orders (sg-00000001) and 1 of its rules as this endpoint's",
            "close port 8080 from sg-0000a001");
  }

  @Test
  void aGroupOfOthersIsLeftAlone() {
    KnownGroup theirs = present(Standing.UNMARKED);

    assertThat(planner.keep(desired(A), theirs).problems())
        .extracting(Problem::reason)
        .containsExactly(Reason.OwnedByAnother);
    assertThat(planner.remove(theirs)).isEqualTo(GroupPlan.NOTHING);
  }

  @Test
  void aGroupGoesWithItsRulesButNotWithThoseOfOthers() {
    KnownGroup alone = present(ours(A, B));
    KnownGroup shared = present(rule(1, Standing.OURS, A), rule(2, Standing.UNMARKED, B));

    assertThat(said(planner.remove(alone)))
        .containsExactly("delete security group vpcmesh-shop-orders (sg-00000001)");
    assertThat(planner.remove(shared).steps()).isEmpty();
    assertThat(planner.remove(shared).problems().getFirst().message()).contains("sgr-00000002");
  }

  private static Opening second(int port) {
    return fromGroup(2, port);
  }

  private static Opening[] sixtyOnPort(int port) {
    Opening[] sixty = new Opening[60];
    for (int number = 0; number < sixty.length; number++) {
      sixty[number] = fromGroup(number, port);
    }
    return sixty;
  }

  private static List<String> said(GroupPlan plan) {
    assertThat(plan.problems()).isEmpty();
    return plan.steps().stream().map(FirewallChange::describe).toList();
  }
}
