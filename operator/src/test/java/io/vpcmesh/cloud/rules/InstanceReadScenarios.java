package io.vpcmesh.cloud.rules;

import static io.vpcmesh.cloud.rules.Stage.missing;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.Page;
import io.vpcmesh.cloud.RegisteredInstance;
import io.vpcmesh.cloud.simulated.InstanceRule;
import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.ServiceId;
import java.time.Duration;
import java.util.Optional;

/** Reading instances. */
final class InstanceReadScenarios {

  private static final ServiceId UNKNOWN = new ServiceId("srv-unknown");
  private static final InstanceId FIRST = new InstanceId("i-1");

  private InstanceReadScenarios() {}

  static ImmutableList<RuleCase> all() {
    return ImmutableList.of(
        RuleCase.of(InstanceRule.GET_MISSING, InstanceReadScenarios::gotUnknown),
        RuleCase.of(InstanceRule.GET_NEEDS_SERVICE, InstanceReadScenarios::gotFromUnknown),
        RuleCase.under(
            InstanceReadScenarios::slowListings,
            InstanceRule.GET_LAGS,
            InstanceReadScenarios::newInstanceIsFoundLater),
        RuleCase.of(InstanceRule.LIST_PAGED, InstanceReadScenarios::paged),
        RuleCase.of(InstanceRule.LIST_NEEDS_SERVICE, InstanceReadScenarios::listedFromUnknown),
        RuleCase.under(
            InstanceReadScenarios::slowListings,
            InstanceRule.LIST_LAGS,
            InstanceReadScenarios::newInstanceIsListedLater));
  }

  private static Settings slowListings(Settings settings) {
    return settings.withLatencies(settings.latencies().withListingLag(Duration.ofSeconds(10)));
  }

  private static void gotUnknown(Stage stage) {
    ServiceId orders = stage.someService();

    missing("InstanceNotFound", () -> stage.map().getInstance(orders, FIRST));
  }

  private static void gotFromUnknown(Stage stage) {
    missing("ServiceNotFound", () -> stage.map().getInstance(UNKNOWN, FIRST));
  }

  private static void newInstanceIsFoundLater(Stage stage) {
    ServiceId orders = stage.someService();
    stage.finished(stage.register(orders, "i-1"));

    missing("InstanceNotFound", () -> stage.map().getInstance(orders, FIRST));
    stage.pass(Duration.ofSeconds(11));
    assertThat(stage.attributes(orders, "i-1")).isEqualTo(Asked.ADDRESS);
  }

  private static void paged(Stage stage) {
    ServiceId orders = stage.someService();
    for (int i = 0; i < 101; i++) {
      stage.register(orders, "i-" + i);
    }
    stage.registered(orders, "i-101");

    Page<RegisteredInstance> first = stage.map().listInstances(orders, Optional.empty());
    assertThat(first.items()).hasSize(100);
    assertThat(first.nextToken()).isPresent();
    assertThat(stage.allInstances(orders))
        .extracting(RegisteredInstance::id)
        .hasSize(102)
        .doesNotHaveDuplicates();
  }

  private static void listedFromUnknown(Stage stage) {
    missing("ServiceNotFound", () -> stage.map().listInstances(UNKNOWN, Optional.empty()));
  }

  private static void newInstanceIsListedLater(Stage stage) {
    ServiceId orders = stage.someService();
    stage.finished(stage.register(orders, "i-1"));

    assertThat(stage.listed(orders)).isEmpty();
    stage.pass(Duration.ofSeconds(11));
    assertThat(stage.listed(orders)).containsExactly("i-1");
  }
}
