package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.Resource;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A resource that somebody took away without letting us clean up. */
class TakenByForceTest {

  private static final EndpointKey ORDERS = EndpointKey.of("shop", "orders");

  private final TestWorld world = TestWorld.realistic().start().mesh("shop", Specs.mesh());

  @Test
  void leavesWhatItHasInAws() {
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    world.calls.clear();

    world.takeByForce(ORDERS);
    world.run(Duration.ofMinutes(30));

    assertThat(world.writes()).isZero();
    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
  }

  @Test
  void goesOnWithItsRevisionWhenItComesBack() {
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    world.endpoint("orders", Specs.endpoint(Specs.ttl("30s"), "10.0.1.4")).settle();
    Resource<ServiceEndpointSpec> declared = declared();
    world.takeByForce(ORDERS);
    world.settle().calls.clear();

    world.endpoint(declared).settle();

    assertThat(world.writes()).isZero();
    assertThat(Objects.requireNonNull(world.status("orders").revision()).running()).isEqualTo(2);
  }

  @Test
  void isDeletedAsUsualAfterItCameBack() {
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    Resource<ServiceEndpointSpec> declared = declared();
    world.takeByForce(ORDERS);
    world.settle();

    world.endpoint(declared.deletionRequested()).settle();

    assertThat(world.snapshot().services()).isEmpty();
    assertThat(world.endpoints).isEmpty();
  }

  @Test
  void aMeshKeepsItsNamespaceForTheDayOnWhichItComesBack() {
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    world.calls.clear();

    world.takeByForce(MeshId.of("shop", "shop"));
    world.run(Duration.ofMinutes(30));
    world.mesh("shop", Specs.mesh()).settle();

    assertThat(world.writes()).isZero();
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  private Resource<ServiceEndpointSpec> declared() {
    return Objects.requireNonNull(world.endpoints.get(new ObjectRef("shop", "orders")));
  }
}
