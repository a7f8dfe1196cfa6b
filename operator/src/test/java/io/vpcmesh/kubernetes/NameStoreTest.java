package io.vpcmesh.kubernetes;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import org.junit.jupiter.api.Test;

/** What an informer's cache keeps when somebody else keeps the content. */
class NameStoreTest {

  private static final EndpointSlice FULL =
      new EndpointSliceBuilder()
          .withNewMetadata()
          .withNamespace("shop")
          .withName("web-1")
          .withResourceVersion("7")
          .addToLabels("app", "web")
          .endMetadata()
          .withAddressType("IPv4")
          .build();

  private final NameStore<EndpointSlice> store = new NameStore<>(EndpointSlice::new);

  @Test
  void anObjectIsKnownAgainByItsNameAndVersionAlone() {
    String key = store.getKey(FULL);

    EndpointSlice before = store.put(key, FULL);

    EndpointSlice kept = requireNonNull(store.get(key));
    assertThat(before).isNull();
    assertThat(kept.getMetadata().getNamespace()).isEqualTo("shop");
    assertThat(kept.getMetadata().getName()).isEqualTo("web-1");
    assertThat(kept.getMetadata().getResourceVersion()).isEqualTo("7");
    assertThat(kept.getMetadata().getLabels()).isEmpty();
    assertThat(kept.getAddressType()).isNull();
    assertThat(store.values()).containsExactly(kept);
    assertThat(store.size()).isOne();
  }

  @Test
  void anObjectOfNoNamespaceHasNone() {
    NameStore<Node> nodes = new NameStore<>(Node::new);
    Node node =
        new NodeBuilder()
            .withNewMetadata()
            .withName("node-a")
            .withResourceVersion("1")
            .endMetadata()
            .build();

    nodes.put(nodes.getKey(node), node);

    Node kept = requireNonNull(nodes.get("node-a"));
    assertThat(kept.getMetadata().getName()).isEqualTo("node-a");
    assertThat(kept.getMetadata().getNamespace()).isNull();
  }

  @Test
  void whatIsRemovedIsToldOnceMore() {
    store.put("shop/web-1", FULL);

    EndpointSlice removed = requireNonNull(store.remove("shop/web-1"));

    assertThat(removed.getMetadata().getResourceVersion()).isEqualTo("7");
    assertThat(store.get("shop/web-1")).isNull();
    assertThat(store.keySet()).isEmpty();
  }
}
