package io.vpcmesh.cloud.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.NamespaceDescription;
import io.vpcmesh.cloud.NamespaceType;
import io.vpcmesh.cloud.Page;
import io.vpcmesh.cloud.simulated.Latencies;
import io.vpcmesh.cloud.simulated.NamespaceRule;
import io.vpcmesh.model.NamespaceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Listing namespaces. */
final class NamespaceListings {

  private NamespaceListings() {}

  static ImmutableList<RuleCase> all() {
    return ImmutableList.of(
        RuleCase.of(NamespaceRule.LIST_FILTERED, NamespaceListings::onlyWhatWasAskedFor),
        RuleCase.under(
            settings ->
                settings
                    .withQuotas(settings.quotas().withNamespaces(500))
                    .withLatencies(Latencies.none()),
            NamespaceRule.FILTER_AFTER_PAGING,
            NamespaceListings::emptyPageBeforeTheFind),
        RuleCase.under(
            settings ->
                settings.withLatencies(Latencies.none().withListingLag(Duration.ofSeconds(3))),
            NamespaceRule.LIST_LAGS,
            NamespaceListings::newNamespaceIsListedLater));
  }

  private static void onlyWhatWasAskedFor(Stage stage) {
    NamespaceId shop = stage.httpNamespace("shop");
    stage.httpNamespace("bank");
    stage.dnsNamespace("shop.local");

    assertThat(Stage.all(token -> stage.map().listNamespaces(NamespaceType.HTTP, "shop", token)))
        .extracting(NamespaceDescription::id)
        .containsExactly(shop);
  }

  /** Ids are random: of 240 namespaces that are looked for one by one, some are on page two. */
  private static void emptyPageBeforeTheFind(Stage stage) {
    List<Page<NamespaceDescription>> firstPages = new ArrayList<>();
    for (int i = 0; i < 240; i++) {
      stage.map().createHttpNamespace(Asked.httpNamespace("shop-" + i, "r" + i));
    }

    for (int i = 0; i < 240; i++) {
      firstPages.add(stage.map().listNamespaces(NamespaceType.HTTP, "shop-" + i, Optional.empty()));
    }

    assertThat(firstPages)
        .anySatisfy(page -> {
          assertThat(page.items()).isEmpty();
          assertThat(page.nextToken()).isPresent();
        });
  }

  private static void newNamespaceIsListedLater(Stage stage) {
    stage.map().createHttpNamespace(Asked.httpNamespace("shop", "r1"));

    assertThat(stage.map().listNamespaces(NamespaceType.HTTP, "shop", Optional.empty()).items())
        .isEmpty();
    stage.pass(Duration.ofSeconds(4));
    assertThat(stage.map().listNamespaces(NamespaceType.HTTP, "shop", Optional.empty()).items())
        .hasSize(1);
  }
}
