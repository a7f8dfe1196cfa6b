package io.vpcmesh.cloud.rules;

import static io.vpcmesh.cloud.rules.Stage.invalidValue;
import static io.vpcmesh.cloud.rules.Stage.missing;
import static io.vpcmesh.cloud.rules.Stage.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.SecurityGroupFilter;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.SecurityGroupSpec;
import io.vpcmesh.cloud.simulated.GroupRule;
import io.vpcmesh.cloud.simulated.IngressRule;
import io.vpcmesh.model.AwsFailure.QuotaExceeded;
import io.vpcmesh.model.SecurityGroupId;
import java.util.stream.IntStream;

/** Tags of security groups and of their rules. */
final class GroupTagScenarios {

  private static final ImmutableMap<String, String> OWNER = ImmutableMap.of("owner", "shop");

  private GroupTagScenarios() {}

  static ImmutableList<RuleCase> all() {
    return ImmutableList.of(
        RuleCase.of(GroupRule.TAGS_ON_CREATION, GroupTagScenarios::onCreation),
        RuleCase.of(GroupRule.TAGS_MERGED, GroupTagScenarios::merged),
        RuleCase.of(GroupRule.TAGS_NEED_RESOURCE, GroupTagScenarios::unknownGroup),
        RuleCase.of(GroupRule.TAGS_AT_MOST_50, GroupTagScenarios::atMostFifty),
        RuleCase.of(GroupRule.TAG_PREFIX_RESERVED, GroupTagScenarios::reservedKey),
        RuleCase.of(GroupRule.TAG_LENGTHS, GroupTagScenarios::tooLong),
        RuleCase.of(GroupRule.TAGS_OF_SEVERAL, GroupTagScenarios::groupAndRules),
        RuleCase.of(GroupRule.TAGS_ALL_OR_NOTHING, GroupTagScenarios::oneIsUnknown),
        RuleCase.of(IngressRule.TAGS_ON_CREATION, GroupTagScenarios::onNewRules),
        RuleCase.of(IngressRule.TAGS_NEED_RULE, GroupTagScenarios::unknownRule));
  }

  private static SecurityGroupId tagged(Stage stage) {
    return stage.group(new SecurityGroupSpec(Asked.VPC, "orders", "its", OWNER));
  }

  private static ImmutableMap<String, String> tags(Stage stage, SecurityGroupId group) {
    return stage.described(SecurityGroupFilter.among(ImmutableSet.of(group))).getFirst().tags();
  }

  private static void tag(Stage stage, String resource, ImmutableMap<String, String> tags) {
    stage.ec2().createTags(ImmutableSet.of(resource), tags);
  }

  private static void onCreation(Stage stage) {
    SecurityGroupId orders = tagged(stage);

    assertThat(tags(stage, orders)).isEqualTo(OWNER);
  }

  private static void merged(Stage stage) {
    SecurityGroupId orders = tagged(stage);

    tag(stage, orders.value(), ImmutableMap.of("team", "blue"));
    tag(stage, orders.value(), ImmutableMap.of("team", "red"));
    stage.pass(Stage.PROPAGATION);

    assertThat(tags(stage, orders)).isEqualTo(ImmutableMap.of("owner", "shop", "team", "red"));
  }

  private static void unknownGroup(Stage stage) {
    missing("InvalidGroup.NotFound", () -> tag(stage, Asked.NO_GROUP.value(), OWNER));
  }

  private static void atMostFifty(Stage stage) {
    SecurityGroupId orders = tagged(stage);

    tag(stage, orders.value(), numbered(49));
    refused(
        QuotaExceeded.class,
        "TagLimitExceeded",
        () -> tag(stage, orders.value(), ImmutableMap.of("last", "straw")));
    refused(
        QuotaExceeded.class,
        "TagLimitExceeded",
        () -> stage.group(new SecurityGroupSpec(Asked.VPC, "carts", "its", numbered(51))));
  }

  private static ImmutableMap<String, String> numbered(int count) {
    return IntStream.range(0, count)
        .boxed()
        .collect(ImmutableMap.toImmutableMap(i -> "key-" + i, i -> "value"));
  }

  private static void reservedKey(Stage stage) {
    String orders = tagged(stage).value();

    invalidValue(() -> tag(stage, orders, ImmutableMap.of("aws:owner", "shop")));
  }

  private static void tooLong(Stage stage) {
    String orders = tagged(stage).value();

    invalidValue(() -> tag(stage, orders, ImmutableMap.of("k".repeat(128), "value")));
    invalidValue(() -> tag(stage, orders, ImmutableMap.of("key", "v".repeat(257))));
  }

  private static void groupAndRules(Stage stage) {
    SecurityGroupId orders = tagged(stage);
    ImmutableList<SecurityGroupRule> rules =
        stage.authorized(orders, Permissions.from("10.%d.0.0/16", 3));
    ImmutableMap<String, String> team = ImmutableMap.of("team", "red");

    stage
        .ec2()
        .createTags(
            ImmutableSet.of(orders.value(), rules.get(0).id().value(), rules.get(2).id().value()),
            team);
    stage.pass(Stage.PROPAGATION);

    assertThat(tags(stage, orders)).isEqualTo(ImmutableMap.of("owner", "shop", "team", "red"));
    assertThat(stage.ingress(orders))
        .filteredOn(rule -> rule.tags().equals(team))
        .extracting(SecurityGroupRule::id)
        .containsExactlyInAnyOrder(rules.get(0).id(), rules.get(2).id());
  }

  private static void oneIsUnknown(Stage stage) {
    SecurityGroupId orders = tagged(stage);

    missing(
        "InvalidGroup.NotFound",
        () ->
            stage
                .ec2()
                .createTags(
                    ImmutableSet.of(orders.value(), Asked.NO_GROUP.value()),
                    ImmutableMap.of("team", "red")));
    stage.pass(Stage.PROPAGATION);

    assertThat(tags(stage, orders)).isEqualTo(OWNER);
  }

  private static void onNewRules(Stage stage) {
    SecurityGroupId orders = stage.group("orders");

    ImmutableList<SecurityGroupRule> answered =
        stage
            .ec2()
            .authorizeSecurityGroupIngress(
                orders, ImmutableList.copyOf(Permissions.from("10.%d.0.0/16", 2)), OWNER);
    stage.pass(Stage.PROPAGATION);

    assertThat(answered).extracting(SecurityGroupRule::tags).containsExactly(OWNER, OWNER);
    assertThat(stage.ingress(orders))
        .extracting(SecurityGroupRule::tags)
        .containsExactly(OWNER, OWNER);
  }

  private static void unknownRule(Stage stage) {
    missing(
        "InvalidSecurityGroupRuleId.NotFound", () -> tag(stage, "sgr-00000000000000000", OWNER));
  }
}
