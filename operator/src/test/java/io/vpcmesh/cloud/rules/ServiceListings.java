package io.vpcmesh.cloud.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.Page;
import io.vpcmesh.cloud.ServiceDescription;
import io.vpcmesh.cloud.simulated.ServiceRule;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.ServiceId;
import java.time.Duration;
import java.util.Optional;

/** Listing services. */
final class ServiceListings {

  private ServiceListings() {}

  static ImmutableList<RuleCase> all() {
    return ImmutableList.of(
        RuleCase.of(ServiceRule.LIST_BY_NAMESPACE, ServiceListings::onlyOfTheNamespace),
        RuleCase.of(ServiceRule.LIST_WITHOUT_NAMESPACE, ServiceListings::withoutNamespace),
        RuleCase.of(ServiceRule.LIST_COUNTS_INSTANCES, ServiceListings::countsInstances),
        RuleCase.of(ServiceRule.LIST_PAGED, ServiceListings::paged),
        RuleCase.under(
            settings ->
                settings.withLatencies(settings.latencies().withListingLag(Duration.ofSeconds(3))),
            ServiceRule.LIST_LAGS,
            ServiceListings::newServiceIsListedLater));
  }

  private static void onlyOfTheNamespace(Stage stage) {
    NamespaceId shop = stage.httpNamespace("shop");
    NamespaceId bank = stage.httpNamespace("bank");
    stage.service(Asked.service(shop, "orders"));
    stage.service(Asked.service(bank, "loans"));
    stage.pass(Stage.PROPAGATION);

    assertThat(stage.serviceNames(shop)).containsExactly("orders");
  }

  private static void withoutNamespace(Stage stage) {
    NamespaceId shop = stage.httpNamespace("shop");
    stage.service(Asked.service(shop, "orders"));
    stage.pass(Stage.PROPAGATION);

    assertThat(stage.map().listServices(shop, Optional.empty()).items())
        .extracting(ServiceDescription::namespace)
        .containsExactly(Optional.empty());
  }

  private static void countsInstances(Stage stage) {
    NamespaceId shop = stage.httpNamespace("shop");
    ServiceId orders = stage.service(Asked.service(shop, "orders"));
    stage.registered(orders, "i-1");
    stage.registered(orders, "i-2");

    assertThat(stage.map().listServices(shop, Optional.empty()).items())
        .extracting(ServiceDescription::instanceCount)
        .containsExactly(Optional.of(2));
  }

  private static void paged(Stage stage) {
    NamespaceId shop = stage.httpNamespace("shop");
    for (int i = 0; i < 101; i++) {
      stage.service(Asked.service(shop, "service-" + i));
    }
    stage.pass(Stage.PROPAGATION);

    Page<ServiceDescription> first = stage.map().listServices(shop, Optional.empty());
    assertThat(first.items()).hasSize(100);
    assertThat(first.nextToken()).isPresent();
    assertThat(stage.serviceNames(shop)).hasSize(101).doesNotHaveDuplicates();
  }

  private static void newServiceIsListedLater(Stage stage) {
    NamespaceId shop = stage.httpNamespace("shop");
    stage.service(Asked.service(shop, "orders"));

    assertThat(stage.serviceNames(shop)).isEmpty();
    stage.pass(Duration.ofSeconds(4));
    assertThat(stage.serviceNames(shop)).containsExactly("orders");
  }
}
