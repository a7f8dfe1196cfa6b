package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.model.AwsAction;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody tells what became of an update of a service while AWS works on its instances. */
class LostUpdateTest {

  private final TestWorld world = TestWorld.realistic();

  @BeforeEach
  void change() {
    world.restart();
    world.mesh("shop", Specs.mesh());
    world.endpoint("orders", orders("10s", 8080)).settle();
    world
        .cloud
        .faults()
        .set(
            CallPattern.to(AwsAction.UPDATE_SERVICE).by("operator").times(1),
            Fault.happenedButAnsweredError());
    world.calls.clear();
    world.endpoint("orders", orders("30s", 9090)).run(Duration.ofMillis(340));
  }

  @Test
  void whatIsUnderWayIsNotSentAgain() {
    world.mesh("shop", MeshSpecs.ttl(Specs.mesh(), "20s")).settle();

    assertThat(world.calls)
        .filteredOn(call -> call.action() == AwsAction.REGISTER_INSTANCE)
        .extracting(call -> call.request().instance().orElseThrow().value())
        .containsExactlyInAnyOrder("10-0-1-4", "10-0-1-5");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void theInstancesAreLookedAtOnceAndThenNowAndThen() {
    world.run(Duration.ofSeconds(1));

    assertThat(world.count(AwsAction.DISCOVER_INSTANCES)).isLessThan(4);
  }

  private static ServiceEndpointSpec orders(String ttl, int port) {
    return Specs.ports(
        Specs.endpoint(Specs.ttl(ttl), "10.0.1.4", "10.0.1.5"), Specs.port("http", 80, port));
  }
}
