package io.vpcmesh.cloud.rules;

import static io.vpcmesh.cloud.rules.Stage.failure;
import static io.vpcmesh.cloud.rules.Stage.missing;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.simulated.IngressRule;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.SecurityGroupRuleId;

/** Taking inbound rules away. */
final class RevocationScenarios {

  private static final SecurityGroupRuleId UNKNOWN =
      new SecurityGroupRuleId("sgr-00000000000000000");

  private RevocationScenarios() {}

  static ImmutableList<RuleCase> all() {
    return ImmutableList.of(
        RuleCase.of(IngressRule.REVOKED, RevocationScenarios::twoOfThree),
        RuleCase.of(IngressRule.REVOKE_NEEDS_GROUP, RevocationScenarios::unknownGroup),
        RuleCase.of(IngressRule.REVOKE_MISSING, RevocationScenarios::unknownRule),
        RuleCase.of(IngressRule.REVOKE_ALL_OR_NOTHING, RevocationScenarios::oneIsUnknown));
  }

  private static ImmutableList<SecurityGroupRule> three(Stage stage, SecurityGroupId group) {
    return stage.authorized(group, Permissions.from("10.%d.0.0/16", 3));
  }

  private static void twoOfThree(Stage stage) {
    SecurityGroupId orders = stage.group("orders");
    ImmutableList<SecurityGroupRule> rules = three(stage, orders);

    stage
        .ec2()
        .revokeSecurityGroupIngress(orders, ImmutableSet.of(rules.get(0).id(), rules.get(2).id()));

    stage.pass(Stage.PROPAGATION);
    assertThat(stage.ingress(orders)).containsExactly(rules.get(1));
  }

  private static void unknownGroup(Stage stage) {
    missing(
        "InvalidGroup.NotFound",
        () -> stage.ec2().revokeSecurityGroupIngress(Asked.NO_GROUP, ImmutableSet.of(UNKNOWN)));
  }

  private static void unknownRule(Stage stage) {
    SecurityGroupId orders = stage.group("orders");
    SecurityGroupRuleId ofAnother = three(stage, stage.group("carts")).getFirst().id();

    missing(
        "InvalidSecurityGroupRuleId.NotFound",
        () -> stage.ec2().revokeSecurityGroupIngress(orders, ImmutableSet.of(UNKNOWN)));
    missing(
        "InvalidSecurityGroupRuleId.NotFound",
        () -> stage.ec2().revokeSecurityGroupIngress(orders, ImmutableSet.of(ofAnother)));
  }

  private static void oneIsUnknown(Stage stage) {
    SecurityGroupId orders = stage.group("orders");
    ImmutableList<SecurityGroupRule> rules = three(stage, orders);

    assertThat(
            failure(() ->
                stage
                    .ec2()
                    .revokeSecurityGroupIngress(
                        orders, ImmutableSet.of(rules.getFirst().id(), UNKNOWN))))
        .isNotNull();

    stage.pass(Stage.PROPAGATION);
    assertThat(stage.ingress(orders)).containsExactlyInAnyOrderElementsOf(rules);
  }
}
