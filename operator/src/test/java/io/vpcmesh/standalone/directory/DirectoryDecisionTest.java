package io.vpcmesh.standalone.directory;

import static io.vpcmesh.standalone.directory.Manifests.both;
import static io.vpcmesh.standalone.directory.Manifests.endpoint;
import static io.vpcmesh.standalone.directory.Manifests.mesh;
import static io.vpcmesh.standalone.directory.Manifests.namespace;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.model.EndpointKey;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DirectoryDecisionTest {

  private static final Duration MOMENT = Duration.ofMillis(1250);
  private static final Duration WHILE = Duration.ofSeconds(10);

  private final Checkout checkout = new Checkout();

  @Test
  void aFileCountsOnceItWasLeftAloneForASecond() {
    checkout.write("shop.yaml", both(endpoint("orders", "10.0.1.4"), mesh()));

    checkout.pass(Duration.ofSeconds(1));
    assertThat(checkout.news()).isEmpty();
    checkout.pass(Duration.ofMillis(250));

    assertThat(checkout.news())
        .containsExactly(
            "namespace shop {kubernetes.io/metadata.name=shop}",
            "mesh shop/shop generation 1",
            "endpoint shop/orders generation 1");
  }

  @Test
  void aFileThatKeepsChangingDoesNotCount() {
    for (int round = 0; round < 20; round++) {
      checkout.write("orders.yaml", endpoint("orders", "10.0.1.4")).pass(Duration.ofMillis(500));
    }

    assertThat(checkout.news()).isEmpty();
    assertThat(checkout.isComplete()).isFalse();
  }

  @Test
  void nothingIsToldTwice() {
    checkout.write("orders.yaml", endpoint("orders", "10.0.1.4")).pass(MOMENT).news();

    checkout.pass(WHILE);

    assertThat(checkout.news()).isEmpty();
    assertThat(checkout.isAtRest()).isTrue();
  }

  @Test
  void aTouchedFileIsNoNews() {
    checkout.write("orders.yaml", endpoint("orders", "10.0.1.4")).pass(MOMENT).news();

    checkout.write("orders.yaml", endpoint("orders", "10.0.1.4")).pass(WHILE);

    assertThat(checkout.news()).isEmpty();
  }

  @Test
  void anAddedAddressCountsAfterASecond() {
    checkout.write("orders.yaml", endpoint("orders", "10.0.1.4")).pass(MOMENT).news();

    checkout.write("orders.yaml", endpoint("orders", "10.0.1.4", "10.0.1.5")).pass(MOMENT);

    assertThat(checkout.news()).containsExactly("endpoint shop/orders generation 2");
  }

  @Test
  void anAddressThatIsTakenAwayCountsAfterFiveSeconds() {
    checkout.write("orders.yaml", endpoint("orders", "10.0.1.4")).pass(MOMENT).news();

    checkout.write("orders.yaml", endpoint("orders", "10.0.1.5", "10.0.1.6"));
    checkout.pass(Duration.ofSeconds(5));
    assertThat(checkout.news()).isEmpty();
    checkout.pass(Duration.ofMillis(250));

    assertThat(checkout.news()).containsExactly("endpoint shop/orders generation 2");
  }

  @Test
  void aFileCutOffBeforeItsBackendIsGivenTimeToBeWrittenWhole() {
    String whole = endpoint("orders", "10.0.1.4");
    checkout.write("orders.yaml", whole).pass(MOMENT).news();

    checkout.write("orders.yaml", whole.substring(0, whole.indexOf("  backend:")));
    checkout.pass(Duration.ofSeconds(4));
    checkout.write("orders.yaml", whole).pass(WHILE);

    assertThat(checkout.news()).isEmpty();
  }

  @Test
  void aFileCutOffWhileTheDaemonWasDownIsGivenTheSameTime() {
    String whole = endpoint("orders", "10.0.1.4");
    checkout.write("orders.yaml", whole).pass(MOMENT).news();

    checkout.restart().write("orders.yaml", whole.substring(0, whole.indexOf("  backend:")));
    checkout.pass(Duration.ofSeconds(5));

    assertThat(checkout.record("orders").orElseThrow().generation()).isEqualTo(1);
  }

  @Test
  void aRestartTellsWhatWasInForceAndKeepsUidAndAge() {
    checkout.write("orders.yaml", endpoint("orders", "10.0.1.4")).pass(MOMENT).news();
    Optional<ResourceRecord> before = checkout.record("orders");

    checkout.restart().pass(WHILE);

    assertThat(checkout.news())
        .containsExactly(
            "namespace shop {kubernetes.io/metadata.name=shop}",
            "endpoint shop/orders generation 1");
    assertThat(checkout.record("orders")).isEqualTo(before);
  }

  @Test
  void aBrokenDocumentLeavesTheLastGoodOneInForce() {
    checkout.write("orders.yaml", endpoint("orders", "10.0.1.4")).pass(MOMENT).news();

    checkout.write("orders.yaml", endpoint("orders", "10.0.1.4").replace("ports:", "prots:"));
    checkout.pass(WHILE);

    assertThat(checkout.news()).first().isEqualTo("endpoint shop/orders generation 1");
    assertThat(checkout.problems())
        .singleElement()
        .asString()
        .startsWith("orders.yaml:9: spec.prots: unknown field");
  }

  @Test
  void aMendedDocumentIsReadAgain() {
    String good = endpoint("orders", "10.0.1.4");
    checkout.write("orders.yaml", good).pass(MOMENT);
    checkout.write("orders.yaml", good.replace("ports:", "prots:")).pass(WHILE).news();

    checkout.write("orders.yaml", good).pass(WHILE);

    assertThat(checkout.news()).containsExactly("endpoint shop/orders generation 1");
    assertThat(checkout.problems()).isEmpty();
  }

  @Test
  void aFileThatIsNoYamlOrphansNothing() {
    checkout.write("orders.yaml", endpoint("orders", "10.0.1.4")).pass(MOMENT).news();

    checkout.write("orders.yaml", "<<<<<<< HEAD\n" + endpoint("orders", "10.0.1.4")).pass(WHILE);

    assertThat(checkout.record("orders").orElseThrow().orphaned()).isEmpty();
    assertThat(checkout.news())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("endpoint shop/orders is unreadable: orders.yaml:2: is no valid YAML");
  }

  @Test
  void aBrokenNewcomerIsAProblemOfItsFileAlone() {
    checkout.write("a.yaml", endpoint("orders", "10.0.1.4").replace("ports:", "prots:"));
    checkout.write("b.yaml", endpoint("cart", "10.0.2.4")).pass(MOMENT);

    assertThat(checkout.news())
        .containsExactly(
            "namespace shop {kubernetes.io/metadata.name=shop}", "endpoint shop/cart generation 1");
    assertThat(checkout.problems()).singleElement().asString().startsWith("a.yaml:9: ");
  }

  @Test
  void theFirstOfTwoDocumentsWithOneNameStaysInForce() {
    checkout.write("z.yaml", endpoint("orders", "10.0.1.4")).pass(MOMENT).news();

    checkout.write("a.yaml", endpoint("orders", "10.0.9.9")).pass(WHILE);

    assertThat(checkout.news())
        .containsExactly(
            "endpoint shop/orders generation 1",
            "endpoint shop/orders is unreadable: endpoint shop/orders is declared in z.yaml:1 and again in a.yaml:1: the first stays in force, remove one of them");
  }

  @Test
  void theSecondDocumentTakesOverWhenTheFirstIsRemoved() {
    checkout.write("z.yaml", endpoint("orders", "10.0.1.4")).pass(MOMENT);
    checkout.write("a.yaml", endpoint("orders", "10.0.9.9")).pass(WHILE).news();

    checkout.remove("z.yaml").pass(WHILE);

    assertThat(checkout.news()).containsExactly("endpoint shop/orders generation 2");
  }

  @Test
  void aRenamedFileIsNoNews() {
    checkout.write("a.yaml", endpoint("orders", "10.0.1.4")).pass(MOMENT).news();

    checkout.remove("a.yaml").write("b.yaml", endpoint("orders", "10.0.1.4")).pass(WHILE);

    assertThat(checkout.news()).isEmpty();
    assertThat(checkout.record("orders").orElseThrow().file()).isEqualTo("b.yaml");
  }

  @Test
  void aFileThatIsReplacedIsNoNews() {
    checkout.write("a.yaml", endpoint("orders", "10.0.1.4")).pass(MOMENT).news();

    checkout.remove("a.yaml").pass(Duration.ofSeconds(1));
    checkout.write("a.yaml", endpoint("orders", "10.0.1.4")).pass(WHILE);

    assertThat(checkout.news()).isEmpty();
  }

  @Test
  void aVanishedFileOrphansAndDeletesNothing() {
    checkout.write("orders.yaml", endpoint("orders", "10.0.1.4")).pass(MOMENT).news();

    checkout.remove("orders.yaml").pass(Duration.ofMinutes(10));

    assertThat(checkout.news())
        .containsExactly(
            "endpoint shop/orders generation 1 {vpcmesh.io/orphaned=2026-01-01T00:00:03Z}");
  }

  @Test
  void aResourceThatComesBackKeepsItsUid() {
    checkout.write("orders.yaml", endpoint("orders", "10.0.1.4")).pass(MOMENT);
    String uid = checkout.record("orders").orElseThrow().uid();
    checkout.remove("orders.yaml").pass(WHILE).restart().pass(WHILE).news();

    checkout.write("orders.yaml", endpoint("orders", "10.0.1.4")).pass(WHILE);

    assertThat(checkout.news()).containsExactly("endpoint shop/orders generation 1");
    assertThat(checkout.record("orders").map(ResourceRecord::uid)).contains(uid);
  }

  @Test
  void anUnmountedDirectoryOrphansEverythingAndSaysSo() {
    checkout.write("orders.yaml", endpoint("orders", "10.0.1.4")).pass(MOMENT).news();

    checkout.mounted(false).pass(WHILE);

    assertThat(checkout.news())
        .containsExactly(
            "endpoint shop/orders generation 1 {vpcmesh.io/orphaned=2026-01-01T00:00:03Z}");
    assertThat(checkout.problems()).containsExactly("manifests cannot be read");
  }

  @Test
  void namespacesBringTheirLabelsBeforeTheirEndpoints() {
    checkout.write("a.yaml", endpoint("orders", "10.0.1.4"));
    checkout.write("b.yaml", namespace("shop", "team: blue")).pass(MOMENT);

    assertThat(checkout.news())
        .containsExactly(
            "namespace shop {team=blue, kubernetes.io/metadata.name=shop}",
            "endpoint shop/orders generation 1");
  }

  @Test
  void aVanishedNamespaceKeepsItsLabels() {
    checkout.write("a.yaml", endpoint("orders", "10.0.1.4"));
    checkout.write("b.yaml", namespace("shop", "team: blue")).pass(MOMENT).news();

    checkout.remove("b.yaml").pass(WHILE);

    assertThat(checkout.news()).isEmpty();
  }

  @Test
  void aReleasedResourceThatIsStillDeclaredBeginsANewLife() {
    checkout.write("orders.yaml", endpoint("orders", "10.0.1.4")).pass(MOMENT);
    checkout.remove("orders.yaml").pass(WHILE).ask(new Request.Prune(checkout.orphansHash()));
    String uid = checkout.record("orders").orElseThrow().uid();
    checkout.write("orders.yaml", endpoint("orders", "10.0.1.4")).pass(WHILE).news();
    assertThat(checkout.record("orders").orElseThrow().deleting()).isTrue();

    checkout.released(EndpointKey.of("shop", "orders")).pass(MOMENT);

    assertThat(checkout.news()).containsExactly("endpoint shop/orders generation 1");
    assertThat(checkout.record("orders").map(ResourceRecord::uid)).isNotEqualTo(Optional.of(uid));
  }
}
