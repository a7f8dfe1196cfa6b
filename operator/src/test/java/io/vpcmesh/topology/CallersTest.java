package io.vpcmesh.topology;

import static io.vpcmesh.topology.EndpointFixture.access;
import static io.vpcmesh.topology.EndpointFixture.clients;
import static io.vpcmesh.topology.EndpointFixture.endpoint;
import static io.vpcmesh.topology.EndpointFixture.group;
import static io.vpcmesh.topology.EndpointFixture.list;
import static io.vpcmesh.topology.EndpointFixture.namespaces;
import static io.vpcmesh.topology.EndpointFixture.network;
import static io.vpcmesh.topology.EndpointFixture.peer;
import static io.vpcmesh.topology.EndpointFixture.peerIn;
import static io.vpcmesh.topology.EndpointFixture.port;
import static io.vpcmesh.topology.EndpointFixture.ports;
import static io.vpcmesh.topology.MeshFixture.mesh;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.AuthorizationDefault;
import io.vpcmesh.api.v1alpha1.Client;
import io.vpcmesh.api.v1alpha1.Enforcement;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Snapshot;
import io.vpcmesh.model.Stance;
import io.vpcmesh.topology.TopologyEvent.EndpointInForce;
import org.junit.jupiter.api.Test;

/** Who may call whom, and who is looked at again when that changes. */
class CallersTest {

  private static final MeshFixture MESH = mesh("shop").secured();
  private static final EndpointFixture CART = endpoint("cart");
  private static final EndpointFixture WEB = endpoint("web");
  private static final EndpointFixture ORDERS = calledBy(peer("cart"));

  private final World world = new World();

  CallersTest() {
    world.see(MESH);
    world.see(CART);
  }

  @Test
  void aClientThatIsNamedMayCallAllPortsOrThoseThatAreNamed() {
    world.see(calledBy(peer("cart", "http"), peer("cart", "admin"), peer("web", "admin")));
    world.see(WEB);

    assertThat(callers().endpoints().get(CART.key())).containsExactly("admin", "http");
    assertThat(callers().endpoints().get(WEB.key())).containsExactly("admin");
    assertThat(callers().complete()).isTrue();
  }

  @Test
  void aClientThatIsNotThereIsMissedAndComesInWhenItAppears() {
    world.see(calledBy(peer("web")));

    assertThat(callers().endpoints()).isEmpty();
    assertThat(callers().missing()).containsExactly(WEB.key());

    assertThat(world.see(WEB)).contains(ORDERS.key());
    assertThat(callers().endpoints()).containsOnlyKeys(WEB.key());
    assertThat(callers().missing()).isEmpty();
  }

  @Test
  void aClientThatIsDeletedMayNotCallAnyMore() {
    world.see(ORDERS);

    assertThat(world.see(CART.deleting())).contains(ORDERS.key());
    assertThat(callers().endpoints()).isEmpty();
  }

  @Test
  void aClientOfAnotherMeshIsNone() {
    world.see(mesh("bank").secured().openToAll());
    world.see(endpoint("bank", "teller"));
    world.see(calledBy(peerIn("bank", "teller")));

    assertThat(callers().endpoints()).isEmpty();
    assertThat(callers().missing()).containsExactly(endpoint("bank", "teller").key());
  }

  @Test
  void aClientThatWasOnlyRememberedStaysOne() {
    World restarted = new World();
    restarted.see(MESH);
    restarted.index.apply(
        new EndpointInForce(
            CART.key(), Stance.atRest(new Snapshot<>(1, "hash", 1, CART.resource().spec()))));
    restarted.see(ORDERS);

    assertThat(restarted.view(ORDERS).callers().endpoints()).containsOnlyKeys(CART.key());
    assertThat(restarted.view(ORDERS).callers().complete()).isTrue();
  }

  @Test
  void whoeverIsInASelectedNamespaceMayCall() {
    world.see(MESH.openToAll());
    EndpointFixture teller = inShop("bank", "teller");
    world.see(teller);
    world.see(calledBy(namespaces("team", "money")));

    assertThat(callers().complete()).isFalse();
    assertThat(callers().endpoints()).isEmpty();

    assertThat(world.label("bank", ImmutableMap.of("team", "money"))).contains(ORDERS.key());
    world.label("shop", ImmutableMap.of());
    assertThat(callers().endpoints()).containsOnlyKeys(teller.key());
    assertThat(callers().complete()).isTrue();

    assertThat(world.label("bank", ImmutableMap.of("team", "other"))).contains(ORDERS.key());
    assertThat(callers().endpoints()).isEmpty();
  }

