package io.vpcmesh.cloud.rules;

import static io.vpcmesh.cloud.rules.Stage.invalid;
import static io.vpcmesh.cloud.rules.Stage.missing;
import static io.vpcmesh.cloud.rules.Stage.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.NamespaceSpec;
import io.vpcmesh.cloud.ServiceDescription;
import io.vpcmesh.cloud.simulated.TagRule;
import io.vpcmesh.model.AwsFailure.QuotaExceeded;
import io.vpcmesh.model.NamespaceId;
import java.util.stream.IntStream;

/** Tags of namespaces and services. */
final class TagScenarios {

  private static final ImmutableMap<String, String> OWNER = ImmutableMap.of("owner", "shop");

  private TagScenarios() {}

  static ImmutableList<RuleCase> all() {
    return ImmutableList.of(
        RuleCase.of(TagRule.SET_ON_CREATION, TagScenarios::onCreation),
        RuleCase.of(TagRule.MERGED, TagScenarios::merged),
        RuleCase.of(TagRule.MISSING_RESOURCE, TagScenarios::unknownArn),
        RuleCase.of(TagRule.AT_MOST_50, TagScenarios::atMostFifty),
        RuleCase.of(TagRule.AWS_PREFIX_RESERVED, TagScenarios::reservedKey),
        RuleCase.of(TagRule.LENGTHS, TagScenarios::tooLong),
        RuleCase.of(TagRule.GONE_WITH_OBJECT, TagScenarios::goneWithItsObject));
  }

  private static ServiceDescription taggedService(Stage stage) {
    return stage
        .map()
        .createService(Asked.tagged(Asked.service(stage.httpNamespace("shop"), "orders"), OWNER));
  }

  private static void onCreation(Stage stage) {
    NamespaceSpec spec = Asked.tagged(Asked.httpNamespace("bank", "r1"), OWNER);
    NamespaceId bank = stage.namespaceOf(stage.map().createHttpNamespace(spec));
    String service = taggedService(stage).arn();

    assertThat(stage.map().listTagsForResource(service)).isEqualTo(OWNER);
    assertThat(stage.map().listTagsForResource(stage.map().getNamespace(bank).arn()))
        .isEqualTo(OWNER);
  }

  private static void merged(Stage stage) {
    String service = taggedService(stage).arn();

    stage.map().tagResource(service, ImmutableMap.of("team", "blue"));
    stage.map().tagResource(service, ImmutableMap.of("team", "red"));

    assertThat(stage.map().listTagsForResource(service))
        .isEqualTo(ImmutableMap.of("owner", "shop", "team", "red"));
  }

  private static void unknownArn(Stage stage) {
    String arn = "arn:aws:servicediscovery:eu-central-1:123456789012:service/srv-unknown";

    missing("ResourceNotFoundException", () -> stage.map().listTagsForResource(arn));
    missing("ResourceNotFoundException", () -> stage.map().tagResource(arn, OWNER));
  }

  private static void atMostFifty(Stage stage) {
    String service = taggedService(stage).arn();

    stage.map().tagResource(service, tags(49));
    refused(
        QuotaExceeded.class,
        "TooManyTagsException",
        () -> stage.map().tagResource(service, ImmutableMap.of("last", "straw")));
  }

  private static ImmutableMap<String, String> tags(int count) {
    return IntStream.range(0, count)
        .boxed()
        .collect(ImmutableMap.toImmutableMap(i -> "key-" + i, i -> "value"));
  }

  private static void reservedKey(Stage stage) {
    String service = taggedService(stage).arn();

    invalid(() -> stage.map().tagResource(service, ImmutableMap.of("aws:owner", "shop")));
  }

  private static void tooLong(Stage stage) {
    String service = taggedService(stage).arn();

    invalid(() -> stage.map().tagResource(service, ImmutableMap.of("k".repeat(129), "value")));
    invalid(() -> stage.map().tagResource(service, ImmutableMap.of("key", "v".repeat(257))));
  }

  private static void goneWithItsObject(Stage stage) {
    ServiceDescription service = taggedService(stage);

    stage.map().deleteService(service.id());

    missing("ResourceNotFoundException", () -> stage.map().listTagsForResource(service.arn()));
  }
}
