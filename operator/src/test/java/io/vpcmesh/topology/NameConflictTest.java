package io.vpcmesh.topology;

import static io.vpcmesh.topology.EndpointFixture.CREATED;
import static io.vpcmesh.topology.EndpointFixture.discovery;
import static io.vpcmesh.topology.EndpointFixture.endpoint;
import static io.vpcmesh.topology.EndpointFixture.port;
import static io.vpcmesh.topology.EndpointFixture.ports;
import static io.vpcmesh.topology.EndpointFixture.record;
import static io.vpcmesh.topology.EndpointFixture.serviceName;
import static io.vpcmesh.topology.EndpointFixture.ttl;
import static io.vpcmesh.topology.MeshFixture.defaults;
import static io.vpcmesh.topology.MeshFixture.mesh;
import static io.vpcmesh.topology.MeshFixture.namespace;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.api.v1alpha1.CloudMapNamespace;
import io.vpcmesh.api.v1alpha1.DnsRecords;
import io.vpcmesh.api.v1alpha1.NamespaceType;
import io.vpcmesh.api.v1alpha1.Ownership;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.model.Snapshot;
import io.vpcmesh.model.Stance;
import io.vpcmesh.topology.EndpointView.Admission;
import io.vpcmesh.topology.TopologyEvent.EndpointInForce;
import io.vpcmesh.topology.TopologyEvent.ServicesHeld;
import org.junit.jupiter.api.Test;

class NameConflictTest {

  private static final MeshFixture MESH = mesh("shop");
  private static final EndpointFixture OLD = endpoint("orders").created(CREATED);
  private static final EndpointFixture YOUNG =
      endpoint("orders2").created(CREATED.plusSeconds(1)).with(spec -> serviceName(spec, "orders"));
  private static final EndpointFixture YOUNGEST =
      endpoint("orders3").created(CREATED.plusSeconds(2)).with(spec -> serviceName(spec, "orders"));

  private final World world = new World();

  NameConflictTest() {
    world.see(MESH);
  }

  @Test
  void theOldestOwnsANameWhoeverWasSeenFirst() {
    world.see(YOUNG);
    assertThat(world.view(YOUNG).conflict()).isEmpty();

    assertThat(world.see(OLD)).contains(OLD.key(), YOUNG.key());

    assertThat(world.view(OLD).conflict()).isEmpty();
    assertThat(world.view(YOUNG).conflict())
        .contains(
            new Problem(
                Reason.NameConflict,
                "endpoint shop/orders2 claims orders, already owned by shop/orders (created 2026-01-01T00:00:00Z): it goes on by itself when that endpoint is deleted or gives the name up; otherwise create this one anew with another serviceName, or name its port differently"));
  }

  @Test
  void amongEquallyOldOnesTheNameDecides() {
    EndpointFixture twin = YOUNG.created(CREATED);

    world.see(twin);
    world.see(OLD);

    assertThat(world.view(OLD).conflict()).isEmpty();
    assertThat(world.view(twin).conflict()).isPresent();
  }

  @Test
  void theLoserDoesNotTouchTheOwner() {
    world.see(OLD);

    assertThat(world.see(YOUNG)).containsExactly(YOUNG.key(), MESH.id());
  }

  @Test
  void theNextInLineInherits() {
    world.see(OLD);
    world.see(YOUNG);
    world.see(YOUNGEST);

    assertThat(world.lose(OLD.key()))
        .containsExactlyInAnyOrder(OLD.key(), MESH.id(), YOUNG.key(), YOUNGEST.key());

    assertThat(world.view(YOUNG).conflict()).isEmpty();
    assertThat(world.view(YOUNGEST).conflict())
        .map(Problem::message)
        .hasValueSatisfying(
            message -> assertThat(message).contains("shop/orders2 (created 2026-01-01T00:00:01Z)"));
  }

  @Test
  void aNameIsHeldUntilItsOwnerIsGone() {
    world.see(OLD);
    world.see(YOUNG);

    world.see(OLD.deleting());
    assertThat(world.view(YOUNG).conflict()).isPresent();
    world.garble(OLD.key());
    assertThat(world.view(YOUNG).conflict()).isPresent();
    world.see(OLD.edited(spec -> ports(spec)));
    assertThat(world.view(YOUNG).conflict()).isPresent();

    world.lose(OLD.key());
    assertThat(world.view(YOUNG).conflict()).isEmpty();
  }

