package io.vpcmesh.cloud.rules;

import static io.vpcmesh.cloud.rules.Stage.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.Operation.Status;
import io.vpcmesh.cloud.simulated.InstanceRule;
import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.model.AwsFailure.QuotaExceeded;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.OperationId;
import io.vpcmesh.model.ServiceId;

/** Services and namespaces that are full. */
final class InstanceQuotaScenarios {

  private InstanceQuotaScenarios() {}

  static ImmutableList<RuleCase> all() {
    return ImmutableList.of(
        RuleCase.under(
            InstanceQuotaScenarios::twoPerService,
            InstanceRule.SERVICE_QUOTA,
            InstanceQuotaScenarios::oneTooManyForTheService),
        RuleCase.under(
            settings -> settings.withQuotas(settings.quotas().withInstancesPerNamespace(2)),
            InstanceRule.NAMESPACE_QUOTA,
            InstanceQuotaScenarios::oneTooManyForTheNamespace),
        RuleCase.under(
            InstanceQuotaScenarios::twoPerService,
            InstanceRule.QUOTA_AT_COMPLETION,
            InstanceQuotaScenarios::threeAtOnce),
        RuleCase.under(
            InstanceQuotaScenarios::twoPerService,
            InstanceRule.UPDATE_IS_NO_GROWTH,
            InstanceQuotaScenarios::updateAtFullQuota));
  }

  private static Settings twoPerService(Settings settings) {
    return settings.withQuotas(settings.quotas().withInstancesPerService(2));
  }

  private static ServiceId fullService(Stage stage) {
    ServiceId orders = stage.someService();
    stage.registered(orders, "i-1");
    stage.registered(orders, "i-2");
    return orders;
  }

  private static void oneTooManyForTheService(Stage stage) {
    ServiceId orders = fullService(stage);

    refused(QuotaExceeded.class, "ResourceLimitExceeded", () -> stage.register(orders, "i-3"));
  }

  private static void oneTooManyForTheNamespace(Stage stage) {
    NamespaceId shop = stage.httpNamespace("shop");
    ServiceId orders = stage.service(Asked.service(shop, "orders"));
    ServiceId carts = stage.service(Asked.service(shop, "carts"));
    stage.registered(orders, "i-1");
    stage.registered(carts, "i-2");

    refused(QuotaExceeded.class, "ResourceLimitExceeded", () -> stage.register(carts, "i-3"));
  }

  private static void threeAtOnce(Stage stage) {
    ServiceId orders = stage.someService();

    OperationId first = stage.register(orders, "i-1");
    OperationId second = stage.register(orders, "i-2");
    OperationId third = stage.register(orders, "i-3");

    assertThat(stage.finished(first).status()).isEqualTo(Status.SUCCESS);
    assertThat(stage.finished(second).status()).isEqualTo(Status.SUCCESS);
    assertThat(stage.finished(third).status()).isEqualTo(Status.FAIL);
  }

  private static void updateAtFullQuota(Stage stage) {
    ServiceId orders = fullService(stage);

    stage.registered(orders, "i-2", ImmutableMap.of("color", "red"));

    assertThat(stage.attributes(orders, "i-2")).isEqualTo(ImmutableMap.of("color", "red"));
  }
}
