package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.Resource;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A deletion that is seen when the resource has long come back under its name. */
class FormerLifeTest {

  private final TestWorld world = TestWorld.realistic().start().mesh("shop", Specs.mesh());

  @Test
  void itsDeletionTakesNothingFromItsSuccessor() {
    Resource<ServiceEndpointSpec> former = aSecondLifeBegins();

    world.endpoint(former.deletionRequested()).loop.dropAll();
    world.restart().settle();

    assertThat(world.writes()).isZero();
    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
    assertThat(world.message("orders", "Ready")).contains("uid-orders").contains("uid-2");
  }

  @Test
  void itsSuccessorIsDeletedAsUsual() {
    Resource<ServiceEndpointSpec> former = aSecondLifeBegins();
    Resource<ServiceEndpointSpec> successor = declared();
    world.endpoint(former.deletionRequested()).loop.dropAll();
    world.restart().settle();

    world.endpoint(successor.deletionRequested()).settle();

    assertThat(world.snapshot().services()).isEmpty();
    assertThat(world.endpoints).isEmpty();
  }

  @Test
  void aNewLifeIsJournaledBeforeAnythingIsMarkedAnew() {
    aSecondLifeBegins();

    assertThat(journaledUid()).isEqualTo("uid-2");
  }

  /** One of them is old, and nobody can say which. */
  @Test
  void readsThatContradictEachOtherAreRepeatedWithGrowingPatience() {
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle().run(Duration.ofMinutes(20));
    world.reborn("orders", "uid-2").settle();
    world
        .cloud
        .faults()
        .set(CallPattern.to(AwsAction.GET_INSTANCE), new Fault.StaleRead(Duration.ofMinutes(10)));
    world.calls.clear();

    world.endpoint(declared().deletionRequested()).run(Duration.ofMinutes(2));

    assertThat(world.count(AwsAction.GET_INSTANCE)).isBetween(2L, 8L);
    assertThat(world.message("orders", "Ready")).contains("10-0-1-4 belongs to");
  }

  private Resource<ServiceEndpointSpec> aSecondLifeBegins() {
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    Resource<ServiceEndpointSpec> former = declared();
    world.reborn("orders", "uid-2").settle();
    world.calls.clear();
    return former;
  }

  private String journaledUid() {
    return Objects.requireNonNull(
            world.memory.load().endpoints().get(EndpointKey.of("shop", "orders")))
        .uid();
  }

  private Resource<ServiceEndpointSpec> declared() {
    return Objects.requireNonNull(world.endpoints.get(new ObjectRef("shop", "orders")));
  }
}
