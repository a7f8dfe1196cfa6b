package io.vpcmesh.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.topology.TopologyEvent;
import io.vpcmesh.topology.TopologyEvent.EndpointSeen;
import io.vpcmesh.topology.TopologyEvent.EndpointUnreadable;
import io.vpcmesh.topology.TopologyEvent.Gone;
import io.vpcmesh.topology.TopologyEvent.MeshSeen;
import io.vpcmesh.topology.TopologyEvent.NamespaceSeen;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineFeedTest {

  private static final EndpointKey ORDERS = EndpointKey.of("shop", "orders");

  private final Shelf<RawMesh> meshes = new Shelf<>();
  private final Shelf<RawEndpoint> endpoints = new Shelf<>();
  private final List<Namespace> namespaces = new ArrayList<>();
  private final List<Key> onTheServer = new ArrayList<>();
  private final EngineFeed feed =
      new EngineFeed(new Caches(meshes, endpoints, namespaces::stream), onTheServer::contains);
  private final List<String> told = new ArrayList<>();

  @Test
  void aFollowerTellsNobody() {
    endpoints.put(orders("u1", 1, "{}"));

    feed.changed(ORDERS);

    assertThat(told).isEmpty();
  }

  @Test
  void aNewLeaderIsToldEverythingThatIsThere() {
    namespaces.add(
        new NamespaceBuilder()
            .withNewMetadata()
            .withName("shop")
            .addToLabels("team", "shop")
            .endMetadata()
            .build());
    meshes.put(named(new RawMesh(), "mesh", "m1", 1));
    endpoints.put(orders("u1", 3, "{}"));

    feed.tell(this::take);

    assertThat(told).containsExactly("namespace shop {team=shop}", "mesh u=m1 g=1", "u=u1 g=3");
  }

  @Test
  void whatIsToldIsWhatTheCacheHoldsThen() {
    feed.tell(this::take);
    endpoints.put(orders("u1", 1, "{}"));
    endpoints.put(orders("u1", 2, "{}"));

    feed.changed(ORDERS);

    assertThat(told).containsExactly("u=u1 g=2");
  }

  @Test
  void whatIsGoneFromTheServerIsGone() {
    feed.tell(this::take);
    endpoints.put(orders("u1", 1, "{}"));
    feed.changed(ORDERS);
    endpoints.remove(ORDERS);

    feed.changed(ORDERS);

    assertThat(told).containsExactly("u=u1 g=1", "gone " + ORDERS);
  }

  @Test
  void whatACacheLostButTheServerHasIsNotGone() {
    feed.tell(this::take);
    endpoints.put(orders("u1", 1, "{}"));
    feed.changed(ORDERS);
    endpoints.remove(ORDERS);
    onTheServer.add(ORDERS);

    feed.changed(ORDERS);

    assertThat(told).containsExactly("u=u1 g=1");
  }

  @Test
  void nothingIsGoneWhileTheServerDoesNotAnswer() {
    EngineFeed blind =
        new EngineFeed(
            new Caches(meshes, endpoints, namespaces::stream),
            _ -> {
              throw new IllegalStateException("no answer");
            });
    blind.tell(this::take);
    endpoints.put(orders("u1", 1, "{}"));
    blind.changed(ORDERS);
    endpoints.remove(ORDERS);

    assertThatThrownBy(() -> blind.changed(ORDERS)).hasMessage("no answer");

    assertThat(told).containsExactly("u=u1 g=1");
  }

  @Test
  void aFormerLifeWhoseEndNobodySawEndsFirst() {
    feed.tell(this::take);
    endpoints.put(orders("u1", 4, "{}"));
    feed.changed(ORDERS);
    endpoints.put(orders("u2", 1, "{}"));

    feed.changed(ORDERS);

    assertThat(told).containsExactly("u=u1 g=4", "gone " + ORDERS, "u=u2 g=1");
  }

  @Test
  void whatTheCacheMissedIsTold() {
    feed.tell(this::take);
    endpoints.put(orders("u1", 1, "{}"));

    feed.correct(orders("u1", 2, "{}"));

    assertThat(told).containsExactly("u=u1 g=2");
  }

  @Test
  void whatTheCacheHasSeenMeanwhileIsNotUndone() {
    feed.tell(this::take);
    endpoints.put(orders("u1", 3, "{}"));

    feed.correct(orders("u1", 2, "{}"));

    assertThat(told).containsExactly("u=u1 g=3");
  }

  @Test
  void whatCannotBeReadIsAProblemOfThatResourceAlone() {
    endpoints.put(orders("u1", 1, "{\"ports\": [{\"port\": 99999999999}]}"));
    endpoints.put(named(new RawEndpoint(), "user", "u2", 1));

    feed.tell(this::take);

    assertThat(told).hasSize(2).contains("u=u2 g=1");
    assertThat(told.getFirst())
        .startsWith("u=u1 g=1 unreadable: spec cannot be read by this version of the operator: ");
  }

  @Test
  void whatCannotBeReadCanBeDeleted() {
    RawEndpoint orders = orders("u1", 1, "{\"ports\": 7}");
    orders.getMetadata().setDeletionTimestamp("2026-11-01T08:00:00Z");
    endpoints.put(orders);

    feed.tell(this::take);

    assertThat(told).containsExactly("u=u1 g=1 deleting");
  }

  private static RawEndpoint orders(String uid, long generation, String spec) {
    RawEndpoint endpoint = named(new RawEndpoint(), "orders", uid, generation);
    try {
      endpoint.setSpec(new ObjectMapper().readTree(spec));
    } catch (JsonProcessingException bug) {
      throw new IllegalArgumentException(bug);
    }
    return endpoint;
  }

  private static <R extends HasMetadata> R named(R object, String name, String uid, long g) {
    object.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName(name)
            .withUid(uid)
            .withGeneration(g)
            .withCreationTimestamp("2026-11-01T08:00:00Z")
            .build());
    return object;
  }

  /** What the engine hears. */
  private void take(TopologyEvent event) {
    told.add(
        switch (event) {
          case MeshSeen(var mesh) -> "mesh u=%s g=%d".formatted(mesh.uid(), mesh.generation());
          case EndpointSeen(var it) ->
              "u=%s g=%d%s".formatted(it.uid(), it.generation(), it.deleting() ? " deleting" : "");
          case NamespaceSeen(var name, var labels) -> "namespace " + name + " " + labels;
          case Gone(var key) -> "gone " + key;
          case EndpointUnreadable(var it, var problem) ->
              "u=%s g=%d unreadable: %s".formatted(it.uid(), it.generation(), problem.message());
          case TopologyEvent.MeshUnreadable _,
              TopologyEvent.Unreadable _,
              TopologyEvent.EndpointInForce _,
              TopologyEvent.ServicesHeld _,
              TopologyEvent.MeshInForce _ ->
              throw new AssertionError("the feed tells nothing of the kind here: " + event);
        });
  }
}