  @Test
  void whatNeverWasValidClaimsNothing() {
    world.see(OLD.with(spec -> ports(spec)));
    world.see(YOUNG);

    assertThat(world.view(YOUNG).conflict()).isEmpty();
  }

  @Test
  void namesOfFurtherPortsAreClaimedWhereverSrvIsPossible() {
    EndpointFixture twoPorts = OLD.with(spec -> ports(spec, port("http", 80), port("admin", 81)));
    EndpointFixture admin = endpoint("orders-admin").created(CREATED.plusSeconds(1));
    world.see(twoPorts);
    world.see(admin);

    assertThat(world.view(admin).conflict()).isPresent();

    world.see(twoPorts.edited(spec -> discovery(spec, record(DnsRecords.A))));
    assertThat(world.view(admin).conflict()).isEmpty();
    world.see(twoPorts.edited(spec -> discovery(spec, record(DnsRecords.SRV))));
    assertThat(world.view(admin).conflict()).isPresent();
  }

  @Test
  void bothNamesOfALoserAreNamed() {
    world.see(OLD);
    world.see(endpoint("orders-admin"));
    EndpointFixture loser = YOUNG.with(spec -> ports(spec, port("http", 80), port("admin", 81)));

    world.see(loser);

    assertThat(world.view(loser).conflict())
        .map(Problem::message)
        .contains(
            "endpoint shop/orders2 claims orders, already owned by shop/orders (created 2026-01-01T00:00:00Z); and orders-admin, already owned by shop/orders-admin (created 2026-01-01T00:00:00Z): it goes on by itself when that endpoint is deleted or gives the name up; otherwise create this one anew with another serviceName, or name its port differently");
  }

  @Test
  void theRecordThatTheMeshGivesCounts() {
    EndpointFixture twoPorts = OLD.with(spec -> ports(spec, port("http", 80), port("admin", 81)));
    EndpointFixture admin = endpoint("orders-admin").created(CREATED.plusSeconds(1));
    world.see(twoPorts);
    world.see(admin);

    world.see(MESH.edited(spec -> defaults(spec, record(DnsRecords.A))));
    assertThat(world.view(admin).conflict()).isEmpty();

    world.see(MESH.edited(spec -> defaults(spec, ttl("1m"))));
    assertThat(world.view(admin).conflict()).isPresent();
  }

  @Test
  void withoutDnsThereAreNoRecordsToName() {
    World http = new World();
    http.see(
        MESH.with(spec ->
            namespace(spec, new CloudMapNamespace("shop", NamespaceType.HTTP, Ownership.MANAGED))));
    EndpointFixture admin = endpoint("orders-admin").created(CREATED.plusSeconds(1));
    http.see(OLD.with(spec -> ports(spec, port("http", 80), port("admin", 81))));
    http.see(admin);

    assertThat(http.view(admin).conflict()).isEmpty();
  }

  @Test
  void aMeshIsANamespaceOfItsOwn() {
    EndpointFixture elsewhere = endpoint("cart", "orders");
    world.see(mesh("cart"));
    world.see(OLD);

    world.see(elsewhere);

    assertThat(world.view(elsewhere).conflict()).isEmpty();
  }

  @Test
  void whomTheMeshRefusesKeepsNoNameFromOthers() {
    EndpointFixture intruder =
        endpoint("attic", "orders").created(CREATED.minusSeconds(1)).inMesh("shop", "mesh");
    world.see(intruder);
    world.see(OLD);

    assertThat(world.view(intruder).admission()).isEqualTo(Admission.REFUSED);
    assertThat(world.view(OLD).conflict()).isEmpty();

    world.see(MESH.selecting(ImmutableMap.of("team", "shop")));
    world.label("attic", ImmutableMap.of("team", "shop"));
    assertThat(world.view(OLD).conflict()).isPresent();
    world.label("attic", ImmutableMap.of());
    assertThat(world.view(OLD).conflict()).isEmpty();
  }

