package io.vpcmesh.cloud.rules;

import static io.vpcmesh.cloud.rules.Stage.conflict;
import static io.vpcmesh.cloud.rules.Stage.invalidValue;
import static io.vpcmesh.cloud.rules.Stage.missing;
import static io.vpcmesh.cloud.rules.Stage.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.SecurityGroupRule.Direction;
import io.vpcmesh.cloud.SecurityGroupRule.Traffic;
import io.vpcmesh.cloud.SecurityGroupSpec;
import io.vpcmesh.cloud.simulated.GroupRule;
import io.vpcmesh.model.AwsFailure.QuotaExceeded;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.TrafficSource.Addresses;
import java.util.Optional;

/** Creating and deleting security groups. */
final class GroupScenarios {

  private static final String ANOTHER_VPC = "vpc-0b1b2c3d";

  private GroupScenarios() {}

  static ImmutableList<RuleCase> all() {
    return ImmutableList.of(
        RuleCase.of(GroupRule.NAME_UNIQUE, GroupScenarios::sameName),
        RuleCase.of(GroupRule.NAME_PER_VPC, GroupScenarios::sameNameElsewhere),
        RuleCase.of(GroupRule.VPC_REQUIRED, GroupScenarios::unknownNetwork),
        RuleCase.of(GroupRule.EGRESS_OPEN, GroupScenarios::everythingOut),
        RuleCase.of(GroupRule.NAME_PATTERN, GroupScenarios::impossibleName),
        RuleCase.of(GroupRule.DESCRIPTION_PATTERN, GroupScenarios::impossibleDescription),
        RuleCase.under(
            settings -> settings.withQuotas(settings.quotas().withGroups(2)),
            GroupRule.QUOTA,
            GroupScenarios::oneTooMany),
        RuleCase.of(GroupRule.DELETE_MISSING, GroupScenarios::unknownGroup),
        RuleCase.of(GroupRule.DELETE_REFERENCED, GroupScenarios::referenced),
        RuleCase.of(GroupRule.DELETE_OWN_REFERENCE, GroupScenarios::ownReference),
        RuleCase.of(GroupRule.DELETE_FROM_AFAR, GroupScenarios::referencedFromAfar),
        RuleCase.of(GroupRule.DELETE_ATTACHED, GroupScenarios::attached),
        RuleCase.of(GroupRule.RULES_GONE, GroupScenarios::goneWithItsRules));
  }

  private static void create(Stage stage, String vpc, String name, String description) {
    stage.group(new SecurityGroupSpec(vpc, name, description, ImmutableMap.of()));
  }

  private static void sameName(Stage stage) {
    stage.group("orders");

    conflict("InvalidGroup.Duplicate", Optional.empty(), () -> stage.group("orders"));
  }

  private static void sameNameElsewhere(Stage stage) {
    SecurityGroupId here = stage.group("orders");
    SecurityGroupId there =
        stage.group(new SecurityGroupSpec(ANOTHER_VPC, "orders", "there", ImmutableMap.of()));

    assertThat(there).isNotEqualTo(here);
  }

  private static void unknownNetwork(Stage stage) {
    missing("InvalidVpcID.NotFound", () -> create(stage, Asked.NOWHERE, "orders", "lost"));
  }

  private static void everythingOut(Stage stage) {
    SecurityGroupId orders = stage.group("orders");

    ImmutableList<SecurityGroupRule> rules = stage.rules(orders);

    assertThat(rules).extracting(SecurityGroupRule::direction).containsExactly(Direction.EGRESS);
    assertThat(rules.getFirst().traffic()).isEqualTo(new Traffic("-1", -1, -1));
    assertThat(rules.getFirst().source()).isEqualTo(new Addresses(Cidr.of("0.0.0.0/0")));
  }

  private static void impossibleName(Stage stage) {
    invalidValue(() -> create(stage, Asked.VPC, "n".repeat(256), "long"));
    invalidValue(() -> create(stage, Asked.VPC, "sg-orders", "like an id"));
    invalidValue(() -> create(stage, Asked.VPC, "orders\u00fc", "not ASCII"));
  }

  private static void impossibleDescription(Stage stage) {
    invalidValue(() -> create(stage, Asked.VPC, "orders", "d".repeat(256)));
    invalidValue(() -> create(stage, Asked.VPC, "orders", "<orders>"));
  }

  private static void oneTooMany(Stage stage) {
    stage.group("orders");
    stage.group("carts");

    refused(QuotaExceeded.class, "SecurityGroupLimitExceeded", () -> stage.group("users"));
  }

  private static void unknownGroup(Stage stage) {
    missing("InvalidGroup.NotFound", () -> stage.ec2().deleteSecurityGroup(Asked.NO_GROUP));
  }

  private static void inUse(Stage stage, SecurityGroupId group) {
    conflict("DependencyViolation", Optional.empty(), () -> stage.ec2().deleteSecurityGroup(group));
  }

  private static void referenced(Stage stage) {
    SecurityGroupId web = stage.group("web");
    SecurityGroupId orders = stage.group("orders");
    stage.authorized(orders, Permissions.from(web));

    inUse(stage, web);

    stage.ec2().deleteSecurityGroup(orders);
    stage.ec2().deleteSecurityGroup(web);
  }

  private static void ownReference(Stage stage) {
    SecurityGroupId orders = stage.group("orders");
    stage.authorized(orders, Permissions.from(orders));

    stage.ec2().deleteSecurityGroup(orders);

    missing("InvalidGroup.NotFound", () -> stage.ec2().deleteSecurityGroup(orders));
  }

  private static void referencedFromAfar(Stage stage) {
    SecurityGroupId web = stage.group("web");
    SecurityGroupId there =
        stage.group(new SecurityGroupSpec(ANOTHER_VPC, "there", "there", ImmutableMap.of()));
    stage.authorized(there, Permissions.from(web));

    stage.ec2().deleteSecurityGroup(web);

    assertThat(stage.ingress(there)).hasSize(1);
  }

  private static void attached(Stage stage) {
    SecurityGroupId orders = stage.group("orders");
    stage.cloud().attach(orders);

    inUse(stage, orders);
  }

  private static void goneWithItsRules(Stage stage) {
    SecurityGroupId orders = stage.group("orders");
    stage.authorized(orders, Permissions.from("10.0.0.0/16"));

    stage.ec2().deleteSecurityGroup(orders);
    stage.pass(Stage.PROPAGATION);

    assertThat(stage.rules(orders)).isEmpty();
  }
}
