package io.vpcmesh.firewall.apply;

import static io.vpcmesh.firewall.apply.Scene.CART;
import static io.vpcmesh.firewall.apply.Scene.FORMER;
import static io.vpcmesh.firewall.apply.Scene.VPC;
import static io.vpcmesh.firewall.apply.Scene.claim;
import static io.vpcmesh.firewall.apply.Scene.closing;
import static io.vpcmesh.firewall.apply.Scene.deletion;
import static io.vpcmesh.firewall.apply.Scene.ids;
import static io.vpcmesh.model.AwsAction.DESCRIBE_SECURITY_GROUP_RULES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.cloud.SecurityGroupSpec;
import io.vpcmesh.firewall.KnownRule;
import io.vpcmesh.firewall.Opening;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.TrafficSource;
import org.junit.jupiter.api.Test;

/** Taking away rules and the group. */
class TakingAwayTest {

  private static final Opening A = Scene.from("10.1.0.0/16", 8080);
  private static final Opening B = Scene.from("10.2.0.0/16", 8080);

  private final Scene scene = Scene.immediate();

  @Test
  void closingTakesJustTheseRules() {
    SecurityGroupId group = scene.group();
    ImmutableList<KnownRule> rules = scene.opened(group, A, B);

    GroupOutcome outcome = scene.apply(closing(group, rules.subList(0, 1)));

    assertThat(outcome)
        .isEqualTo(
            new GroupOutcome.Closed(ImmutableSet.of(rules.getFirst().id()), ImmutableSet.of()));
    assertThat(scene.ruleIds(group)).containsExactly(rules.getLast().id());
  }

  @Test
  void closingTwiceCallsForNothing() {
    SecurityGroupId group = scene.group();
    ImmutableList<KnownRule> rules = scene.opened(group, A);
    scene.apply(closing(group, rules));

    GroupOutcome again = scene.apply(closing(group, rules));

    assertThat(again).isEqualTo(new GroupOutcome.Closed(ImmutableSet.of(), ImmutableSet.of()));
    assertThat(scene.calls()).containsExactly(DESCRIBE_SECURITY_GROUP_RULES);
  }

  @Test
  void aRuleThatOthersTookOverSinceThePlanStays() {
    SecurityGroupId group = scene.group();
    ImmutableList<KnownRule> rules = scene.opened(group, A, B);
    scene.marked(rules.getFirst().id().value(), CART);

    GroupOutcome outcome = scene.apply(closing(group, rules));

    assertThat(outcome)
        .isEqualTo(
            new GroupOutcome.Closed(
                ImmutableSet.of(rules.getLast().id()), ImmutableSet.of(rules.getFirst().id())));
    assertThat(scene.ruleIds(group)).containsExactly(rules.getFirst().id());
  }

  @Test
  void aRuleOfOthersThatIsEqualToOursSurvives() {
    SecurityGroupId group = scene.group();
    ImmutableList<KnownRule> ours = scene.opened(group, A);
    scene.person().revokeSecurityGroupIngress(group, ids(ours));
    ImmutableList<KnownRule> theirs = scene.opened(group, CART, A);

    GroupOutcome byOldId = scene.apply(closing(group, ours));
    GroupOutcome byTheirId = scene.apply(closing(group, theirs));

    assertThat(byOldId).isEqualTo(new GroupOutcome.Closed(ImmutableSet.of(), ImmutableSet.of()));
    assertThat(byTheirId).isEqualTo(new GroupOutcome.Closed(ImmutableSet.of(), ids(theirs)));
    assertThat(scene.ruleIds(group)).isEqualTo(ids(theirs));
  }

  @Test
  void aRuleOfAFormerLifeIsNotClosedBeforeItIsMarkedAnew() {
    SecurityGroupId group = scene.group();
    ImmutableList<KnownRule> former = scene.opened(group, FORMER, A);

    assertThat(scene.apply(closing(group, former)))
        .isEqualTo(new GroupOutcome.Closed(ImmutableSet.of(), ids(former)));
    assertThat(scene.apply(claim(group, former)))
        .isEqualTo(new GroupOutcome.Claimed(ids(former), ImmutableSet.of()));
    assertThat(scene.apply(closing(group, former)))
        .isEqualTo(new GroupOutcome.Closed(ids(former), ImmutableSet.of()));
  }

  @Test
  void deletingTakesTheGroupWithItsRules() {
    SecurityGroupId group = scene.group();
    scene.opened(group, A, B);

    assertThat(scene.apply(deletion(group))).isEqualTo(new GroupOutcome.Deleted());
    assertThat(scene.truth(group)).isEmpty();
    assertThat(scene.apply(deletion(group))).isEqualTo(new GroupOutcome.NotThere());
  }

  @Test
  void aGroupWithARuleOfOthersIsNotDeleted() {
    SecurityGroupId group = scene.group();
    scene.opened(group, A);
    ImmutableList<KnownRule> theirs = scene.opened(group, CART, B);

    assertThat(scene.apply(deletion(group)))
        .isEqualTo(
            new GroupOutcome.NotOurs(
                "rules of others are in security group %s (%s): it is left alone"
                    .formatted(group, theirs.getFirst().id())));
    assertThat(scene.ruleIds(group)).hasSize(2);
  }

  @Test
  void aGroupOfAFormerLifeOrOfAnotherIsNotDeleted() {
    for (Identity other : ImmutableList.of(FORMER, CART)) {
      SecurityGroupId group = scene.group();
      scene.marked(group.value(), other);

      assertThat(scene.apply(deletion(group))).isInstanceOf(GroupOutcome.NotOurs.class);
      assertThat(scene.truth(group)).isPresent();

      scene.person().deleteSecurityGroup(group);
    }
  }

  @Test
  void aGroupThatIsReferredToIsAConflictAndStays() {
    SecurityGroupId group = scene.group();
    scene.opened(group, A);
    SecurityGroupId carts =
        scene
            .person()
            .createSecurityGroup(new SecurityGroupSpec(VPC, "carts", "theirs", CART.marks()));
    scene.opened(carts, CART, new Opening(PortRange.of(80, 80), new TrafficSource.Group(group)));

    assertThatThrownBy(() -> scene.apply(deletion(group)))
        .isInstanceOf(AwsException.class)
        .hasMessageContaining("DependencyViolation");
    assertThat(scene.ruleIds(group)).hasSize(1);
  }
}