  @Test
  void whoHasTheServiceKeepsItsNameWhoeverIsOlder() {
    world.see(YOUNG);
    hold(YOUNG, NameHold.EXISTING);

    assertThat(world.see(OLD)).containsExactlyInAnyOrder(OLD.key(), MESH.id());

    assertThat(world.view(YOUNG).conflict()).isEmpty();
    assertThat(world.view(OLD).conflict())
        .map(Problem::message)
        .hasValueSatisfying(message ->
            assertThat(message)
                .contains("orders, already owned by shop/orders2 (created 2026-01-01T00:00:01Z)"));

    assertThat(release(YOUNG)).containsExactlyInAnyOrder(OLD.key(), YOUNG.key());
    assertThat(world.view(OLD).conflict()).isEmpty();
    assertThat(world.view(YOUNG).conflict()).isPresent();
  }

  @Test
  void whoIsAboutToCreateTheServiceGivesWayToWhoHasItAndToNobodyElse() {
    world.see(OLD);
    world.see(YOUNG);
    world.see(YOUNGEST);
    hold(YOUNG, NameHold.ANNOUNCED);
    assertThat(world.view(YOUNG).conflict()).isEmpty();
    assertThat(world.view(OLD).conflict()).isPresent();

    hold(YOUNGEST, NameHold.EXISTING);

    assertThat(world.view(YOUNGEST).conflict()).isEmpty();
    assertThat(world.view(YOUNG).conflict()).isPresent();
    assertThat(world.view(OLD).conflict()).isPresent();
  }

  @Test
  void whoServesGoesOnAndDoesNotGetWhatItAsksForBesides() {
    EndpointFixture admin = endpoint("orders-admin").created(CREATED.plusSeconds(1));
    world.see(OLD);
    world.see(admin);
    hold(OLD, NameHold.EXISTING);
    hold(admin, NameHold.EXISTING);

    EndpointFixture more = OLD.edited(spec -> ports(spec, port("http", 80), port("admin", 81)));
    world.see(more);

    assertThat(world.view(more).conflict()).isEmpty();
    assertThat(world.view(more).declared()).isEmpty();
    assertThat(world.view(more).problems())
        .extracting(Problem::reason)
        .containsExactly(Reason.NameConflict);
    assertThat(world.view(admin).conflict()).isEmpty();
  }

  @Test
  void whomTheMeshRefusesKeepsTheNameOfTheServiceThatItStillHas() {
    EndpointFixture intruder =
        endpoint("attic", "orders").created(CREATED.plusSeconds(1)).inMesh("shop", "mesh");
    world.see(intruder);
    hold(intruder, NameHold.EXISTING);
    world.see(OLD);

    assertThat(world.view(intruder).admission()).isEqualTo(Admission.REFUSED);
    assertThat(world.view(OLD).conflict()).isPresent();

    release(intruder);
    assertThat(world.view(OLD).conflict()).isEmpty();
  }

  @Test
  void aRememberedNameIsNotLostBeforeItsOwnerIsSeenAgain() {
    World restarted = new World();
    restarted.see(MESH);
    restarted.see(YOUNG);

    assertThat(
            restarted.index.apply(
                new EndpointInForce(
                    OLD.key(),
                    Stance.atRest(
                        new Snapshot<>(
                            3, ConfigurationHash.of(OLD.parsed()), 5, OLD.resource().spec())))))
        .containsExactlyInAnyOrder(MESH.id(), YOUNG.key());

    assertThat(restarted.view(YOUNG).conflict())
        .map(Problem::message)
        .hasValueSatisfying(
            message -> assertThat(message).contains("shop/orders (created before the restart)"));
    restarted.see(OLD);
    assertThat(restarted.view(YOUNG).conflict())
        .map(Problem::message)
        .hasValueSatisfying(
            message -> assertThat(message).contains("shop/orders (created 2026-01-01T00:00:00Z)"));
  }

  private void hold(EndpointFixture endpoint, NameHold how) {
    world.index.apply(
        new ServicesHeld(endpoint.key(), ImmutableMap.of(endpoint.parsed().serviceName(), how)));
  }

  private ImmutableSet<Key> release(EndpointFixture endpoint) {
    return world.index.apply(new ServicesHeld(endpoint.key(), ImmutableMap.of()));
  }
}
