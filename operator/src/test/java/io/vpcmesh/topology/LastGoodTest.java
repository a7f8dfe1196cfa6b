package io.vpcmesh.topology;

import static io.vpcmesh.topology.EndpointFixture.address;
import static io.vpcmesh.topology.EndpointFixture.backend;
import static io.vpcmesh.topology.EndpointFixture.discovery;
import static io.vpcmesh.topology.EndpointFixture.endpoint;
import static io.vpcmesh.topology.EndpointFixture.meshRef;
import static io.vpcmesh.topology.EndpointFixture.policy;
import static io.vpcmesh.topology.EndpointFixture.ports;
import static io.vpcmesh.topology.EndpointFixture.serviceName;
import static io.vpcmesh.topology.EndpointFixture.ttl;
import static io.vpcmesh.topology.MeshFixture.AWS;
import static io.vpcmesh.topology.MeshFixture.aws;
import static io.vpcmesh.topology.MeshFixture.defaults;
import static io.vpcmesh.topology.MeshFixture.dns;
import static io.vpcmesh.topology.MeshFixture.mesh;
import static io.vpcmesh.topology.MeshFixture.mode;
import static io.vpcmesh.topology.MeshFixture.namespace;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.DeletionPolicy;
import io.vpcmesh.api.v1alpha1.MeshAws;
import io.vpcmesh.api.v1alpha1.MeshMode;
import io.vpcmesh.api.v1alpha1.MeshRef;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.Vpc;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.model.Snapshot;
import io.vpcmesh.model.Stance;
import io.vpcmesh.topology.Endpoint.Backend;
import io.vpcmesh.topology.Endpoint.StaticAddress;
import io.vpcmesh.topology.EndpointView.Accepted;
import io.vpcmesh.topology.TopologyEvent.EndpointInForce;
import io.vpcmesh.topology.TopologyEvent.MeshInForce;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LastGoodTest {

  private static final MeshFixture MESH = mesh("shop");
  private static final EndpointFixture ORDERS = endpoint("orders");

  private final World world = new World();

  LastGoodTest() {
    world.see(MESH);
    world.see(ORDERS);
  }

  @Test
  void firstValidGenerationIsRevisionOne() {
    Accepted<ServiceEndpointSpec, Endpoint> accepted = accepted();

    assertThat(accepted.revision().number()).isEqualTo(1);
    assertThat(accepted.revision().spec()).isEqualTo(ORDERS.parsed());
    assertThat(accepted.declared()).isEqualTo(ORDERS.resource().spec());
    assertThat(world.view(ORDERS).problems()).isEmpty();
  }

  @Test
  void anotherConfigurationIsTheNextRevision() {
    EndpointFixture slower = ORDERS.edited(spec -> discovery(spec, ttl("1m")));

    world.see(slower);

    assertThat(accepted().revision().number()).isEqualTo(2);
    assertThat(accepted().generation()).isEqualTo(2);
    assertThat(accepted().revision().spec()).isEqualTo(slower.parsed());
  }

  @Test
  void membershipFlowsWithinARevision() {
    EndpointFixture moved = ORDERS.edited(spec -> backend(spec, backend(address("10.0.9.9"))));

    world.see(moved);

    assertThat(accepted().revision().number()).isEqualTo(1);
    assertThat(accepted().generation()).isEqualTo(2);
    assertThat(accepted().declared()).isEqualTo(moved.resource().spec());
    assertThat(accepted().revision().spec().backend())
        .isEqualTo(
            new Backend.Static(
                ImmutableList.of(
                    new StaticAddress(
                        new IpAddress("10.0.9.9"), Optional.empty(), Optional.empty()))));
  }

  @Test
  void deletionPolicyTakesEffectWithinARevision() {
    world.see(ORDERS.edited(spec -> policy(spec, DeletionPolicy.RETAIN)));

    assertThat(accepted().revision().number()).isEqualTo(1);
    assertThat(accepted().revision().spec().deletionPolicy())
        .isEqualTo(Endpoint.DeletionPolicy.RETAIN);
  }

  @Test
  void invalidGenerationLeavesTheFormerInForce() {
    Accepted<ServiceEndpointSpec, Endpoint> before = accepted();
    EndpointFixture broken = ORDERS.edited(spec -> ports(spec));

    world.see(broken);

    EndpointView view = world.view(ORDERS);
    assertThat(view.resource()).isEqualTo(broken.resource());
    assertThat(view.accepted()).contains(before);
    assertThat(view.problems())
        .containsExactly(
            new Problem(
                Reason.InvalidSpec,
                "spec.ports: is missing: with a backend, write at least one port"));
  }

  @Test
  void unreadableDeclarationLeavesTheFormerInForceUntilItCanBeRead() {
    EndpointView before = world.view(ORDERS);

    world.garble(ORDERS.key());

    assertThat(world.view(ORDERS).accepted()).isEqualTo(before.accepted());
    assertThat(world.view(ORDERS).problems()).containsExactly(World.CUT_OFF);

    assertThat(world.see(ORDERS)).containsExactly(ORDERS.key());
    assertThat(world.view(ORDERS)).isEqualTo(before);
  }

  @Test
  void aGenerationThatCannotBeReadIsTheOneThatIsReported() {
    EndpointView before = world.view(ORDERS);
    EndpointFixture next = ORDERS.edited(spec -> ports(spec));

    world.garble(next);

    EndpointView view = world.view(ORDERS);
    assertThat(view.resource().generation()).isEqualTo(before.resource().generation() + 1);
    assertThat(view.accepted()).isEqualTo(before.accepted());
    assertThat(view.problems()).containsExactly(World.CUT_OFF);
  }

  @Test
  void whatWasNeverReadableIsReportedToo() {
    World fresh = new World();

    fresh.garble(ORDERS);
    fresh.garble(MESH);

    assertThat(fresh.view(ORDERS).accepted()).isEmpty();
    assertThat(fresh.view(ORDERS).problems()).contains(World.CUT_OFF);
    assertThat(fresh.view(MESH).problems()).containsExactly(World.CUT_OFF);
  }

  @Test
  void aMeshKeepsItsLastGoodSpecToo() {
    MeshFixture slower = MESH.edited(spec -> defaults(spec, ttl("2m")));
    world.see(slower);

    world.see(slower.edited(spec -> mode(spec, MeshMode.UNKNOWN)));

    MeshView view = world.view(MESH);
    assertThat(view.accepted().orElseThrow().revision().number()).isEqualTo(2);
    assertThat(view.accepted().orElseThrow().revision().spec()).isEqualTo(slower.parsed());
    assertThat(view.problems()).hasSize(1);
    world.garble(MESH.id());
    assertThat(world.view(MESH).problems()).containsExactly(World.CUT_OFF);
  }

  @Test
  void immutableFieldsOfAnEndpointStay() {
    Accepted<ServiceEndpointSpec, Endpoint> before = accepted();

    world.see(
        ORDERS.edited(spec -> serviceName(meshRef(spec, new MeshRef("other", "infra")), "cart")));

    assertThat(world.view(ORDERS).accepted()).contains(before);
    assertThat(world.view(ORDERS).problems())
        .containsExactly(
            new Problem(
                Reason.ReplacementRequired,
                "spec.meshRef: is immutable and was 'shop/mesh', not 'infra/other': set it back, or delete the endpoint and create it anew"),
            new Problem(
                Reason.ReplacementRequired,
                "spec.serviceName: is immutable and was 'orders', not 'cart': set it back, or delete the endpoint and create it anew"));
    assertThat(world.index.endpointsOf(MESH.id())).containsExactly(ORDERS.key());
  }

  @Test
  void immutableFieldsOfAMeshStay() {
    world.see(
        MESH.edited(spec -> namespace(spec, dns("other.internal")))
            .with(spec ->
                aws(
                    spec,
                    new MeshAws(
                        "us-east-1",
                        null,
                        null,
                        ImmutableList.of(new Vpc("vpc-0b", true)),
                        AWS.resourceTags()))));

    assertThat(world.view(MESH).accepted().orElseThrow().revision().spec())
        .isEqualTo(MESH.parsed());
    assertThat(world.view(MESH).problems())
        .extracting(Problem::message)
        .containsExactly(
            "spec.aws.region: is immutable and was 'eu-west-1', not 'us-east-1': set it back, or delete the mesh and create it anew",
            "primary of spec.aws.vpcs: is immutable and was 'vpc-0a', not 'vpc-0b': set it back, or delete the mesh and create it anew",
            "spec.namespace.name: is immutable and was 'shop.internal', not 'other.internal': set it back, or delete the mesh and create it anew");
  }

  @Test
  void aNewLifeUnderAnOldNameStartsFromNothing() {
    world.see(ORDERS.edited(spec -> discovery(spec, ttl("1m"))));
    world.lose(ORDERS.key());
    EndpointFixture again = ORDERS.with(spec -> serviceName(spec, "cart"));

    world.see(again);

    assertThat(accepted().revision().number()).isEqualTo(1);
    assertThat(accepted().revision().spec()).isEqualTo(again.parsed());
  }

  @Test
  void whatWasAcceptedBeforeARestartHoldsAgain() {
    EndpointFixture slower = ORDERS.edited(spec -> discovery(spec, ttl("1m")));
    world.see(slower);
    World restarted = new World();
    restarted.index.apply(remembered(slower));
    restarted.index.apply(
        new MeshInForce(
            MESH.id(),
            Stance.atRest(
                new Snapshot<>(
                    4, ConfigurationHash.of(MESH.parsed()), 6, MESH.resource().spec()))));

    assertThat(restarted.index.endpoint(ORDERS.key())).isEmpty();
    assertThat(restarted.index.mesh(MESH.id())).isEmpty();

    EndpointFixture broken = slower.edited(spec -> ports(spec));
    restarted.see(broken);
    restarted.see(MESH);
    assertThat(restarted.view(ORDERS).accepted()).contains(accepted());
    assertThat(restarted.view(MESH).accepted().orElseThrow().revision().number()).isEqualTo(4);
    restarted.see(broken.edited(_ -> slower.resource().spec()));
    assertThat(restarted.view(ORDERS).accepted().orElseThrow().revision())
        .isEqualTo(accepted().revision());
  }

  @Test
  void whatIsToldToHoldDoesWhateverIsDeclared() {
    EndpointFixture slower = ORDERS.edited(spec -> discovery(spec, ttl("1m")));
    EndpointInForce former = remembered(ORDERS);

    world.see(slower);
    assertThat(world.index.apply(former)).containsExactly(ORDERS.key());

    assertThat(accepted().revision().spec()).isEqualTo(ORDERS.parsed());
    assertThat(world.view(ORDERS).declared().orElseThrow().revision().spec())
        .isEqualTo(slower.parsed());
  }

  @Test
  void annotationsAreNoRevision() {
    world.see(ORDERS.annotated("vpcmesh.io/reconcile", "1"));

    assertThat(world.view(ORDERS).resource().annotations())
        .isEqualTo(ImmutableMap.of("vpcmesh.io/reconcile", "1"));
    assertThat(accepted().revision().number()).isEqualTo(1);
  }

  private EndpointInForce remembered(EndpointFixture endpoint) {
    Accepted<ServiceEndpointSpec, Endpoint> accepted = accepted();
    return new EndpointInForce(
        endpoint.key(),
        Stance.atRest(
            new Snapshot<>(
                accepted.revision().number(),
                accepted.revision().hash(),
                accepted.generation(),
                endpoint.resource().spec())));
  }

  private Accepted<ServiceEndpointSpec, Endpoint> accepted() {
    return world.view(ORDERS).accepted().orElseThrow();
  }
}
