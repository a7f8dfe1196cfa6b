package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Instance;
import io.vpcmesh.membership.Instance.State;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.InstanceId;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One task replaces the other; clients must find one at every moment. */
class RollingTest {

  private static final EndpointKey ORDERS = EndpointKey.of("shop", "orders");

  private final TestWorld world = TestWorld.realistic().start().mesh("shop", Specs.mesh());

  @Test
  void theLastRoutableInstanceStaysUntilItsSuccessorIsRegistered() {
    world.tasks.put(ORDERS, Specs.task("a", "10.0.1.1"));
    world.tasks.put(ORDERS, Specs.task("b", "10.0.1.2", 8080, State.NOT_READY));
    world.endpoint("orders", Specs.endpoint()).settle();
    world
        .cloud
        .faults()
        .set(
            CallPattern.to(AwsAction.REGISTER_INSTANCE),
            new Fault.OperationDelayed(Duration.ofSeconds(20)));

    world.tasks.put(ORDERS, Specs.task("c", "10.0.1.3"));
    world.tasks.move(ORDERS, new InstanceId("a"), State.DRAINING);
    world.tasks.die(ORDERS, new InstanceId("b"));

    assertThat(timeWithoutHealthy()).isZero();
    assertThat(world.registered("orders")).containsExactly("c");
  }

  @Test
  void theLastRoutableInstanceStaysUntilAwsHeedsThatItsSuccessorIsHealthy() {
    world.tasks.put(ORDERS, Specs.task("a", "10.0.1.1"));
    world.tasks.put(ORDERS, Specs.task("c", "10.0.1.3", 8080, State.NOT_READY));
    world.endpoint("orders", Specs.endpoint()).settle();

    world.tasks.move(ORDERS, new InstanceId("c"), State.READY);
    world.tasks.move(ORDERS, new InstanceId("a"), State.DRAINING);

    assertThat(timeWithoutHealthy()).isZero();
    assertThat(world.registered("orders")).containsExactly("c");
  }

  @Test
  void anInstanceThatDiesWithoutAnySuccessorIsTakenOutAtOnce() {
    world.tasks.put(ORDERS, Specs.task("a", "10.0.1.1"));
    world.tasks.put(ORDERS, Specs.task("c", "10.0.1.3", 8080, State.NOT_READY));
    world.endpoint("orders", Specs.endpoint()).settle();

    world.tasks.die(ORDERS, new InstanceId("a"));
    world.run(Duration.ofSeconds(5));

    assertThat(world.registered("orders")).containsExactly("c");
  }

  @Test
  void anInstanceThatDiesIsTakenOutAtOnceWhenItsSuccessorIsRegistered() {
    world.tasks.put(ORDERS, Specs.task("a", "10.0.1.1"));
    world.tasks.put(ORDERS, Specs.task("c", "10.0.1.3", 8080, State.NOT_READY));
    world.endpoint("orders", Specs.endpoint()).settle();

    world.tasks.move(ORDERS, new InstanceId("c"), State.READY);
    world.tasks.die(ORDERS, new InstanceId("a"));
    world.run(Duration.ofSeconds(5));

    assertThat(world.registered("orders")).containsExactly("c");
  }

  private Duration timeWithoutHealthy() {
    Duration none = Duration.ZERO;
    Duration step = Duration.ofMillis(200);
    for (Duration t = Duration.ZERO; t.compareTo(Duration.ofMinutes(3)) < 0; t = t.plus(step)) {
      world.run(step);
      none = healthy() == 0 ? none.plus(step) : none;
    }
    return none;
  }

  private long healthy() {
    return world.snapshot().service(Specs.NAMESPACE, "orders").orElseThrow().instances().stream()
        .map(Instance::health)
        .filter(health -> !health.equals(Optional.of(HealthStatus.UNHEALTHY)))
        .count();
  }
}
