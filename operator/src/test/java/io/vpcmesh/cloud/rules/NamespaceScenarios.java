package io.vpcmesh.cloud.rules;

import static io.vpcmesh.cloud.rules.Stage.conflict;
import static io.vpcmesh.cloud.rules.Stage.invalid;
import static io.vpcmesh.cloud.rules.Stage.missing;
import static io.vpcmesh.cloud.rules.Stage.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.NamespaceSpec;
import io.vpcmesh.cloud.NamespaceType;
import io.vpcmesh.cloud.Operation;
import io.vpcmesh.cloud.Operation.Status;
import io.vpcmesh.cloud.simulated.NamespaceRule;
import io.vpcmesh.model.AwsFailure.QuotaExceeded;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.OperationId;
import java.util.Optional;

/** Creating and deleting namespaces. */
final class NamespaceScenarios {

  private static final NamespaceId UNKNOWN = new NamespaceId("ns-unknown");

  private NamespaceScenarios() {}

  static ImmutableList<RuleCase> all() {
    return ImmutableList.of(
        RuleCase.of(NamespaceRule.CREATED_LATER, NamespaceScenarios::isNotThereAtOnce),
        RuleCase.of(NamespaceRule.NAME_UNIQUE, NamespaceScenarios::secondOfAName),
        RuleCase.of(NamespaceRule.CREATION_IN_PROGRESS, NamespaceScenarios::secondWhileCreating),
        RuleCase.of(NamespaceRule.ZONE_CONFLICT, NamespaceScenarios::secondZoneOfAVpc),
        RuleCase.of(NamespaceRule.HTTP_NAME_HASHED, NamespaceScenarios::sameNameInTwoVpcs),
        RuleCase.of(NamespaceRule.RETRY_HARMLESS, NamespaceScenarios::repeatedRequest),
        RuleCase.under(
            settings -> settings.withQuotas(settings.quotas().withNamespaces(2)),
            NamespaceRule.QUOTA,
            NamespaceScenarios::oneTooMany),
        RuleCase.of(NamespaceRule.DELETE_NEEDS_EMPTY, NamespaceScenarios::deletedWithServices),
        RuleCase.of(NamespaceRule.DELETED_LATER, NamespaceScenarios::isNotGoneAtOnce),
        RuleCase.of(NamespaceRule.DELETE_MISSING, NamespaceScenarios::deletedUnknown),
        RuleCase.of(NamespaceRule.GET_MISSING, NamespaceScenarios::gotUnknown),
        RuleCase.under(
            settings -> settings, NamespaceRule.VPC_REQUIRED, NamespaceScenarios::dnsWithoutVpc),
        RuleCase.of(NamespaceRule.NAME_PATTERN, NamespaceScenarios::badName),
        RuleCase.of(NamespaceRule.HOSTED_ZONE, NamespaceScenarios::hostedZone));
  }

  private static void isNotThereAtOnce(Stage stage) {
    OperationId creation = stage.map().createHttpNamespace(Asked.httpNamespace("shop", "r1"));

    Operation started = stage.map().getOperation(creation);
    assertThat(started.status()).isNotEqualTo(Status.SUCCESS);
    NamespaceId id = new NamespaceId(started.targets().getOrDefault("NAMESPACE", ""));
    missing("NamespaceNotFound", () -> stage.map().getNamespace(id));

    stage.settled(creation);
    assertThat(stage.map().getNamespace(id).name()).isEqualTo("shop");
  }

  private static void secondOfAName(Stage stage) {
    NamespaceId first = stage.httpNamespace("shop");

    conflict(
        "NamespaceAlreadyExists",
        Optional.of(first.value()),
        () -> stage.map().createHttpNamespace(Asked.httpNamespace("shop", "other")));
  }

  private static void secondWhileCreating(Stage stage) {
    OperationId creation = stage.map().createHttpNamespace(Asked.httpNamespace("shop", "r1"));

    conflict(
        "DuplicateRequest",
        Optional.of(creation.value()),
        () -> stage.map().createHttpNamespace(Asked.httpNamespace("shop", "r2")));
  }

