package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.cloud.simulated.Limits;
import io.vpcmesh.cloud.simulated.Rate;
import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure.Throttled;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

/** AWS takes fewer calls than the operator believes. */
class ThrottlingTest {

  @Test
  void aStormIsNamedAsReconcilingAndDrains() {
    TestWorld world = world(new Rate(5, 1));

    world.endpoint("orders", Specs.endpoint()).run(Duration.ofSeconds(20));

    assertThat(world.condition("orders", "Ready")).isEqualTo("UNKNOWN/AwsThrottled");
    assertThat(world.condition("orders", "Reconciling")).isEqualTo("TRUE/AwsThrottled");
    assertThat(world.condition("orders", "Registered")).isEqualTo("FALSE/Throttled");
    assertThat(world.condition("orders", "Stalled")).isEqualTo("absent");

    world.run(Duration.ofMinutes(5));

    assertThat(world.registered("orders")).hasSize(200);
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void refusedCallsAreNotMoreThanTwiceThoseThatAreNeeded() {
    TestWorld world = world(new Rate(20, 10));
    Refusals refusals = Refusals.of(world, Throttled.class);

    world.endpoint("orders", Specs.endpoint()).run(Duration.ofMinutes(2));

    assertThat(world.registered("orders")).hasSize(200);
    assertThat(refusals.all).hasSizeLessThanOrEqualTo(2 * 200);
  }

  @Test
  void whatGoesIsNotKeptWaitingByWhatComes() {
    TestWorld world = world(new Rate(20, 10));
    Fleet fleet = new Fleet(world);
    world.endpoint("orders", Specs.endpoint()).run(Duration.ofMinutes(2));
    world.calls.clear();

    fleet.start(201, 400).die(1, 30);
    world.run(Duration.ofMinutes(2));

    assertThat(world.registered("orders")).hasSize(370);
    assertThat(last(world, AwsAction.DEREGISTER_INSTANCE))
        .isBefore(last(world, AwsAction.REGISTER_INSTANCE));
  }

  @Test
  void aStormOverAllCallsLeavesNothingBehind() {
    TestWorld world = world(new Rate(100, 50));
    world.cloud.faults().set(CallPattern.all().by("operator"), Fault.throttled());
    world.endpoint("orders", Specs.endpoint()).run(Duration.ofMinutes(10));
    assertThat(world.condition("orders", "Stalled")).isEqualTo("absent");

    world.cloud.faults().clear();
    world.run(Duration.ofMinutes(3));

    assertThat(world.registered("orders")).hasSize(200);
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.meshCondition("shop", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void anInstanceThatWasUnluckyForLongIsNotKeptWaitingForLong() {
    TestWorld world = TestWorld.realistic().start().mesh("shop", Specs.mesh()).settle();
    world
        .cloud
        .faults()
        .set(CallPattern.to(AwsAction.REGISTER_INSTANCE).by("operator"), Fault.throttled());
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).run(Duration.ofSeconds(130));

    world.cloud.faults().clear();
    world.run(Duration.ofSeconds(17));

    assertThat(world.registered("orders")).hasSize(1);
  }

  private static TestWorld world(Rate instances) {
    Limits limits =
        Limits.defaults()
            .with(AwsAction.REGISTER_INSTANCE, instances)
            .with(AwsAction.DEREGISTER_INSTANCE, instances);
    TestWorld world = new TestWorld(Settings.defaults().withLimits(limits));
    world.start().mesh("shop", Specs.mesh()).settle();
    new Fleet(world).start(1, 200);
    return world;
  }

  private static Instant last(TestWorld world, AwsAction action) {
    return world.calls.stream()
        .filter(call -> call.action() == action)
        .map(call -> call.at())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }
}
