package io.vpcmesh.cloud.rules;

import static io.vpcmesh.cloud.rules.Stage.conflict;
import static io.vpcmesh.cloud.rules.Stage.invalid;
import static io.vpcmesh.cloud.rules.Stage.missing;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.DnsRecord;
import io.vpcmesh.cloud.ServiceDescription;
import io.vpcmesh.cloud.ServiceDescription.RoutingPolicy;
import io.vpcmesh.cloud.ServiceSpec;
import io.vpcmesh.cloud.simulated.ServiceRule;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.RecordType;
import io.vpcmesh.model.ServiceId;
import java.util.Optional;

/** Creating and deleting services. */
final class ServiceScenarios {

  private static final ServiceId UNKNOWN = new ServiceId("srv-unknown");

  private ServiceScenarios() {}

  static ImmutableList<RuleCase> all() {
    return ImmutableList.of(
        RuleCase.of(ServiceRule.CREATED_AT_ONCE, ServiceScenarios::isThereAtOnce),
        RuleCase.of(ServiceRule.NAMESPACE_REQUIRED, ServiceScenarios::inUnknownNamespace),
        RuleCase.of(ServiceRule.NAME_UNIQUE, ServiceScenarios::secondOfAName),
        RuleCase.of(ServiceRule.DNS_NAME_CASELESS, ServiceScenarios::caseInDns),
        RuleCase.of(ServiceRule.API_NAME_CASED, ServiceScenarios::caseInHttp),
        RuleCase.of(ServiceRule.RETRY_HARMLESS, ServiceScenarios::repeatedRequest),
        RuleCase.of(ServiceRule.RECORD_COMBINATIONS, ServiceScenarios::badCombination),
        RuleCase.of(ServiceRule.TTL_RANGE, ServiceScenarios::badTtl),
        RuleCase.of(ServiceRule.NO_DNS_IN_HTTP_NAMESPACE, ServiceScenarios::dnsInHttp),
        RuleCase.of(ServiceRule.NAME_PATTERN, ServiceScenarios::badName),
        RuleCase.of(ServiceRule.DELETE_NEEDS_EMPTY, ServiceScenarios::deletedWithInstances),
        RuleCase.of(
            ServiceRule.DELETE_WAITS_FOR_OPERATIONS, ServiceScenarios::deletedWhileRegistering),
        RuleCase.of(ServiceRule.DELETE_MISSING, ServiceScenarios::deletedUnknown),
        RuleCase.of(ServiceRule.GET_MISSING, ServiceScenarios::gotUnknown),
        RuleCase.of(ServiceRule.ROUTING_POLICY, ServiceScenarios::routingPolicy));
  }

  private static void isThereAtOnce(Stage stage) {
    NamespaceId shop = stage.httpNamespace("shop");

    ServiceDescription created = stage.map().createService(Asked.service(shop, "orders"));

    ServiceDescription found = stage.map().getService(created.id());
    assertThat(found.name()).isEqualTo("orders");
    assertThat(found.arn()).isEqualTo(created.arn());
    assertThat(found.namespace()).contains(shop);
  }

  private static void inUnknownNamespace(Stage stage) {
    ServiceSpec spec = Asked.service(new NamespaceId("ns-unknown"), "orders");

    missing("NamespaceNotFound", () -> stage.map().createService(spec));
  }

  private static void secondOfAName(Stage stage) {
    ServiceSpec spec = Asked.service(stage.httpNamespace("shop"), "orders");
    ServiceId first = stage.service(spec);

    conflict(
        "ServiceAlreadyExists",
        Optional.of(first.value()),
        () -> stage.map().createService(Asked.requested(spec, "other")));
  }

  private static void caseInDns(Stage stage) {
    NamespaceId shop = stage.dnsNamespace("shop.local");
    ServiceId first = stage.service(Asked.service(shop, "orders", Asked.A));

    conflict(
        "ServiceAlreadyExists",
        Optional.of(first.value()),
        () -> stage.map().createService(Asked.service(shop, "Orders", Asked.A)));
  }

  private static void caseInHttp(Stage stage) {
    NamespaceId shop = stage.httpNamespace("shop");

    ServiceId lower = stage.service(Asked.service(shop, "orders"));
    ServiceId upper = stage.service(Asked.service(shop, "ORDERS"));

    assertThat(lower).isNotEqualTo(upper);
  }

  private static void repeatedRequest(Stage stage) {
    ServiceSpec spec = Asked.service(stage.httpNamespace("shop"), "orders");

    ServiceId first = stage.service(spec);
    ServiceId second = stage.service(spec);

    assertThat(second).isEqualTo(first);
  }

  private static void badCombination(Stage stage) {
    NamespaceId shop = stage.dnsNamespace("shop.local");

    stage.service(Asked.service(shop, "both", Asked.A, Asked.AAAA));
    invalid(() -> stage.map().createService(Asked.service(shop, "as", Asked.A, Asked.SRV)));
    invalid(() -> stage.map().createService(Asked.service(shop, "aa", Asked.A, Asked.A)));
  }

  private static void badTtl(Stage stage) {
    NamespaceId shop = stage.dnsNamespace("shop.local");

    invalid(() ->
        stage.map().createService(Asked.service(shop, "low", new DnsRecord(RecordType.A, -1))));
    invalid(() ->
        stage
            .map()
            .createService(
                Asked.service(shop, "high", new DnsRecord(RecordType.A, 2_147_483_648L))));
  }

  private static void dnsInHttp(Stage stage) {
    NamespaceId shop = stage.httpNamespace("shop");

    invalid(() -> stage.map().createService(Asked.service(shop, "orders", Asked.A)));
  }

  private static void badName(Stage stage) {
    NamespaceId shop = stage.httpNamespace("shop");

    stage.service(Asked.service(shop, "_orders._tcp"));
    invalid(() -> stage.map().createService(Asked.service(shop, "-orders")));
    invalid(() -> stage.map().createService(Asked.service(shop, "or ders")));
    invalid(() -> stage.map().createService(Asked.service(shop, "a".repeat(64))));
  }

  private static void deletedWithInstances(Stage stage) {
    ServiceId orders = stage.someService();
    stage.registered(orders, "i-1");

    conflict("ResourceInUse", Optional.empty(), () -> stage.map().deleteService(orders));
  }

  private static void deletedWhileRegistering(Stage stage) {
    ServiceId orders = stage.someService();
    stage.register(orders, "i-1");

    conflict("ResourceInUse", Optional.empty(), () -> stage.map().deleteService(orders));
  }

  private static void deletedUnknown(Stage stage) {
    missing("ServiceNotFound", () -> stage.map().deleteService(UNKNOWN));
  }

  private static void gotUnknown(Stage stage) {
    missing("ServiceNotFound", () -> stage.map().getService(UNKNOWN));
  }

  private static void routingPolicy(Stage stage) {
    NamespaceId shop = stage.dnsNamespace("shop.local");

    ServiceDescription dns = stage.map().createService(Asked.service(shop, "dns", Asked.A));
    ServiceDescription api = stage.map().createService(Asked.service(shop, "api"));

    assertThat(dns.routingPolicy()).isEqualTo(RoutingPolicy.MULTIVALUE);
    assertThat(api.routingPolicy()).isEqualTo(RoutingPolicy.NONE);
  }
}
