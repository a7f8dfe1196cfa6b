package io.vpcmesh.topology;

import static io.vpcmesh.topology.EndpointFixture.endpoint;
import static io.vpcmesh.topology.EndpointFixture.ports;
import static io.vpcmesh.topology.MeshFixture.mesh;
import static io.vpcmesh.topology.MeshFixture.mode;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.LabelExpression;
import io.vpcmesh.api.v1alpha1.MeshMode;
import io.vpcmesh.api.v1alpha1.SelectorOperator;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.topology.EndpointView.Admission;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsentTest {

  private static final MeshFixture MESH = mesh("infra");
  private static final EndpointFixture ORDERS = endpoint("orders").inMesh("infra", "mesh");
  private static final EndpointFixture NEIGHBOUR = endpoint("infra", "dns").inMesh("", "mesh");

  private final World world = new World();

  @Test
  void aMeshThatIsNotThereAllowsNoConclusion() {
    world.see(ORDERS);

    assertThat(world.view(ORDERS).mesh()).isEmpty();
    assertThat(world.view(ORDERS).admission()).isEqualTo(Admission.UNKNOWN);
    assertThat(world.view(ORDERS).problems())
        .containsExactly(
            new Problem(
                Reason.MeshNotFound,
                "spec.meshRef: there is no mesh infra/mesh: create it, or name another"));
  }

  @Test
  void aMeshThatNeverWasValidAllowsNoConclusion() {
    world.see(ORDERS);
    world.see(MESH.with(spec -> mode(spec, MeshMode.UNKNOWN)));

    assertThat(world.view(ORDERS).mesh()).isPresent();
    assertThat(world.view(ORDERS).admission()).isEqualTo(Admission.UNKNOWN);
    assertThat(world.view(ORDERS).problems())
        .containsExactly(
            new Problem(
                Reason.MeshNotFound,
                "spec.meshRef: mesh infra/mesh never had a valid spec: see its conditions"));
  }

  @Test
  void withoutSelectorOnlyTheOwnNamespaceIsTaken() {
    world.see(MESH);
    world.see(NEIGHBOUR);
    world.see(ORDERS);
    world.label("shop", ImmutableMap.of("team", "shop"));

    assertThat(world.view(NEIGHBOUR).admission()).isEqualTo(Admission.ALLOWED);
    assertThat(world.view(NEIGHBOUR).problems()).isEmpty();
    assertThat(world.view(ORDERS).admission()).isEqualTo(Admission.REFUSED);
    assertThat(world.view(ORDERS).problems())
        .containsExactly(
            new Problem(
                Reason.NotAllowedByMesh,
                "mesh infra/mesh takes endpoints of its own namespace only, not of shop: let its spec.members.namespaceSelector select shop"));
  }

  @Test
  void anEmptySelectorTakesAllWithoutKnowingLabels() {
    world.see(MESH.openToAll());
    world.see(ORDERS);

    assertThat(world.view(ORDERS).admission()).isEqualTo(Admission.ALLOWED);
  }

  @Test
  void theOwnNamespaceNeedsNotBeSelected() {
    world.see(MESH.selecting(ImmutableMap.of("team", "shop")));
    world.see(NEIGHBOUR);

    assertThat(world.view(NEIGHBOUR).admission()).isEqualTo(Admission.ALLOWED);
  }

  @Test
  void labelsDecideOnceTheyAreKnown() {
    world.see(MESH.selecting(ImmutableMap.of("team", "shop")));
    world.see(ORDERS);

    assertThat(world.view(ORDERS).admission()).isEqualTo(Admission.UNKNOWN);
    assertThat(world.view(ORDERS).problems())
        .containsExactly(
            new Problem(
                Reason.NotAllowedByMesh,
                "mesh infra/mesh selects namespaces by {team=shop}, and the labels of namespace shop are not known: declare the Namespace"));

    assertThat(world.label("shop", ImmutableMap.of("team", "shop"))).containsExactly(ORDERS.key());
    assertThat(world.view(ORDERS).admission()).isEqualTo(Admission.ALLOWED);
    assertThat(world.view(ORDERS).problems()).isEmpty();

    assertThat(world.label("shop", ImmutableMap.of("team", "x"))).containsExactly(ORDERS.key());
    assertThat(world.view(ORDERS).admission()).isEqualTo(Admission.REFUSED);
    assertThat(world.view(ORDERS).problems())
        .containsExactly(
            new Problem(
                Reason.NotAllowedByMesh,
                "mesh infra/mesh does not take endpoints of namespace shop: its labels {kubernetes.io/metadata.name=shop, team=x} do not match the selector {team=shop}: change one of them"));
  }

  @Test
  void theNameOfANamespaceIsALabelThatIsAlwaysKnown() {
    EndpointFixture other = endpoint("warehouse", "stock").inMesh("infra", "mesh");
    world.see(
        MESH.selecting(
            ImmutableMap.of(),
            new LabelExpression(
                "kubernetes.io/metadata.name", SelectorOperator.IN, List.of("shop", "cart"))));
    world.see(ORDERS);
    world.see(other);

    assertThat(world.view(ORDERS).admission()).isEqualTo(Admission.ALLOWED);
    assertThat(world.view(other).admission()).isEqualTo(Admission.REFUSED);
  }

  @Test
  void aNamespaceCannotClaimTheNameOfAnother() {
    world.see(MESH.selecting(ImmutableMap.of("kubernetes.io/metadata.name", "trusted")));
    world.see(ORDERS);

    world.label("shop", ImmutableMap.of("kubernetes.io/metadata.name", "trusted"));

    assertThat(world.view(ORDERS).admission()).isEqualTo(Admission.REFUSED);
  }

  @Test
  void everyOperatorOfASelectorCompares() {
    assertThat(admits(SelectorOperator.IN, "tier", "web")).isTrue();
    assertThat(admits(SelectorOperator.IN, "tier", "db")).isFalse();
    assertThat(admits(SelectorOperator.NOT_IN, "tier", "db")).isTrue();
    assertThat(admits(SelectorOperator.NOT_IN, "tier", "web")).isFalse();
    assertThat(admits(SelectorOperator.NOT_IN, "other", "web")).isTrue();
    assertThat(admits(SelectorOperator.EXISTS, "tier")).isTrue();
    assertThat(admits(SelectorOperator.EXISTS, "other")).isFalse();
    assertThat(admits(SelectorOperator.DOES_NOT_EXIST, "other")).isTrue();
    assertThat(admits(SelectorOperator.DOES_NOT_EXIST, "tier")).isFalse();
  }

  @Test
  void consentIsThatOfTheLastGoodMesh() {
    world.see(MESH.openToAll());
    world.see(ORDERS);
    EndpointView before = world.view(ORDERS);

    assertThat(world.see(MESH.edited(spec -> mode(spec, MeshMode.UNKNOWN))))
        .containsExactly(MESH.id());

    assertThat(world.view(ORDERS)).isEqualTo(before);
  }

  @Test
  void problemsOfSpecAndReferenceStandTogether() {
    world.see(ORDERS.with(spec -> ports(spec)));

    assertThat(world.view(ORDERS).problems())
        .extracting(Problem::reason)
        .containsExactly(Reason.InvalidSpec, Reason.MeshNotFound);
  }

  private static boolean admits(SelectorOperator operator, String key, String... values) {
    World world = new World();
    world.see(
        MESH.selecting(ImmutableMap.of(), new LabelExpression(key, operator, List.of(values))));
    world.label("shop", ImmutableMap.of("tier", "web"));
    world.see(ORDERS);
    return world.view(ORDERS).admission() == Admission.ALLOWED;
  }
}
