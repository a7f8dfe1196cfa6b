package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.api.v1alpha1.DeletionPolicy;
import io.vpcmesh.api.v1alpha1.MeshMode;
import io.vpcmesh.api.v1alpha1.NamespaceType;
import io.vpcmesh.api.v1alpha1.Ownership;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.topology.TopologyEvent.Gone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The deletion of an endpoint comes to an end, whatever became of the rest. */
class DeletionTest {

  private final TestWorld world = TestWorld.realistic().start();
  private final Hands hands = new Hands(world);

  @Test
  void retainLeavesEverythingInAws() {
    world
        .mesh("shop", Specs.mesh())
        .endpoint("orders", Specs.endpoint(null, DeletionPolicy.RETAIN, "10.0.1.4"))
        .settle();
    world.calls.clear();
    List<String> told = new ArrayList<>();
    world.onStatus =
        key -> {
          if (key instanceof EndpointKey) {
            told.add(world.message("orders", "Ready"));
          }
        };

    world.delete("orders").settle();

    assertThat(world.endpoints).isEmpty();
    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
    assertThat(world.writes()).isZero();
    assertThat(told)
        .isNotEmpty()
        .containsOnly("letting go of it: what is registered stays (deletionPolicy: Retain)");
  }

  @Test
  void theMeshMayBeGoneAlready() {
    declare();
    meshVanishes();

    world.delete("orders").settle();

    assertThat(world.endpoints).isEmpty();
    assertThat(world.snapshot().services()).isEmpty();
  }

  @Test
  void theMeshMayBeGoneBeforeTheRestart() {
    declare();
    meshVanishes();

    world.delete("orders").restart().settle();

    assertThat(world.endpoints).isEmpty();
    assertThat(world.snapshot().services()).isEmpty();
  }

  @Test
  void theMeshMayNeverHaveBeen() {
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();

    world.delete("orders").settle();

    assertThat(world.endpoints).isEmpty();
    assertThat(world.calls).isEmpty();
  }

  @Test
  void theServiceMayBeGoneAlready() {
    declare();
    hands.deleteService("orders");

    world.delete("orders").settle();

    assertThat(world.endpoints).isEmpty();
    assertThat(world.snapshot().services()).isEmpty();
  }

  @Test
  void theServiceMayGoDuringARestart() {
    declare();
    hands.deleteService("orders");

    world.delete("orders").restart().settle();

    assertThat(world.endpoints).isEmpty();
    assertThat(world.snapshot().services()).isEmpty();
  }

  @Test
  void theNamespaceMayBeGoneAlready() {
    declare();
    hands.deleteNamespace();
    world.run(Duration.ofMinutes(1));

    world.delete("orders").settle();

    assertThat(world.endpoints).isEmpty();
    assertThat(world.snapshot().services()).isEmpty();
  }

  @Test
  void theNamespaceMayGoDuringARestart() {
    declare();
    hands.deleteNamespace();
    world.run(Duration.ofMinutes(1));

    world.delete("orders").restart().settle();

    assertThat(world.endpoints).isEmpty();
    assertThat(world.snapshot().services()).isEmpty();
  }

  @Test
  void theNamespaceAndTheMeshMayBothBeGone() {
    declare();
    meshVanishes();
    hands.deleteNamespace();
    world.run(Duration.ofMinutes(1));

    world.delete("orders").restart().settle();

    assertThat(world.endpoints).isEmpty();
  }

  @Test
  void anEndpointThatWasNeverValidGoes() {
    world.mesh("shop", Specs.mesh()).endpoint("orders", Specs.endpoint("10.0.1.400")).settle();

    world.delete("orders").settle();

    assertThat(world.endpoints).isEmpty();
    assertThat(world.snapshot().services()).isEmpty();
  }

  @Test
  void anEndpointThatBecameInvalidTakesWhatItHadWithIt() {
    declare();
    world.endpoint("orders", Specs.endpoint("10.0.1.400")).settle();

    world.delete("orders").restart().settle();

    assertThat(world.endpoints).isEmpty();
    assertThat(world.snapshot().services()).isEmpty();
  }

  @Test
  void aServiceThatIsJustBeingCreatedIsNotForgotten() {
    world.mesh("shop", Specs.mesh()).settle();
    world.endpoint("orders", Specs.endpoint("10.0.1.4"));
    world.loop.runUntil(() -> world.count(AwsAction.CREATE_SERVICE) == 1, Duration.ofMinutes(1));

    world.delete("orders").settle();

    assertThat(world.endpoints).isEmpty();
    assertThat(world.snapshot().services()).isEmpty();
  }

