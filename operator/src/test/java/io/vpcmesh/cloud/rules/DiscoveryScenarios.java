package io.vpcmesh.cloud.rules;

import static io.vpcmesh.cloud.rules.Stage.missing;
import static io.vpcmesh.model.HealthStatus.UNHEALTHY;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.DiscoveredInstance;
import io.vpcmesh.cloud.simulated.DiscoveryRule;
import io.vpcmesh.cloud.simulated.Latencies;
import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.ServiceId;
import java.time.Duration;

/** The data plane. */
final class DiscoveryScenarios {

  private DiscoveryScenarios() {}

  static ImmutableList<RuleCase> all() {
    return ImmutableList.of(
        RuleCase.of(DiscoveryRule.BY_HTTP_NAME, DiscoveryScenarios::hashedHttpName),
        RuleCase.of(DiscoveryRule.NAMESPACE_REQUIRED, DiscoveryScenarios::unknownNamespace),
        RuleCase.of(DiscoveryRule.SERVICE_REQUIRED, DiscoveryScenarios::unknownService),
        RuleCase.under(
            DiscoveryScenarios::roomForMore,
            DiscoveryRule.AT_MOST_1000,
            DiscoveryScenarios::moreThanOneAnswerHolds),
        RuleCase.of(DiscoveryRule.RANDOM_ORDER, DiscoveryScenarios::anyOrder),
        RuleCase.under(
            settings ->
                settings.withLatencies(
                    settings.latencies().withDiscoveryLag(Duration.ofSeconds(10))),
            DiscoveryRule.LAGS,
            DiscoveryScenarios::newInstanceIsDiscoveredLater),
        RuleCase.of(DiscoveryRule.UNHEALTHY_INCLUDED, DiscoveryScenarios::unhealthyToo),
        RuleCase.of(DiscoveryRule.WORKS_FOR_DNS_NAMESPACES, DiscoveryScenarios::dnsNamespace),
        RuleCase.of(DiscoveryRule.ATTRIBUTES_SHOWN, DiscoveryScenarios::withAttributes));
  }

  private static Settings roomForMore(Settings settings) {
    return settings
        .withQuotas(settings.quotas().withInstancesPerService(2_000))
        .withLatencies(Latencies.none());
  }

  private static void hashedHttpName(Stage stage) {
    NamespaceId first = stage.dnsNamespace("shop.local");
    NamespaceId second =
        stage.namespaceOf(
            stage.map().createPrivateDnsNamespace(Asked.dnsNamespace("shop.local", "vpc-2", "r2")));
    stage.registered(stage.service(Asked.service(first, "orders")), "of-first");
    stage.registered(stage.service(Asked.service(second, "orders")), "of-second");
    String httpName = stage.map().getNamespace(second).httpName();

    assertThat(stage.discovered("shop.local", "orders")).containsExactly("of-first");
    assertThat(stage.discovered(httpName, "orders")).containsExactly("of-second");
  }

  private static void unknownNamespace(Stage stage) {
    missing("NamespaceNotFound", () -> stage.map().discoverInstances("shop", "orders"));
  }

  private static void unknownService(Stage stage) {
    stage.httpNamespace("shop");

    missing("ServiceNotFound", () -> stage.map().discoverInstances("shop", "orders"));
  }

  private static void moreThanOneAnswerHolds(Stage stage) {
    ServiceId orders = stage.someService();
    for (int i = 0; i < 1_001; i++) {
      stage.register(orders, "i-" + i);
    }

    assertThat(stage.discovered("shop", "orders")).hasSize(1_000);
    assertThat(stage.allInstances(orders)).hasSize(1_001);
  }

  private static void anyOrder(Stage stage) {
    ServiceId orders = stage.someService();
    for (int i = 0; i < 20; i++) {
      stage.register(orders, "i-" + i);
    }
    stage.registered(orders, "i-20");

    ImmutableList<String> first = stage.discovered("shop", "orders");
    ImmutableList<String> second = stage.discovered("shop", "orders");

    assertThat(second).containsExactlyInAnyOrderElementsOf(first).isNotEqualTo(first);
  }

  private static void newInstanceIsDiscoveredLater(Stage stage) {
    ServiceId orders = stage.someService();
    stage.pass(Duration.ofSeconds(11));
    stage.finished(stage.register(orders, "i-1"));

    assertThat(stage.discovered("shop", "orders")).isEmpty();
    stage.pass(Duration.ofSeconds(11));
    assertThat(stage.discovered("shop", "orders")).containsExactly("i-1");
  }

  private static void unhealthyToo(Stage stage) {
    ServiceId orders = stage.someServiceWithHealth();
    stage.registered(orders, "i-1");
    stage.map().updateInstanceCustomHealthStatus(orders, new InstanceId("i-1"), UNHEALTHY);
    stage.pass(Duration.ofSeconds(40));

    assertThat(stage.discovered("shop", "orders")).containsExactly("i-1");
  }

  private static void dnsNamespace(Stage stage) {
    NamespaceId shop = stage.dnsNamespace("shop.local");
    stage.registered(stage.service(Asked.service(shop, "orders", Asked.A)), "i-1");

    assertThat(stage.discovered("shop.local", "orders")).containsExactly("i-1");
  }

  private static void withAttributes(Stage stage) {
    stage.registered(stage.someService(), "i-1");

    assertThat(stage.map().discoverInstances("shop", "orders"))
        .extracting(DiscoveredInstance::attributes)
        .containsExactly(Asked.ADDRESS);
  }
}