  private static void secondZoneOfAVpc(Stage stage) {
    stage.dnsNamespace("shop.local");

    OperationId second =
        stage.map().createPrivateDnsNamespace(Asked.dnsNamespace("shop.local", "vpc-1", "other"));

    Operation failed = stage.finished(second);
    assertThat(failed.status()).isEqualTo(Status.FAIL);
    assertThat(failed.error())
        .hasValueSatisfying(error -> assertThat(error).startsWith("CANNOT_CREATE_HOSTED_ZONE"));
  }

  private static void sameNameInTwoVpcs(Stage stage) {
    NamespaceId first = stage.dnsNamespace("shop.local");

    NamespaceId second =
        stage.namespaceOf(
            stage
                .map()
                .createPrivateDnsNamespace(Asked.dnsNamespace("shop.local", "vpc-2", "other")));

    assertThat(stage.map().getNamespace(first).httpName()).isEqualTo("shop.local");
    assertThat(stage.map().getNamespace(second).httpName())
        .startsWith("shop.local-")
        .hasSizeGreaterThan("shop.local-".length());
  }

  private static void repeatedRequest(Stage stage) {
    NamespaceSpec spec = Asked.dnsNamespace("shop.local", "vpc-1", "r1");
    NamespaceId first = stage.namespaceOf(stage.map().createPrivateDnsNamespace(spec));

    conflict(
        "NamespaceAlreadyExists",
        Optional.of(first.value()),
        () -> stage.map().createPrivateDnsNamespace(spec));
  }

  private static void oneTooMany(Stage stage) {
    stage.httpNamespace("one");
    stage.httpNamespace("two");

    refused(
        QuotaExceeded.class,
        "ResourceLimitExceeded",
        () -> stage.map().createHttpNamespace(Asked.httpNamespace("three", "r3")));
  }

  private static void deletedWithServices(Stage stage) {
    NamespaceId shop = stage.httpNamespace("shop");
    stage.service(Asked.service(shop, "orders"));

    conflict("ResourceInUse", Optional.empty(), () -> stage.map().deleteNamespace(shop));
  }

  private static void isNotGoneAtOnce(Stage stage) {
    NamespaceId shop = stage.httpNamespace("shop");

    OperationId deletion = stage.map().deleteNamespace(shop);

    assertThat(stage.map().getNamespace(shop).name()).isEqualTo("shop");
    stage.settled(deletion);
    missing("NamespaceNotFound", () -> stage.map().getNamespace(shop));
  }

  private static void deletedUnknown(Stage stage) {
    missing("NamespaceNotFound", () -> stage.map().deleteNamespace(UNKNOWN));
  }

  private static void gotUnknown(Stage stage) {
    missing("NamespaceNotFound", () -> stage.map().getNamespace(UNKNOWN));
  }

  /** The SDK's port cannot even ask for it. */
  private static void dnsWithoutVpc(Stage stage) {
    invalid(() -> stage.map().createPrivateDnsNamespace(Asked.httpNamespace("shop.local", "r1")));
  }

  private static void badName(Stage stage) {
    invalid(() -> stage.map().createHttpNamespace(Asked.httpNamespace("my shop", "r1")));
    invalid(() -> stage.map().createHttpNamespace(Asked.httpNamespace("arn:shop", "r2")));
    invalid(() ->
        stage.map().createPrivateDnsNamespace(Asked.dnsNamespace("a".repeat(254), "vpc-1", "r3")));
    assertThat(stage.map().getNamespace(stage.httpNamespace("a".repeat(254))).type())
        .isEqualTo(NamespaceType.HTTP);
  }

  private static void hostedZone(Stage stage) {
    assertThat(stage.map().getNamespace(stage.dnsNamespace("shop.local")).hostedZoneId())
        .isPresent();
    assertThat(stage.map().getNamespace(stage.httpNamespace("shop")).hostedZoneId()).isEmpty();
  }
}