  @Test
  void aServiceOfWhoseCreationNobodyToldIsNotForgotten() {
    world.mesh("shop", Specs.mesh()).settle();
    world
        .cloud
        .faults()
        .set(CallPattern.to(AwsAction.CREATE_SERVICE), Fault.happenedButAnsweredError());
    world.endpoint("orders", Specs.endpoint("10.0.1.4"));
    world.loop.runUntil(() -> world.count(AwsAction.CREATE_SERVICE) == 1, Duration.ofMinutes(1));

    world.delete("orders").settle();

    assertThat(world.endpoints).isEmpty();
    assertThat(world.snapshot().services()).isEmpty();
  }

  @Test
  void aNamespaceThatIsJustBeingCreatedIsNotForgotten() {
    world.mesh("shop", Specs.mesh());
    world.loop.runUntil(
        () -> world.count(AwsAction.CREATE_PRIVATE_DNS_NAMESPACE) == 1, Duration.ofMinutes(1));

    world.deleteMesh("shop").settle();

    assertThat(world.meshes).isEmpty();
    assertThat(world.snapshot().namespaces()).isEmpty();
  }

  @Test
  void aNamespaceOfWhoseCreationNobodyToldIsNotForgotten() {
    world
        .cloud
        .faults()
        .set(
            CallPattern.to(AwsAction.CREATE_PRIVATE_DNS_NAMESPACE),
            Fault.happenedButAnsweredError());
    world.mesh("shop", Specs.mesh());
    world.loop.runUntil(
        () -> world.count(AwsAction.CREATE_PRIVATE_DNS_NAMESPACE) == 1, Duration.ofMinutes(1));

    world.deleteMesh("shop").settle();

    assertThat(world.meshes).isEmpty();
    assertThat(world.snapshot().namespaces()).isEmpty();
  }

  @Test
  void aMeshThatWasNeverValidGoes() {
    ServiceMeshSpec invalid =
        Specs.mesh(MeshMode.ENFORCE, Ownership.MANAGED, NamespaceType.DNS_PRIVATE, "12");
    world.mesh("shop", invalid).settle();

    world.deleteMesh("shop").settle();

    assertThat(world.meshes).isEmpty();
  }

  @Test
  void theOldNamespaceIsAskedAlsoWhenTheMeshHasANewOne() {
    declare();
    hands.deleteNamespace();
    world.cloud.faults().set(CallPattern.to(AwsAction.GET_SERVICE), Fault.denied());
    world.run(Duration.ofMinutes(1)).delete("orders").restart().settle();
    assertThat(world.meshCondition("shop", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.endpoints).hasSize(1);

    world.cloud.faults().clear();
    world.run(Duration.ofMinutes(6));

    assertThat(world.endpoints).isEmpty();
  }

  @Test
  void whoeverComesBackWhileHisDeletionIsUnderWayIsRegisteredAnew() {
    declare();
    world.delete("orders").run(Duration.ofMillis(200));
    world.loop.runUntil(world.endpoints::isEmpty, Duration.ofMinutes(1));

    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();

    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void theEndpointFirstAndThenTheMeshLeaveNothing() {
    declare();

    world.delete("orders").settle().deleteMesh("shop").settle();

    assertThat(world.meshes).isEmpty();
    assertThat(world.snapshot().namespaces()).isEmpty();
  }

  @Test
  void bothAtOnceLeaveNothing() {
    declare();

    world.deleteMesh("shop").delete("orders").settle();

    assertThat(world.endpoints).isEmpty();
    assertThat(world.meshes).isEmpty();
    assertThat(world.snapshot().namespaces()).isEmpty();
  }

  @Test
  void aDeletedMeshWaitsForItsEndpointsAlsoAfterARestart() {
    hands.createNamespace(Map.of());
    world
        .mesh("shop", Specs.mesh(MeshMode.ENFORCE, Ownership.ADOPTED))
        .endpoint("orders", Specs.endpoint("10.0.1.4"))
        .settle();

    world.deleteMesh("shop").settle().restart().settle();

    assertThat(world.meshes).hasSize(1);
    assertThat(world.meshCondition("shop", "Ready")).isEqualTo("UNKNOWN/Terminating");

    world.delete("orders").settle();

    assertThat(world.meshes).isEmpty();
    assertThat(world.snapshot().services()).isEmpty();
  }

  private void declare() {
    world.mesh("shop", Specs.mesh()).endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
  }

  /** Without having been asked to, as with a finalizer that somebody removed. */
  private void meshVanishes() {
    world.meshes.remove(new ObjectRef("shop", "shop"));
    world.engine.observe(new Gone(MeshId.of("shop", "shop")));
    world.settle();
  }
}
