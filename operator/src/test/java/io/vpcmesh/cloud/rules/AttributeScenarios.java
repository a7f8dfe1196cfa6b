package io.vpcmesh.cloud.rules;

import static io.vpcmesh.cloud.rules.Stage.invalid;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.DnsRecord;
import io.vpcmesh.cloud.simulated.AttributeRule;
import io.vpcmesh.model.ServiceId;
import java.util.stream.IntStream;

/** Attributes that RegisterInstance takes, and those that it does not. */
final class AttributeScenarios {

  private static final String IPV4 = "AWS_INSTANCE_IPV4";
  private static final String IPV6 = "AWS_INSTANCE_IPV6";
  private static final String PORT = "AWS_INSTANCE_PORT";
  private static final String INIT_HEALTH = "AWS_INIT_HEALTH_STATUS";

  private AttributeScenarios() {}

  static ImmutableList<RuleCase> all() {
    return ImmutableList.of(
        RuleCase.of(
            AttributeRule.A_NEEDS_IPV4,
            stage -> onlyTakes(dns(stage, Asked.A), ImmutableMap.of(IPV4, "10.0.0.1"), IPV4)),
        RuleCase.of(
            AttributeRule.AAAA_NEEDS_IPV6,
            stage -> onlyTakes(dns(stage, Asked.AAAA), ImmutableMap.of(IPV6, "fd00::1"), IPV6)),
        RuleCase.of(
            AttributeRule.SRV_NEEDS_PORT,
            stage ->
                onlyTakes(
                    dns(stage, Asked.SRV), ImmutableMap.of(IPV4, "10.0.0.1", PORT, "80"), PORT)),
        RuleCase.of(
            AttributeRule.SRV_NEEDS_ADDRESS,
            stage ->
                onlyTakes(
                    dns(stage, Asked.SRV), ImmutableMap.of(IPV6, "fd00::1", PORT, "80"), IPV6)),
        RuleCase.of(
            AttributeRule.IPV4_VALID, stage -> refuses(api(stage), IPV4, "10.0.0.256", "fd00::1")),
        RuleCase.of(
            AttributeRule.IPV6_VALID, stage -> refuses(api(stage), IPV6, "fd00::g", "10.0.0.1")),
        RuleCase.of(
            AttributeRule.PORT_VALID, stage -> refuses(api(stage), PORT, "http", "65536", "-1")),
        RuleCase.of(AttributeRule.AT_MOST_30, AttributeScenarios::atMostThirty),
        RuleCase.of(
            AttributeRule.KEY_LENGTH, stage -> refuses(api(stage), "k".repeat(256), "value")),
        RuleCase.of(
            AttributeRule.VALUE_LENGTH, stage -> refuses(api(stage), "key", "v".repeat(1_025))),
        RuleCase.of(AttributeRule.TOTAL_LENGTH, AttributeScenarios::fiveThousandInAll),
        RuleCase.of(AttributeRule.KEY_PATTERN, stage -> refuses(api(stage), "a key", "value")),
        RuleCase.of(
            AttributeRule.VALUE_PATTERN, stage -> refuses(api(stage), "key", " value", "größe")),
        RuleCase.of(
            AttributeRule.INIT_HEALTH_NEEDS_CUSTOM_HEALTH,
            stage -> refuses(api(stage), INIT_HEALTH, "HEALTHY")),
        RuleCase.of(
            AttributeRule.INIT_HEALTH_VALUE,
            stage -> refuses(withHealth(stage), INIT_HEALTH, "healthy")),
        RuleCase.of(
            AttributeRule.AWS_PREFIX_RESERVED,
            stage -> refuses(api(stage), "AWS_INSTANCE_IPV5", "10.0.0.1")),
        RuleCase.of(AttributeRule.OWN_NOT_COUNTED, AttributeScenarios::ownDoNotCount));
  }

  private record Target(Stage stage, ServiceId service) {}

  private static Target api(Stage stage) {
    return new Target(stage, stage.someService());
  }

  private static Target withHealth(Stage stage) {
    return new Target(stage, stage.someServiceWithHealth());
  }

  private static Target dns(Stage stage, DnsRecord record) {
    return new Target(
        stage, stage.service(Asked.service(stage.dnsNamespace("shop.local"), "orders", record)));
  }

  /** Takes these attributes, but not without that one. */
  private static void onlyTakes(
      Target target, ImmutableMap<String, String> attributes, String required) {
    ImmutableMap.Builder<String, String> incomplete = ImmutableMap.builder();
    attributes.forEach((key, value) -> incomplete.put(key.equals(required) ? "other" : key, value));

    invalid(() -> target.stage().register(target.service(), "i-1", incomplete.buildOrThrow()));
    target.stage().registered(target.service(), "i-1", attributes);
  }

  private static void refuses(Target target, String key, String... values) {
    for (String value : values) {
      invalid(() -> target.stage().register(target.service(), "i-1", ImmutableMap.of(key, value)));
    }
  }

  private static ImmutableMap<String, String> custom(int count) {
    return IntStream.range(0, count)
        .boxed()
        .collect(ImmutableMap.toImmutableMap(i -> "key-" + i, i -> "value"));
  }

  private static void atMostThirty(Stage stage) {
    ServiceId orders = stage.someService();

    stage.registered(orders, "i-1", custom(30));
    invalid(() -> stage.register(orders, "i-2", custom(31)));
  }

  private static void fiveThousandInAll(Stage stage) {
    ServiceId orders = stage.someService();
    String value = "v".repeat(998);

    ImmutableMap<String, String> fits =
        ImmutableMap.of("k1", value, "k2", value, "k3", value, "k4", value, "k5", value);
    stage.registered(orders, "i-1", fits);
    invalid(() ->
        stage.register(
            orders,
            "i-2",
            ImmutableMap.of(
                "k1", value, "k2", value, "k3", value, "k4", value, "k5", value + "v")));
  }

  private static void ownDoNotCount(Stage stage) {
    ServiceId orders = stage.someService();
    ImmutableMap<String, String> attributes =
        ImmutableMap.<String, String>builder().putAll(custom(30)).putAll(Asked.ADDRESS).build();

    stage.registered(orders, "i-1", attributes);

    assertThat(stage.attributes(orders, "i-1")).isEqualTo(attributes);
  }
}