  @Test
  void aNamespaceThatTheMeshRefusesIsShutOut() {
    world.see(MESH.openToAll());
    EndpointFixture teller = inShop("bank", "teller");
    world.see(teller);
    world.see(calledBy(peerIn("bank", "teller")));
    assertThat(callers().endpoints()).containsOnlyKeys(teller.key());

    world.see(MESH);

    assertThat(callers().endpoints()).isEmpty();
  }

  @Test
  void withoutClientsTheEndpointsSayDecidesAndThenTheMeshs() {
    world.see(MESH.secured(AuthorizationDefault.ALLOW, Enforcement.ENFORCE));
    world.see(endpoint("orders"));
    assertThat(callers().endpoints()).containsOnlyKeys(CART.key());

    world.see(endpoint("orders").edited(spec -> access(spec, AuthorizationDefault.DENY)));
    assertThat(callers().endpoints()).isEmpty();

    world.see(MESH);
    world.see(endpoint("orders").edited(spec -> access(spec, AuthorizationDefault.ALLOW)));
    assertThat(callers().endpoints()).containsOnlyKeys(CART.key());
  }

  @Test
  void anAuditOpensEverybodyToEverybodyElse() {
    world.see(MESH.secured(AuthorizationDefault.DENY, Enforcement.AUDIT));
    world.see(WEB);
    world.see(ORDERS);

    assertThat(callers().endpoints()).containsOnlyKeys(CART.key(), WEB.key());
    assertThat(world.view(CART).callers().endpoints()).containsOnlyKeys(ORDERS.key(), WEB.key());
  }

  @Test
  void whatTheMeshDoesNotLetEndpointsNameIsRefused() {
    world.see(MESH.secured(AuthorizationDefault.DENY, Enforcement.ENFORCE, "10.0.0.0/8"));
    world.see(
        calledBy(
            network("10.9.0.0/16"),
            network("192.168.0.0/16"),
            group("sg-0a1b2c3d", "http"),
            group("sg-99999999"),
            list("pl-0a1b2c3d"),
            list("pl-99999999")));

    assertThat(callers().outside().toString())
        .isEqualTo("{10.9.0.0/16=[admin, http], sg-0a1b2c3d=[http], pl-0a1b2c3d=[admin, http]}");
    assertThat(callers().refused())
        .extracting(Problem::message)
        .containsExactly(
            "spec.clients[1].cidr: 192.168.0.0/16 is within none of the mesh's spec.authorization.allowedCidrs (10.0.0.0/8): it is not let in; have it added there, or name another",
            "spec.clients[3].securityGroupId: sg-99999999 is not among the mesh's spec.securityGroups.allowedIds: it is not let in; have it added there, or name another",
            "spec.clients[5].prefixListId: pl-99999999 is not among the mesh's spec.authorization.allowedPrefixListIds: it is not let in; have it added there, or name another");
  }

  @Test
  void whereNobodyManagesGroupsNobodyAsksWhoMayCall() {
    world.see(mesh("shop"));
    world.see(ORDERS);

    assertThat(callers()).isEqualTo(Callers.NOBODY);
  }

  @Test
  void onlyThoseAreTouchedWhomACallerMayCall() {
    world.see(ORDERS);
    world.see(WEB);

    assertThat(world.see(endpoint("users"))).doesNotContain(ORDERS.key(), WEB.key());
    assertThat(world.see(WEB.deleting())).doesNotContain(ORDERS.key());
    assertThat(world.index.destinationsOf(CART.key())).containsExactly(ORDERS.key());
    assertThat(world.index.destinationsOf(WEB.key())).isEmpty();
  }

  @Test
  void aHundredCallersOfOneCostTheOthersNothing() {
    for (int i = 0; i < 100; i++) {
      world.see(endpoint("c" + i));
    }
    world.see(ORDERS);
    world.view(ORDERS);
    long before = world.index.viewsBuilt();

    world.see(calledBy(peer("c7")));
    world.view(ORDERS);

    assertThat(world.index.viewsBuilt() - before).isEqualTo(1);
    assertThat(callers().endpoints()).containsOnlyKeys(endpoint("c7").key());
  }

  private Callers callers() {
    return world.view(ORDERS).callers();
  }

  private static EndpointFixture calledBy(Client... clients) {
    return endpoint("orders")
        .edited(spec -> ports(spec, port("http", 80), port("admin", 81)))
        .edited(spec -> clients(spec, clients));
  }

  private static EndpointFixture inShop(String namespace, String name) {
    return endpoint(namespace, name)
        .with(spec ->
            EndpointFixture.meshRef(spec, new io.vpcmesh.api.v1alpha1.MeshRef("mesh", "shop")));
  }
}
