package io.vpcmesh.cloud.rules;

import static io.vpcmesh.cloud.rules.Stage.invalid;
import static io.vpcmesh.cloud.rules.Stage.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.ServiceSpec;
import io.vpcmesh.cloud.simulated.Rate;
import io.vpcmesh.cloud.simulated.RequestRule;
import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure.Throttled;
import io.vpcmesh.model.NamespaceId;
import java.time.Duration;
import java.util.Optional;

/** What holds for requests of any kind. */
final class RequestScenarios {

  private RequestScenarios() {}

  static ImmutableList<RuleCase> all() {
    return ImmutableList.of(
        throttling(RequestRule.CONTROL_PLANE_THROTTLED, RequestScenarios::tooManyListings),
        throttling(RequestRule.DISCOVERY_THROTTLED, RequestScenarios::tooManyDiscoveries),
        throttling(RequestRule.TOKENS_REFILL, RequestScenarios::afterAWhile),
        throttling(RequestRule.ACTIONS_SEPARATE, RequestScenarios::anotherAction),
        throttling(RequestRule.CLIENTS_SHARE, RequestScenarios::anotherClient),
        throttling(RequestRule.REFUSED_CALL_HAS_NO_EFFECT, RequestScenarios::refusedCreation),
        RuleCase.of(
            RequestRule.ACCOUNT_SHOWN,
            stage -> assertThat(stage.cloud().sts().accountId()).matches("[0-9]{12}")),
        RuleCase.of(RequestRule.CREATOR_REQUEST_ID_LENGTH, RequestScenarios::longRequestId),
        RuleCase.of(RequestRule.DESCRIPTION_LENGTH, RequestScenarios::longDescription));
  }

  private static RuleCase throttling(RequestRule rule, Scenario scenario) {
    return RuleCase.under(RequestScenarios::oneAtATime, rule, scenario);
  }

  private static Settings oneAtATime(Settings settings) {
    Rate one = new Rate(1, 0.1);
    return settings.withLimits(
        settings
            .limits()
            .with(AwsAction.LIST_SERVICES, one)
            .with(AwsAction.CREATE_SERVICE, one)
            .with(AwsAction.DISCOVER_INSTANCES, one));
  }

  private static void list(Stage stage, NamespaceId namespace) {
    assertThat(stage.map().listServices(namespace, Optional.empty()).nextToken()).isEmpty();
  }

  private static void tooManyListings(Stage stage) {
    NamespaceId shop = stage.httpNamespace("shop");
    list(stage, shop);

    refused(Throttled.class, "ThrottlingException", () -> list(stage, shop));
  }

  private static void tooManyDiscoveries(Stage stage) {
    stage.registered(stage.someService(), "i-1");
    assertThat(stage.discovered("shop", "orders")).containsExactly("i-1");

    refused(Throttled.class, "RequestLimitExceeded", () -> stage.discovered("shop", "orders"));
  }

  private static void afterAWhile(Stage stage) {
    NamespaceId shop = stage.httpNamespace("shop");
    list(stage, shop);
    refused(Throttled.class, "ThrottlingException", () -> list(stage, shop));

    stage.pass(Duration.ofSeconds(10));

    list(stage, shop);
  }

  private static void anotherAction(Stage stage) {
    NamespaceId shop = stage.httpNamespace("shop");
    list(stage, shop);

    assertThat(stage.map().createService(Asked.service(shop, "orders")).name()).isEqualTo("orders");
  }

  private static void anotherClient(Stage stage) {
    NamespaceId shop = stage.httpNamespace("shop");
    list(stage, shop);

    refused(
        Throttled.class,
        "ThrottlingException",
        () -> stage.cloud().anotherClient().listServices(shop, Optional.empty()));
  }

  private static void refusedCreation(Stage stage) {
    NamespaceId shop = stage.httpNamespace("shop");
    stage.service(Asked.service(shop, "orders"));

    refused(
        Throttled.class,
        "ThrottlingException",
        () -> stage.map().createService(Asked.service(shop, "carts")));

    stage.pass(Stage.PROPAGATION);
    assertThat(stage.serviceNames(shop)).containsExactly("orders");
  }

  private static void longRequestId(Stage stage) {
    ServiceSpec spec = Asked.service(stage.httpNamespace("shop"), "orders");

    invalid(() -> stage.map().createService(Asked.requested(spec, "r".repeat(65))));
  }

  private static void longDescription(Stage stage) {
    ServiceSpec spec = Asked.service(stage.httpNamespace("shop"), "orders");

    invalid(() -> stage.map().createService(Asked.described(spec, "d".repeat(1_025))));
  }
}
