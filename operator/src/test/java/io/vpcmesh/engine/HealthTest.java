package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.api.v1alpha1.Discovery;
import io.vpcmesh.api.v1alpha1.HealthReporting;
import io.vpcmesh.api.v1alpha1.InstanceCount;
import io.vpcmesh.api.v1alpha1.OnAllUnhealthy;
import io.vpcmesh.cloud.Operation;
import io.vpcmesh.cloud.simulated.CallObserver;
import io.vpcmesh.membership.Instance.State;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.InstanceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Health and registration follow the readiness of tasks. */
class HealthTest {

  private static final EndpointKey ORDERS = EndpointKey.of("shop", "orders");
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  private final TestWorld world = TestWorld.realistic().start().mesh("shop", Specs.mesh());
  private final Hands hands = new Hands(world);

  @Test
  void aTaskThatIsNotReadyIsRegisteredUnhealthyAndMarkedHealthyWhenItIs() {
    start("t1", "10.0.1.4", State.READY);
    start("t2", "10.0.1.5", State.NOT_READY);
    declare(null);

    assertThat(health("t2")).isEqualTo(HealthStatus.UNHEALTHY);
    assertThat(world.status("orders").instances()).isEqualTo(new InstanceCount(2, 2, 1, 0, "1/2"));
    world.calls.clear();

    world.tasks.move(ORDERS, new InstanceId("t2"), State.READY);
    world.settle();

    assertThat(health("t2")).isEqualTo(HealthStatus.HEALTHY);
    assertThat(world.writes()).isEqualTo(1);
    assertThat(world.count(AwsAction.UPDATE_INSTANCE_CUSTOM_HEALTH_STATUS)).isEqualTo(1);
  }

  @Test
  void aTaskThatIsNotReadyAnyMoreIsMarkedUnhealthyOnce() {
    start("t1", "10.0.1.4", State.READY);
    start("t2", "10.0.1.5", State.READY);
    declare(null);
    world.calls.clear();

    world.tasks.move(ORDERS, new InstanceId("t2"), State.NOT_READY);
    world.run(Duration.ofHours(1));

    assertThat(health("t2")).isEqualTo(HealthStatus.UNHEALTHY);
    assertThat(world.writes()).isEqualTo(1);
  }

  @Test
  void aDrainingTaskIsDeregisteredAtOnce() {
    start("t1", "10.0.1.4", State.READY);
    start("t2", "10.0.1.5", State.READY);
    declare(null);

    world.tasks.move(ORDERS, new InstanceId("t2"), State.DRAINING);
    world.run(AT_ONCE);

    assertThat(world.registered("orders")).containsExactly("t1");
  }

  @Test
  void aTaskThatDiesIsDeregisteredAtOnce() {
    start("t1", "10.0.1.4", State.READY);
    start("t2", "10.0.1.5", State.READY);
    declare(null);

    world.tasks.die(ORDERS, new InstanceId("t2"));
    world.run(AT_ONCE);

    assertThat(world.registered("orders")).containsExactly("t1");
  }

  @Test
  void withoutHealthOnlyReadyTasksAreRegistered() {
    start("t1", "10.0.1.4", State.READY);
    start("t2", "10.0.1.5", State.NOT_READY);
    declare(new Discovery(null, null, HealthReporting.NONE, null, Map.of(), null));

    assertThat(hands.service("orders").customHealth()).isFalse();
    assertThat(world.registered("orders")).containsExactly("t1");
  }

  @Test
  void withoutHealthTheLastTasksStayWhenNoneIsReady() {
    start("t1", "10.0.1.4", State.READY);
    declare(new Discovery(null, null, HealthReporting.NONE, null, Map.of(), null));

    world.tasks.move(ORDERS, new InstanceId("t1"), State.NOT_READY);
    world.settle();

    assertThat(world.registered("orders")).containsExactly("t1");
  }

  @Test
  void withoutHealthAndWithEmptyNoneIsLeftWhenNoneIsReady() {
    start("t1", "10.0.1.4", State.READY);
    declare(new Discovery(null, null, HealthReporting.NONE, OnAllUnhealthy.EMPTY, Map.of(), null));

    world.tasks.move(ORDERS, new InstanceId("t1"), State.NOT_READY);
    world.settle();

    assertThat(world.registered("orders")).isEmpty();
    assertThat(world.condition("orders", "Available")).isEqualTo("FALSE/NoHealthyInstances");
  }

  @Test
  void withEmptyTheUnhealthyGoOnlyWhenAllAre() {
    start("t1", "10.0.1.4", State.READY);
    start("t2", "10.0.1.5", State.NOT_READY);
    declare(new Discovery(null, null, null, OnAllUnhealthy.EMPTY, Map.of(), null));
    assertThat(world.registered("orders")).containsExactly("t1", "t2");

    world.tasks.move(ORDERS, new InstanceId("t1"), State.NOT_READY);
    world.settle();

    assertThat(world.registered("orders")).isEmpty();
  }

  @Test
  void whoIsOnlyAClientIsNotMissed() {
    world.endpoint("batch", Specs.client()).settle();

    assertThat(world.condition("batch", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.condition("batch", "Available")).isEqualTo("absent");
  }

  @Test
  void noHealthyTaskAtAllIsStalledAndNotAvailable() {
    start("t1", "10.0.1.4", State.NOT_READY);
    declare(null);

    assertThat(world.condition("orders", "Ready")).isEqualTo("FALSE/NoHealthyInstances");
    assertThat(world.condition("orders", "Available")).isEqualTo("FALSE/NoHealthyInstances");
    assertThat(world.condition("orders", "Registered")).isEqualTo("TRUE/Registered");
  }

  @Test
  void replacingAllTasksNeverLeavesAServiceWithoutAnInstance() {
    start("a1", "10.0.1.1", State.READY);
    start("a2", "10.0.1.2", State.READY);
    start("a3", "10.0.1.3", State.READY);
    declare(null);
    List<Integer> counts = countAfterEachOperation();

    for (int i = 1; i <= 3; i++) {
      start("b" + i, "10.0.2." + i, State.READY);
      world.tasks.die(ORDERS, new InstanceId("a" + i));
    }
    world.settle();

    assertThat(world.registered("orders")).containsExactly("b1", "b2", "b3");
    assertThat(counts).isNotEmpty().allMatch(count -> count > 0);
  }

  @Test
  void replacingAllStaticAddressesNeverLeavesAServiceWithoutAnInstance() {
    world.endpoint("orders", Specs.endpoint("10.0.1.1", "10.0.1.2")).settle();
    List<Integer> counts = countAfterEachOperation();

    world.endpoint("orders", Specs.endpoint("10.0.2.1", "10.0.2.2")).settle();

    assertThat(world.registered("orders")).containsExactly("10-0-2-1", "10-0-2-2");
    assertThat(counts).isNotEmpty().allMatch(count -> count > 0);
  }

  private List<Integer> countAfterEachOperation() {
    List<Integer> counts = new ArrayList<>();
    world.cloud.observe(
        new CallObserver() {
          @Override
          public void operationEnded(Operation operation) {
            counts.add(world.registered("orders").size());
          }
        });
    return counts;
  }

  private void start(String id, String ip, State state) {
    world.tasks.put(ORDERS, Specs.task(id, ip, 8080, state));
  }

  private void declare(@Nullable Discovery discovery) {
    world.endpoint("orders", Specs.endpoint(discovery)).settle();
  }

  private HealthStatus health(String instance) {
    Optional<HealthStatus> health = hands.instance("orders", instance).health();
    return health.orElseThrow();
  }
}
