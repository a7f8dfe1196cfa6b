package io.vpcmesh.cloud.rules;

import static io.vpcmesh.cloud.rules.Stage.missing;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.NamespaceDescription;
import io.vpcmesh.cloud.NamespaceType;
import io.vpcmesh.cloud.Operation.Status;
import io.vpcmesh.cloud.simulated.OperationRule;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.OperationId;
import io.vpcmesh.model.ServiceId;
import java.time.Duration;

/** Asynchronous operations. */
final class OperationScenarios {

  private OperationScenarios() {}

  static ImmutableList<RuleCase> all() {
    return ImmutableList.of(
        RuleCase.of(OperationRule.SUBMITTED_THEN_PENDING, OperationScenarios::oneAfterAnother),
        RuleCase.of(OperationRule.TARGETS_NAMESPACE, OperationScenarios::namesItsNamespace),
        RuleCase.of(OperationRule.TARGETS_INSTANCE, OperationScenarios::namesItsInstance),
        RuleCase.of(OperationRule.FAILURE_EXPLAINED, OperationScenarios::failureExplained),
        RuleCase.of(OperationRule.MISSING, OperationScenarios::unknownOperation),
        RuleCase.of(OperationRule.RESULT_STAYS, OperationScenarios::readTwice),
        RuleCase.of(
            OperationRule.FAILURE_CHANGES_NOTHING, OperationScenarios::failureChangesNothing));
  }

  private static void oneAfterAnother(Stage stage) {
    OperationId creation = stage.map().createHttpNamespace(Asked.httpNamespace("shop", "r1"));

    assertThat(stage.map().getOperation(creation).status()).isEqualTo(Status.SUBMITTED);
    stage.pass(Duration.ofSeconds(15));
    assertThat(stage.map().getOperation(creation).status()).isEqualTo(Status.PENDING);
    stage.pass(Duration.ofSeconds(60));
    assertThat(stage.map().getOperation(creation).status()).isEqualTo(Status.SUCCESS);
  }

  private static void namesItsNamespace(Stage stage) {
    OperationId creation = stage.map().createHttpNamespace(Asked.httpNamespace("shop", "r1"));

    NamespaceId named = stage.namespaceOf(creation);

    assertThat(stage.map().getNamespace(named).name()).isEqualTo("shop");
  }

  private static void namesItsInstance(Stage stage) {
    ServiceId orders = stage.someService();

    OperationId registration = stage.register(orders, "i-1");

    assertThat(stage.settled(registration).targets())
        .isEqualTo(ImmutableMap.of("INSTANCE", "i-1", "SERVICE", orders.value()));
  }

  /** The creation of a namespace whose zone the VPC already has. */
  private static OperationId failing(Stage stage) {
    stage.dnsNamespace("shop.local");
    return stage
        .map()
        .createPrivateDnsNamespace(Asked.dnsNamespace("shop.local", "vpc-1", "other"));
  }

  private static void failureExplained(Stage stage) {
    OperationId failing = failing(stage);

    assertThat(stage.finished(failing).error())
        .hasValueSatisfying(error -> assertThat(error).contains("shop.local"));
  }

  private static void unknownOperation(Stage stage) {
    missing("OperationNotFound", () -> stage.map().getOperation(new OperationId("unknown")));
  }

  private static void readTwice(Stage stage) {
    OperationId creation = stage.map().createHttpNamespace(Asked.httpNamespace("shop", "r1"));
    stage.settled(creation);

    assertThat(stage.map().getOperation(creation).status()).isEqualTo(Status.SUCCESS);
  }

  private static void failureChangesNothing(Stage stage) {
    stage.finished(failing(stage));
    stage.pass(Stage.PROPAGATION);

    assertThat(
            Stage.all(token ->
                stage.map().listNamespaces(NamespaceType.DNS_PRIVATE, "shop.local", token)))
        .extracting(NamespaceDescription::name)
        .containsExactly("shop.local");
  }
}
