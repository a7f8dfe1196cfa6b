package io.vpcmesh.standalone.directory;

import static io.vpcmesh.standalone.directory.Manifests.endpoint;
import static io.vpcmesh.standalone.directory.Manifests.mesh;
import static io.vpcmesh.standalone.directory.Manifests.namespace;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.standalone.directory.Request.Answer;
import io.vpcmesh.standalone.directory.Request.Prune;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A namespace whose labels keep endpoints in a mesh of another namespace. */
class PrunedNamespaceTest {

  private static final Duration WHILE = Duration.ofSeconds(10);
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final ManifestName SHOP = ManifestName.namespace("shop");
  private static final ManifestName ORDERS = ManifestName.of(EndpointKey.of("shop", "orders"));
  private static final ManifestName USER = ManifestName.of(EndpointKey.of("shop", "user"));

  private static final String MESH =
      mesh().replace("namespace: shop", "namespace: infra")
          + """
            members:
              namespaceSelector:
                matchLabels:
                  mesh: blue
          """;

  private final Checkout checkout = new Checkout();

  @BeforeEach
  void declare() {
    checkout
        .write("mesh.yaml", MESH)
        .write("ns.yaml", namespace("shop", "mesh: blue"))
        .write("orders.yaml", elsewhere("orders"))
        .write("user.yaml", elsewhere("user"))
        .pass(WHILE)
        .news();
  }

  @Test
  void isNeverPrunedWithoutAskingWhileEndpointsAreInIt() {
    checkout.pruning().remove("ns.yaml").pass(LONG);

    assertThat(checkout.news()).isEmpty();
    assertThat(checkout.problems())
        .containsExactly(
            "namespace shop has vanished, and --prune leaves it because endpoints are in it: put it back, or see with 'vpcmesh prune' who would go");
  }

  @Test
  void isKeptUntilTheLastEndpointInItIsDeleted() {
    checkout.pruning().remove("ns.yaml").remove("orders.yaml").remove("user.yaml").pass(LONG);
    assertThat(checkout.news()).noneMatch(line -> line.startsWith("namespace"));

    checkout.released(EndpointKey.of("shop", "orders")).pass(LONG);
    assertThat(checkout.news()).isEmpty();
    checkout.released(EndpointKey.of("shop", "user")).pass(LONG);

    assertThat(checkout.orphans().records()).isEmpty();
    assertThat(checkout.problems()).isEmpty();
  }

  @Test
  void isListedWithThoseThatLeaveTheirMeshWithIt() {
    checkout.remove("ns.yaml").remove("user.yaml").pass(WHILE);

    assertThat(checkout.orphans().records())
        .extracting(ResourceRecord::name)
        .containsExactly(SHOP, USER);
    assertThat(checkout.orphans().leavers().get(SHOP)).containsExactly(ORDERS);
  }

  @Test
  void isPrunedWhenThatListIsConfirmed() {
    checkout.remove("ns.yaml").pass(WHILE);

    Answer answer = checkout.ask(new Prune(checkout.orphansHash()));

    assertThat(answer).isEqualTo(new Answer(true, "1 resource is being deleted"));
    assertThat(checkout.news())
        .containsExactly("namespace shop {kubernetes.io/metadata.name=shop}");
  }

  @Test
  void isNotPrunedWhenMoreWouldLeaveThanWereShown() {
    checkout.remove("ns.yaml").pass(WHILE);
    String shown = checkout.orphansHash();
    checkout.write("web.yaml", elsewhere("web")).pass(WHILE).news();

    Answer answer = checkout.ask(new Prune(shown));

    assertThat(answer.accepted()).isFalse();
    assertThat(checkout.news()).isEmpty();
  }

  @Test
  void letsThoseStayWhoseMeshDoesNotAskForItsLabels() {
    checkout
        .write("own.yaml", mesh())
        .write("user.yaml", endpoint("user", "10.0.1.4"))
        .write("orders.yaml", elsewhere("orders").replace("namespace: infra", "namespace: nowhere"))
        .pass(WHILE)
        .remove("ns.yaml")
        .pass(WHILE);

    assertThat(checkout.orphans().leavers().isEmpty()).isTrue();
  }

  @Test
  void mayTakeOutThoseWhoseMeshCannotBeRead() {
    checkout
        .write("mesh.yaml", MESH.replace("primary: true", "primary: false"))
        .pass(WHILE)
        .remove("ns.yaml")
        .pass(WHILE);

    assertThat(checkout.orphans().leavers().get(SHOP)).containsExactly(ORDERS, USER);
  }

  private static String elsewhere(String name) {
    return endpoint(name, "10.0.1.4")
        .replace("    name: shop\n", "    name: shop\n    namespace: infra\n");
  }
}
