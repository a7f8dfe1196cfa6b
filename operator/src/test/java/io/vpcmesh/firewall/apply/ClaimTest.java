package io.vpcmesh.firewall.apply;

import static io.vpcmesh.firewall.apply.Scene.CART;
import static io.vpcmesh.firewall.apply.Scene.FORMER;
import static io.vpcmesh.firewall.apply.Scene.ORDERS;
import static io.vpcmesh.firewall.apply.Scene.claim;
import static io.vpcmesh.firewall.apply.Scene.ids;
import static io.vpcmesh.model.AwsAction.CREATE_TAGS;
import static io.vpcmesh.model.AwsAction.DESCRIBE_SECURITY_GROUPS;
import static io.vpcmesh.model.AwsAction.DESCRIBE_SECURITY_GROUP_RULES;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.SecurityGroup;
import io.vpcmesh.firewall.KnownRule;
import io.vpcmesh.firewall.Opening;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.Identity.Standing;
import io.vpcmesh.model.SecurityGroupId;
import org.junit.jupiter.api.Test;

/** Marking anew what is of a former life. */
class ClaimTest {

  private static final Opening A = Scene.from("10.1.0.0/16", 8080);
  private static final Opening B = Scene.from("10.2.0.0/16", 8080);
  private static final Opening C = Scene.from("10.3.0.0/16", 8080);

  private final Scene scene = Scene.immediate();
  private final SecurityGroupId group = scene.group(FORMER);

  @Test
  void aGroupAndItsRulesAreMarkedInOneCall() {
    ImmutableList<KnownRule> former = scene.opened(group, FORMER, A, B);

    GroupOutcome outcome = scene.apply(claim(group, former));

    assertThat(outcome).isEqualTo(new GroupOutcome.Claimed(ids(former), ImmutableSet.of()));
    assertThat(scene.calls())
        .containsExactly(DESCRIBE_SECURITY_GROUPS, DESCRIBE_SECURITY_GROUP_RULES, CREATE_TAGS);
    assertThat(scene.read(group).facts().standing()).isEqualTo(Standing.OURS);
    assertThat(scene.read(group).rules())
        .extracting(KnownRule::standing)
        .containsOnly(Standing.OURS);
  }

  @Test
  void onlyTheRulesOfThePlanAreMarked() {
    ImmutableList<KnownRule> former = scene.opened(group, FORMER, A, B);

    scene.apply(claim(group, former.subList(0, 1)));

    assertThat(scene.read(group).rules())
        .filteredOn(rule -> rule.standing() == Standing.FORMER)
        .extracting(KnownRule::id)
        .containsExactly(former.getLast().id());
  }

  @Test
  void rulesThatOthersTookOverAndRulesThatAreGoneAreLeftOut() {
    ImmutableList<KnownRule> former = scene.opened(group, FORMER, A, B, C);
    scene.marked(former.get(0).id().value(), CART);
    scene.person().revokeSecurityGroupIngress(group, ImmutableSet.of(former.get(1).id()));

    GroupOutcome outcome = scene.apply(claim(group, former));

    assertThat(outcome)
        .isEqualTo(
            new GroupOutcome.Claimed(
                ImmutableSet.of(former.get(2).id()), ImmutableSet.of(former.get(0).id())));
    assertThat(scene.rules(group))
        .filteredOn(rule -> rule.id().equals(former.get(0).id()))
        .allSatisfy(rule -> assertThat(rule.tags()).containsAllEntriesOf(CART.marks()));
  }

  @Test
  void claimingTwiceIsHarmless() {
    ImmutableList<KnownRule> former = scene.opened(group, FORMER, A);
    GroupOutcome first = scene.apply(claim(group, former));
    SecurityGroup after = scene.truth(group).orElseThrow();

    GroupOutcome again = scene.apply(claim(group, former));

    assertThat(again).isEqualTo(first);
    assertThat(scene.truth(group)).contains(after);
  }

  @Test
  void aGroupOfAnotherIsNotClaimed() {
    scene.marked(group.value(), CART);

    GroupOutcome outcome = scene.apply(claim(group, ImmutableList.of()));

    assertThat(outcome).isInstanceOf(GroupOutcome.NotOurs.class);
    assertThat(scene.truth(group).orElseThrow().tags().get(Identity.OWNER)).isEqualTo(CART.owner());
  }

  @Test
  void aGroupThatIsGoneIsNotThere() {
    scene.person().deleteSecurityGroup(group);

    assertThat(scene.apply(claim(group, ImmutableList.of())))
        .isEqualTo(new GroupOutcome.NotThere());
  }

  @Test
  void otherTagsStay() {
    scene.person().createTags(ImmutableSet.of(group.value()), ImmutableMap.of("cost", "42"));

    scene.apply(claim(group, ImmutableList.of()));

    assertThat(scene.truth(group).orElseThrow().tags())
        .containsAllEntriesOf(ORDERS.marks())
        .containsEntry("cost", "42");
  }
}
