package io.vpcmesh.cloud.rules;

import static io.vpcmesh.cloud.rules.Stage.conflict;
import static io.vpcmesh.cloud.rules.Stage.invalidValue;
import static io.vpcmesh.cloud.rules.Stage.missing;
import static io.vpcmesh.cloud.rules.Stage.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.IngressPermission;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.SecurityGroupRule.Direction;
import io.vpcmesh.cloud.SecurityGroupRule.Traffic;
import io.vpcmesh.cloud.simulated.IngressRule;
import io.vpcmesh.cloud.simulated.Latencies;
import io.vpcmesh.model.AwsFailure.Invalid;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.TrafficSource.Addresses;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Adding and describing inbound rules. */
final class IngressScenarios {

  private static final IngressPermission WEB = Permissions.from("10.1.0.0/16");

  private IngressScenarios() {}

  static ImmutableList<RuleCase> all() {
    return ImmutableList.of(
        RuleCase.of(IngressRule.IDENTITY, IngressScenarios::again),
        RuleCase.of(IngressRule.DESCRIPTION_APART, IngressScenarios::againInOtherWords),
        RuleCase.of(IngressRule.CIDR_CANONICAL, IngressScenarios::bitsThatDoNotCount),
        RuleCase.of(IngressRule.ALL_OR_NOTHING, IngressScenarios::oneIsThere),
        RuleCase.of(IngressRule.NO_TWINS, IngressScenarios::twiceInOneCall),
        RuleCase.of(IngressRule.ANSWERED, IngressScenarios::answered),
        RuleCase.of(IngressRule.AUTHORIZE_NEEDS_GROUP, IngressScenarios::unknownGroup),
        RuleCase.of(IngressRule.SOURCE_GROUP_REQUIRED, IngressScenarios::unknownSource),
        RuleCase.of(IngressRule.PREFIX_LIST_REQUIRED, IngressScenarios::unknownPrefixList),
        RuleCase.of(IngressRule.DESCRIPTION_PATTERN, IngressScenarios::impossibleDescription),
        RuleCase.of(IngressRule.DESCRIPTION_KEPT, IngressScenarios::descriptions),
        RuleCase.of(IngressRule.DESCRIBED_BY_GROUP, IngressScenarios::onlyWhatWasAskedFor),
        RuleCase.under(
            settings ->
                settings
                    .withQuotas(settings.quotas().withRulesPerGroup(2_000))
                    .withLatencies(Latencies.none()),
            IngressRule.DESCRIBE_PAGED,
            IngressScenarios::twoPages),
        RuleCase.under(
            settings ->
                settings.withLatencies(Latencies.none().withListingLag(Duration.ofSeconds(3))),
            IngressRule.DESCRIBE_LAGS,
            IngressScenarios::newRuleIsDescribedLater),
        RuleCase.of(IngressRule.SOMETHING_ASKED, IngressScenarios::nothingAsked));
  }

  private static void duplicate(ThrowingCallable call) {
    conflict("InvalidPermission.Duplicate", Optional.empty(), call);
  }

  private static void again(Stage stage) {
    SecurityGroupId orders = stage.group("orders");
    stage.authorized(orders, WEB, Permissions.to(8081, WEB));

    duplicate(() -> stage.authorize(orders, WEB));
    assertThat(stage.ingress(orders)).hasSize(2);
  }

  private static void againInOtherWords(Stage stage) {
    SecurityGroupId orders = stage.group("orders");
    stage.authorized(orders, Permissions.described(WEB, "from web"));

    duplicate(() -> stage.authorize(orders, Permissions.described(WEB, "other words")));
  }

  private static void bitsThatDoNotCount(Stage stage) {
    SecurityGroupId orders = stage.group("orders");

    ImmutableList<SecurityGroupRule> rules =
        stage.authorized(orders, Permissions.from("10.1.2.3/16"));

    assertThat(rules.getFirst().source()).isEqualTo(new Addresses(Cidr.of("10.1.0.0/16")));
    duplicate(() -> stage.authorize(orders, WEB));
  }

  private static void oneIsThere(Stage stage) {
    SecurityGroupId orders = stage.group("orders");
    ImmutableList<SecurityGroupRule> before = stage.authorized(orders, WEB);

    duplicate(() -> stage.authorize(orders, Permissions.from("10.2.0.0/16"), WEB));

    stage.pass(Stage.PROPAGATION);
    assertThat(stage.ingress(orders)).isEqualTo(before);
  }

