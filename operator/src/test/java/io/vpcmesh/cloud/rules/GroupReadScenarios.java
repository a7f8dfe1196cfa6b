package io.vpcmesh.cloud.rules;

import static io.vpcmesh.cloud.rules.Stage.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.NetworkInterface;
import io.vpcmesh.cloud.SecurityGroup;
import io.vpcmesh.cloud.SecurityGroupFilter;
import io.vpcmesh.cloud.SecurityGroupSpec;
import io.vpcmesh.cloud.simulated.GroupRule;
import io.vpcmesh.cloud.simulated.Latencies;
import io.vpcmesh.cloud.simulated.Rate;
import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure.Throttled;
import io.vpcmesh.model.SecurityGroupId;
import java.time.Duration;
import java.util.Optional;

/** Describing security groups and what carries them. */
final class GroupReadScenarios {

  private static final SecurityGroupFilter ORDERS =
      SecurityGroupFilter.named(Asked.VPC, ImmutableSet.of("orders"));

  private GroupReadScenarios() {}

  static ImmutableList<RuleCase> all() {
    return ImmutableList.of(
        RuleCase.of(GroupRule.FILTERED, GroupReadScenarios::onlyWhatWasAskedFor),
        RuleCase.of(GroupRule.UNKNOWN_LEFT_OUT, GroupReadScenarios::unknownGroup),
        RuleCase.of(GroupRule.DESCRIBE_MISSING, GroupReadScenarios::byId),
        RuleCase.under(
            settings -> settings.withLatencies(Latencies.none()),
            GroupRule.DESCRIBE_PAGED,
            GroupReadScenarios::twoPages),
        RuleCase.under(
            settings ->
                settings.withLatencies(Latencies.none().withListingLag(Duration.ofSeconds(3))),
            GroupRule.DESCRIBE_LAGS,
            GroupReadScenarios::newGroupIsDescribedLater),
        RuleCase.of(GroupRule.INTERFACES_OF_GROUP, GroupReadScenarios::whatCarriesIt),
        RuleCase.under(
            GroupReadScenarios::oneAtATime,
            GroupRule.THROTTLED,
            GroupReadScenarios::tooManyDescriptions));
  }

  private static void onlyWhatWasAskedFor(Stage stage) {
    ImmutableMap<String, String> ours = ImmutableMap.of("owner", "mesh", "team", "blue");
    SecurityGroup orders = made(stage, new SecurityGroupSpec(Asked.VPC, "orders", "its", ours));
    SecurityGroup carts =
        made(
            stage,
            new SecurityGroupSpec(Asked.VPC, "carts", "its", ImmutableMap.of("owner", "mesh")));

    assertThat(stage.described(ORDERS)).containsExactly(orders);
    assertThat(
            stage.described(
                SecurityGroupFilter.named(
                    Asked.VPC, ImmutableSet.of("orders", "carts", "nobody's"))))
        .containsExactlyInAnyOrder(orders, carts);
    assertThat(stage.described(SecurityGroupFilter.tagged(Asked.VPC, ours)))
        .containsExactly(orders);
    assertThat(
            stage.described(
                SecurityGroupFilter.tagged(Asked.VPC, ImmutableMap.of("owner", "mesh"))))
        .containsExactlyInAnyOrder(orders, carts);
    assertThat(stage.described(SecurityGroupFilter.among(ImmutableSet.of(carts.id()))))
        .containsExactly(carts);
  }

  private static SecurityGroup made(Stage stage, SecurityGroupSpec spec) {
    return new SecurityGroup(
        stage.group(spec), spec.vpc(), spec.name(), spec.description(), spec.tags());
  }

  private static void unknownGroup(Stage stage) {
    SecurityGroupId orders = stage.group("orders");

    assertThat(stage.described(SecurityGroupFilter.among(ImmutableSet.of(orders, Asked.NO_GROUP))))
        .extracting(SecurityGroup::id)
        .containsExactly(orders);
  }

  private static void byId(Stage stage) {
    SecurityGroupId orders = stage.group("orders");

    assertThat(stage.ec2().describeSecurityGroup(orders).map(SecurityGroup::name))
        .contains("orders");
    Stage.missing("InvalidGroup.NotFound", () -> stage.ec2().describeSecurityGroup(Asked.NO_GROUP));
  }

  private static void twoPages(Stage stage) {
    for (int i = 0; i < 1_001; i++) {
      stage.ec2().createSecurityGroup(Asked.group("group-" + i));
    }
    SecurityGroupFilter all = SecurityGroupFilter.tagged(Asked.VPC, ImmutableMap.of());

    assertThat(stage.ec2().describeSecurityGroups(all, Optional.empty()).items()).hasSize(1_000);
    assertThat(stage.described(all)).doesNotHaveDuplicates().hasSize(1_001);
  }

  private static void newGroupIsDescribedLater(Stage stage) {
    stage.ec2().createSecurityGroup(Asked.group("orders"));

    assertThat(stage.described(ORDERS)).isEmpty();
    stage.pass(Duration.ofSeconds(4));
    assertThat(stage.described(ORDERS)).hasSize(1);
  }

  private static void whatCarriesIt(Stage stage) {
    SecurityGroupId orders = stage.group("orders");
    SecurityGroupId carts = stage.group("carts");
    stage.cloud().attach(orders);
    stage.pass(Stage.PROPAGATION);

    ImmutableList<NetworkInterface> carriers =
        Stage.all(token -> stage.ec2().describeNetworkInterfaces(orders, token));

    assertThat(carriers).hasSize(1);
    assertThat(carriers.getFirst().groups()).containsExactly(orders);
    assertThat(carriers.getFirst().addresses()).hasSize(1);
    assertThat(stage.ec2().describeNetworkInterfaces(carts, Optional.empty()).items()).isEmpty();
  }

  private static Settings oneAtATime(Settings settings) {
    return settings.withLimits(
        settings.limits().with(AwsAction.DESCRIBE_SECURITY_GROUPS, new Rate(1, 0.1)));
  }

  private static void tooManyDescriptions(Stage stage) {
    assertThat(stage.described(ORDERS)).isEmpty();

    refused(Throttled.class, "RequestLimitExceeded", () -> stage.described(ORDERS));
  }
}
