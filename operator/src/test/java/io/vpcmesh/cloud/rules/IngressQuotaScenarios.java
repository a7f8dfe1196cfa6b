package io.vpcmesh.cloud.rules;

import static io.vpcmesh.cloud.rules.Stage.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.simulated.IngressRule;
import io.vpcmesh.model.AwsFailure.QuotaExceeded;
import io.vpcmesh.model.SecurityGroupId;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Security groups that are full. */
final class IngressQuotaScenarios {

  private static final String IPV4 = "10.%d.0.0/16";
  private static final String IPV6 = "2001:db8:%x::/48";

  private IngressQuotaScenarios() {}

  static ImmutableList<RuleCase> all() {
    return ImmutableList.of(
        RuleCase.of(IngressRule.QUOTA, IngressQuotaScenarios::oneTooMany),
        RuleCase.of(IngressRule.QUOTA_PER_FAMILY, IngressQuotaScenarios::sixtyOfEach),
        RuleCase.of(IngressRule.QUOTA_GROUP_IN_BOTH, IngressQuotaScenarios::aGroupAndSixty),
        RuleCase.of(IngressRule.QUOTA_OF_PREFIX_LIST, IngressQuotaScenarios::bigList));
  }

  private static void full(ThrowingCallable call) {
    refused(QuotaExceeded.class, "RulesPerSecurityGroupLimitExceeded", call);
  }

  private static void oneTooMany(Stage stage) {
    SecurityGroupId orders = stage.group("orders");
    SecurityGroupId carts = stage.group("carts");
    stage.authorized(orders, Permissions.from(IPV4, 60));

    full(() -> stage.authorize(orders, Permissions.from("172.16.0.0/12")));
    full(() -> stage.authorize(carts, Permissions.from(IPV4, 61)));

    stage.pass(Stage.PROPAGATION);
    assertThat(stage.ingress(orders)).hasSize(60);
    assertThat(stage.ingress(carts)).isEmpty();
  }

  private static void sixtyOfEach(Stage stage) {
    SecurityGroupId orders = stage.group("orders");
    stage.authorized(orders, Permissions.from(IPV4, 60));
    stage.authorized(orders, Permissions.from(IPV6, 60));

    assertThat(stage.ingress(orders)).hasSize(120);
  }

  private static void aGroupAndSixty(Stage stage) {
    SecurityGroupId orders = stage.group("orders");
    stage.authorized(orders, Permissions.from(stage.group("web")));

    full(() -> stage.authorize(orders, Permissions.from(IPV4, 60)));
    full(() -> stage.authorize(orders, Permissions.from(IPV6, 60)));
  }

  private static void bigList(Stage stage) {
    SecurityGroupId orders = stage.group("orders");
    stage.authorized(orders, Permissions.from(stage.cloud().prefixList(59)));
    stage.authorized(orders, Permissions.from("10.1.0.0/16"));

    full(() -> stage.authorize(orders, Permissions.from("10.2.0.0/16")));
  }
}