  private static void twiceInOneCall(Stage stage) {
    SecurityGroupId orders = stage.group("orders");

    invalidValue(() -> stage.authorize(orders, WEB, WEB));
  }

  private static void answered(Stage stage) {
    SecurityGroupId orders = stage.group("orders");

    ImmutableList<SecurityGroupRule> rules =
        stage.authorized(orders, WEB, Permissions.to(8081, WEB));

    assertThat(rules)
        .extracting(SecurityGroupRule::traffic)
        .containsExactlyInAnyOrder(new Traffic("tcp", 8080, 8080), new Traffic("tcp", 8081, 8081));
    assertThat(stage.ingress(orders)).containsExactlyInAnyOrderElementsOf(rules);
  }

  private static void unknownGroup(Stage stage) {
    missing("InvalidGroup.NotFound", () -> stage.authorize(Asked.NO_GROUP, WEB));
  }

  private static void unknownSource(Stage stage) {
    SecurityGroupId orders = stage.group("orders");

    missing(
        "InvalidGroup.NotFound", () -> stage.authorize(orders, Permissions.from(Asked.NO_GROUP)));
  }

  private static void unknownPrefixList(Stage stage) {
    SecurityGroupId orders = stage.group("orders");

    missing(
        "InvalidPrefixListID.NotFound",
        () -> stage.authorize(orders, Permissions.from(new PrefixListId("pl-00000000"))));
  }

  private static void impossibleDescription(Stage stage) {
    SecurityGroupId orders = stage.group("orders");

    invalidValue(() -> stage.authorize(orders, Permissions.described(WEB, "d".repeat(256))));
    invalidValue(() -> stage.authorize(orders, Permissions.described(WEB, "web & co")));
  }

  private static void descriptions(Stage stage) {
    SecurityGroupId orders = stage.group("orders");
    SecurityGroupId web = stage.group("web");

    stage.authorized(
        orders,
        Permissions.described(WEB, "from addresses"),
        Permissions.described(Permissions.from(web), "from a group"));

    assertThat(stage.ingress(orders))
        .extracting(SecurityGroupRule::description)
        .containsExactlyInAnyOrder("from addresses", "from a group");
  }

  private static void onlyWhatWasAskedFor(Stage stage) {
    SecurityGroupId orders = stage.group("orders");
    SecurityGroupId carts = stage.group("carts");
    stage.authorized(orders, WEB);
    stage.authorized(carts, WEB);

    assertThat(stage.rules(orders, Asked.NO_GROUP))
        .extracting(SecurityGroupRule::group)
        .containsExactly(orders, orders);
    assertThat(stage.rules(orders))
        .extracting(SecurityGroupRule::direction)
        .containsExactlyInAnyOrder(Direction.EGRESS, Direction.INGRESS);
  }

  private static void twoPages(Stage stage) {
    SecurityGroupId orders = stage.group("orders");
    stage.authorize(orders, Permissions.from("2001:db8:%x::/48", 1_000));

    assertThat(
            stage
                .ec2()
                .describeSecurityGroupRules(ImmutableSet.of(orders), Optional.empty())
                .items())
        .hasSize(1_000);
    assertThat(stage.rules(orders)).doesNotHaveDuplicates().hasSize(1_001);
  }

  private static void newRuleIsDescribedLater(Stage stage) {
    SecurityGroupId orders = stage.group("orders");
    stage.authorize(orders, WEB);

    assertThat(stage.ingress(orders)).isEmpty();
    stage.pass(Duration.ofSeconds(4));
    assertThat(stage.ingress(orders)).hasSize(1);
  }

  private static void nothingAsked(Stage stage) {
    SecurityGroupId orders = stage.group("orders");

    refused(
        Invalid.class,
        "MissingParameter",
        () ->
            stage
                .ec2()
                .authorizeSecurityGroupIngress(orders, ImmutableList.of(), ImmutableMap.of()));
    refused(
        Invalid.class,
        "MissingParameter",
        () -> stage.ec2().revokeSecurityGroupIngress(orders, ImmutableSet.of()));
  }
}
