package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.api.v1alpha1.DeletionPolicy;
import io.vpcmesh.api.v1alpha1.MeshMode;
import io.vpcmesh.api.v1alpha1.NamespaceType;
import io.vpcmesh.api.v1alpha1.Ownership;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.model.AwsAction;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A deletion that cannot come to an end says what is in the way. */
class BlockedDeletionTest {

  private static final Duration UNTIL_SEEN = Duration.ofMinutes(10);

  private final TestWorld world = TestWorld.realistic().start();
  private final Hands hands = new Hands(world);

  @Test
  void anInstanceOfAnotherIsNamedAndItsDepartureIsNoticed() {
    declare();
    hands.register("orders", "legacy", Map.of("AWS_INSTANCE_IPV4", "10.0.9.9"));

    world.delete("orders").settle();

    assertThat(world.registered("orders")).containsExactly("legacy");
    assertThat(world.condition("orders", "Stalled")).isEqualTo("TRUE/Terminating");
    assertThat(world.message("orders", "Stalled")).contains("orders").contains("legacy");

    hands.deregister("orders", "legacy");
    world.run(UNTIL_SEEN);

    assertThat(world.endpoints).isEmpty();
    assertThat(world.snapshot().services()).isEmpty();
  }

  @Test
  void anInstanceOfAnotherIsNamedAfterARestart() {
    declare();
    hands.register("orders", "legacy", Map.of("AWS_INSTANCE_IPV4", "10.0.9.9"));

    world.delete("orders").restart().settle();

    assertThat(world.registered("orders")).containsExactly("legacy");
    assertThat(world.message("orders", "Stalled")).contains("legacy");
  }

  @ParameterizedTest
  @EnumSource(names = {"DEREGISTER_INSTANCE", "DELETE_SERVICE", "LIST_TAGS_FOR_RESOURCE"})
  void aCallThatIsDeniedIsNamedAndTriedAgain(AwsAction denied) {
    declare();
    world.cloud.faults().set(CallPattern.to(denied), Fault.denied());

    world.delete("orders").settle();

    assertThat(world.condition("orders", "Stalled")).isEqualTo("TRUE/Terminating");
    assertThat(world.message("orders", "Stalled")).contains(denied.awsName());

    world.cloud.faults().clear();
    world.run(Duration.ofMinutes(6));

    assertThat(world.endpoints).isEmpty();
    assertThat(world.snapshot().services()).isEmpty();
  }

  @Test
  void credentialsThatMayDoNothingAreNamedAlsoWithoutAMesh() {
    declare();
    world.meshes.clear();
    world.cloud.faults().set(CallPattern.all().by("operator"), Fault.denied());

    world.delete("orders").restart().settle();

    assertThat(world.condition("orders", "Stalled")).isEqualTo("TRUE/Terminating");
    assertThat(world.message("orders", "Stalled")).contains("AccessDenied");

    world.cloud.faults().clear();
    world.run(Duration.ofMinutes(6));

    assertThat(world.endpoints).isEmpty();
    assertThat(world.snapshot().services()).isEmpty();
  }

  @Test
  void credentialsOfAnotherAccountDeleteNothingAndEndNothing() {
    declare();
    world
        .mesh(
            "shop",
            Specs.mesh(
                MeshMode.ENFORCE, Ownership.MANAGED, NamespaceType.DNS_PRIVATE, "999999999999"))
        .settle();
    world.calls.clear();

    world.delete("orders").deleteMesh("shop").restart().settle();

    assertThat(world.writes()).isZero();
    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
    assertThat(world.message("orders", "Ready")).contains("123456789012").contains("999999999999");
    assertThat(world.meshMessage("shop", "Ready")).contains("999999999999");
  }

  @Test
  void modeObserveDeletesNothingAndSaysSo() {
    declare();
    world.mesh("shop", Specs.mesh(MeshMode.OBSERVE, Ownership.MANAGED)).settle();
    world.calls.clear();

    world.delete("orders").settle();

    assertThat(world.writes()).isZero();
    assertThat(world.condition("orders", "Stalled")).isEqualTo("TRUE/Terminating");
    assertThat(world.message("orders", "Stalled")).contains("mode Observe");
    assertThat(world.status("orders").plannedChanges())
        .containsExactly("deregister orders/10-0-1-4");

    world.mesh("shop", Specs.mesh()).settle();

    assertThat(world.endpoints).isEmpty();
    assertThat(world.snapshot().services()).isEmpty();
  }

  @Test
  void modeObserveHoldsAlsoWhileNothingElseIsKnownOfTheMesh() {
    declare();
    world.mesh("shop", Specs.mesh(MeshMode.OBSERVE, Ownership.MANAGED)).settle();
    world.cloud.faults().set(CallPattern.to(AwsAction.LIST_NAMESPACES), Fault.denied());
    world.calls.clear();

    world.delete("orders").restart().settle();

    assertThat(world.writes()).isZero();
    assertThat(world.message("orders", "Stalled")).contains("mode Observe");
  }

  @Test
  void aMeshThatIsDeniedToDeleteItsNamespaceSaysSo() {
    world.mesh("shop", Specs.mesh()).settle();
    world.cloud.faults().set(CallPattern.to(AwsAction.DELETE_NAMESPACE), Fault.denied());

    world.deleteMesh("shop").settle();

    assertThat(world.meshCondition("shop", "Stalled")).isEqualTo("TRUE/Terminating");
    assertThat(world.meshMessage("shop", "Stalled")).contains("DeleteNamespace");

    world.cloud.faults().clear();
    world.run(Duration.ofMinutes(6));

    assertThat(world.meshes).isEmpty();
    assertThat(world.snapshot().namespaces()).isEmpty();
  }

  @Test
  void aServiceOfAnotherInTheNamespaceIsNamed() {
    world.mesh("shop", Specs.mesh()).settle();
    hands.createService("legacy", Map.of());

    world.deleteMesh("shop").settle();

    assertThat(world.meshCondition("shop", "Stalled")).isEqualTo("TRUE/Terminating");
    assertThat(world.meshMessage("shop", "Stalled")).contains("shop.internal").contains("legacy");

    hands.deleteService("legacy");
    world.run(UNTIL_SEEN);

    assertThat(world.meshes).isEmpty();
    assertThat(world.snapshot().namespaces()).isEmpty();
  }

  @Test
  void anEndpointThatLeftItsServiceBehindKeepsTheNamespaceAndIsNamed() {
    world
        .mesh("shop", Specs.mesh())
        .endpoint("orders", Specs.endpoint(null, DeletionPolicy.RETAIN, "10.0.1.4"))
        .settle();

    world.delete("orders").settle().deleteMesh("shop").settle();

    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
    assertThat(world.meshMessage("shop", "Stalled")).contains("orders");
  }

  @Test
  void aMeshWithEndpointsNamesOneOfThem() {
    declare();

    world.deleteMesh("shop").settle();

    assertThat(world.meshMessage("shop", "Ready")).contains("shop/orders");
    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
  }

  private void declare() {
    world.mesh("shop", Specs.mesh()).endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
  }
}
