package io.vpcmesh.cloud.rules;

import static io.vpcmesh.cloud.rules.Stage.missing;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.ManagedPrefixList;
import io.vpcmesh.cloud.simulated.Latencies;
import io.vpcmesh.cloud.simulated.PrefixListRule;
import io.vpcmesh.model.AddressFamily;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.PrefixListId;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;

/** What is told of managed prefix lists. */
final class PrefixListScenarios {

  private static final PrefixListId UNKNOWN = new PrefixListId("pl-00000000000000000");

  private PrefixListScenarios() {}

  static ImmutableList<RuleCase> all() {
    return ImmutableList.of(
        RuleCase.of(PrefixListRule.FILTERED, PrefixListScenarios::onlyWhatWasAskedFor),
        RuleCase.of(PrefixListRule.UNKNOWN_LEFT_OUT, PrefixListScenarios::unknownList),
        RuleCase.of(PrefixListRule.MAX_ENTRIES_SHOWN, PrefixListScenarios::howManyItMayHave),
        RuleCase.under(
            settings -> settings.withLatencies(Latencies.none()),
            PrefixListRule.DESCRIBE_PAGED,
            PrefixListScenarios::twoPagesOfLists),
        RuleCase.of(PrefixListRule.ENTRIES_NEED_LIST, PrefixListScenarios::entriesOfNothing),
        RuleCase.of(PrefixListRule.ENTRIES_PAGED, PrefixListScenarios::twoPagesOfEntries),
        RuleCase.under(
            settings ->
                settings.withLatencies(Latencies.none().withListingLag(Duration.ofSeconds(3))),
            PrefixListRule.READS_LAG,
            PrefixListScenarios::newListIsShownLater));
  }

  private static void onlyWhatWasAskedFor(Stage stage) {
    PrefixListId office = list(stage, 10, "10.9.0.0/16");
    PrefixListId other = list(stage, 10, "10.8.0.0/16");

    assertThat(described(stage, office))
        .extracting(ManagedPrefixList::id)
        .containsExactly(office)
        .doesNotContain(other);
    assertThat(described(stage, office, other)).hasSize(2);
    assertThat(entries(stage, office)).containsExactly(Cidr.of("10.9.0.0/16"));
  }

  private static void unknownList(Stage stage) {
    PrefixListId office = list(stage, 10);

    assertThat(described(stage, office, UNKNOWN))
        .extracting(ManagedPrefixList::id)
        .containsExactly(office);
  }

  private static void howManyItMayHave(Stage stage) {
    PrefixListId office = list(stage, 20, "10.9.0.0/16");

    assertThat(described(stage, office))
        .containsExactly(new ManagedPrefixList(office, AddressFamily.IPV4, Optional.of(20)));
  }

  private static void twoPagesOfLists(Stage stage) {
    PrefixListId[] lists =
        IntStream.range(0, 101)
            .mapToObj(_ -> stage.cloud().prefixList(1))
            .toArray(PrefixListId[]::new);

    assertThat(
            stage
                .ec2()
                .describeManagedPrefixLists(ImmutableSet.copyOf(lists), Optional.empty())
                .items())
        .hasSize(100);
    assertThat(described(stage, lists))
        .extracting(ManagedPrefixList::id)
        .containsExactlyInAnyOrder(lists);
  }

  private static void entriesOfNothing(Stage stage) {
    missing(
        "InvalidPrefixListID.NotFound",
        () -> stage.ec2().getManagedPrefixListEntries(UNKNOWN, Optional.empty()));
  }

  private static void twoPagesOfEntries(Stage stage) {
    String[] cidrs =
        IntStream.range(0, 101).mapToObj("10.%d.0.0/16"::formatted).toArray(String[]::new);
    PrefixListId big = list(stage, 101, cidrs);

    assertThat(stage.ec2().getManagedPrefixListEntries(big, Optional.empty()).items()).hasSize(100);
    assertThat(entries(stage, big)).extracting(Cidr::toString).containsExactlyInAnyOrder(cidrs);
  }

  private static void newListIsShownLater(Stage stage) {
    PrefixListId office = stage.cloud().prefixList(10, Cidr.of("10.9.0.0/16"));

    assertThat(described(stage, office)).isEmpty();
    stage.pass(Duration.ofSeconds(4));
    assertThat(described(stage, office)).hasSize(1);
    assertThat(entries(stage, office)).hasSize(1);
  }

  /** A new list of which every reader knows. */
  private static PrefixListId list(Stage stage, int maxEntries, String... cidrs) {
    Cidr[] entries = ImmutableList.copyOf(cidrs).stream().map(Cidr::of).toArray(Cidr[]::new);
    PrefixListId list = stage.cloud().prefixList(maxEntries, entries);
    stage.pass(Stage.PROPAGATION);
    return list;
  }

  private static ImmutableList<ManagedPrefixList> described(Stage stage, PrefixListId... lists) {
    return Stage.all(
        token -> stage.ec2().describeManagedPrefixLists(ImmutableSet.copyOf(lists), token));
  }

  private static ImmutableList<Cidr> entries(Stage stage, PrefixListId list) {
    return Stage.all(token -> stage.ec2().getManagedPrefixListEntries(list, token));
  }
}
