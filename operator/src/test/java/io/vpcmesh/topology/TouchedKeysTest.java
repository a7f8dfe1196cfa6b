package io.vpcmesh.topology;

import static io.vpcmesh.topology.EndpointFixture.attributes;
import static io.vpcmesh.topology.EndpointFixture.discovery;
import static io.vpcmesh.topology.EndpointFixture.endpoint;
import static io.vpcmesh.topology.EndpointFixture.ports;
import static io.vpcmesh.topology.EndpointFixture.ttl;
import static io.vpcmesh.topology.MeshFixture.defaults;
import static io.vpcmesh.topology.MeshFixture.mesh;
import static io.vpcmesh.topology.MeshFixture.mode;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.MeshMode;
import org.junit.jupiter.api.Test;

class TouchedKeysTest {

  private static final MeshFixture MESH = mesh("shop");
  private static final EndpointFixture ORDERS = endpoint("orders");
  private static final EndpointFixture CART = endpoint("cart");

  private final World world = new World();

  TouchedKeysTest() {
    world.see(MESH);
    world.see(ORDERS);
  }

  @Test
  void whatIsSeenAgainUnchangedDiesAtTheDoor() {
    assertThat(world.see(ORDERS)).isEmpty();
    assertThat(world.see(MESH)).isEmpty();
    assertThat(world.label("shop", ImmutableMap.of())).isEmpty();
    assertThat(world.label("shop", ImmutableMap.of())).isEmpty();
    assertThat(world.lose(CART.key())).isEmpty();
  }

  @Test
  void aNewEndpointTouchesTheCountOfItsMeshButNoSibling() {
    EndpointView sibling = world.view(ORDERS);

    assertThat(world.see(CART)).containsExactly(CART.key(), MESH.id());

    assertThat(world.view(ORDERS)).isSameAs(sibling);
    assertThat(world.view(MESH).endpoints()).isEqualTo(2);
    assertThat(world.view(MESH).namespaces()).isEqualTo(1);
    assertThat(world.lose(CART.key())).containsExactly(CART.key(), MESH.id());
    assertThat(world.view(MESH).endpoints()).isEqualTo(1);
  }

  @Test
  void anEditTouchesOnlyItself() {
    world.see(CART);

    assertThat(world.see(ORDERS.edited(spec -> discovery(spec, ttl("1m")))))
        .containsExactly(ORDERS.key());
    assertThat(world.see(ORDERS.edited(spec -> ports(spec)))).containsExactly(ORDERS.key());
    assertThat(world.see(ORDERS.deleting())).containsExactly(ORDERS.key());
  }

  @Test
  void aMeshTouchesItsEndpointsWhenTheyAreConcerned() {
    MeshFixture slower = MESH.edited(spec -> defaults(spec, ttl("1m")));

    assertThat(world.see(slower)).containsExactly(MESH.id(), ORDERS.key());
    assertThat(world.see(slower.edited(spec -> defaults(spec, ttl("60s")))))
        .containsExactly(MESH.id());
    assertThat(world.see(slower.edited(spec -> mode(spec, MeshMode.UNKNOWN))))
        .containsExactly(MESH.id());
    assertThat(world.garble(MESH.id())).containsExactly(MESH.id());
    assertThat(world.lose(MESH.id())).containsExactly(MESH.id(), ORDERS.key());
  }

  @Test
  void valuesOfEndpointMeshAndDefaultsAddUp() {
    world.see(
        MESH.edited(
            spec -> defaults(spec, attributes(ImmutableMap.of("team", "shop", "tier", "web")))));
    world.see(ORDERS.edited(spec -> discovery(spec, attributes(ImmutableMap.of("tier", "api")))));

    EndpointView view = world.view(ORDERS);

    assertThat(
            Discovery.effective(
                view.accepted().orElseThrow().revision().spec().discovery(),
                view.mesh().orElseThrow().accepted().orElseThrow().spec().discovery()))
        .isEqualTo(
            new Discovery(
                Discovery.RecordChoice.AUTO,
                Defaults.DISCOVERY.ttl(),
                Defaults.DISCOVERY.deregistrationDelay(),
                Discovery.Health.CUSTOM,
                Discovery.OnAllUnhealthy.KEEP_LAST,
                ImmutableMap.of("team", "shop", "tier", "api")));
  }

  @Test
  void whatWasSeenCanBeListed() {
    world.see(CART);

    assertThat(world.index.keys()).containsExactly(MESH.id(), CART.key(), ORDERS.key());
    assertThat(world.index.endpointsOf(MESH.id())).containsExactly(CART.key(), ORDERS.key());
    assertThat(world.index.endpointsOf(mesh("cart").id())).isEmpty();
  }
}
