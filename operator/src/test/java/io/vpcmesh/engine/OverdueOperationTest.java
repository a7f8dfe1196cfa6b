package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.api.v1alpha1.InstanceCount;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.model.AwsAction;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An operation that AWS takes an hour for. */
class OverdueOperationTest {

  private final TestWorld world = TestWorld.realistic().start().mesh("shop", Specs.mesh());

  OverdueOperationTest() {
    world.endpoint("orders", Specs.endpoint("10.0.1.9")).settle();
    world
        .cloud
        .faults()
        .set(
            CallPattern.to(AwsAction.REGISTER_INSTANCE).by("operator").nth(1),
            new Fault.OperationDelayed(Duration.ofHours(1)));
    world.endpoint("orders", Specs.endpoint("10.0.1.9", "10.0.1.1")).settle();
  }

  @Test
  void theOtherInstancesOfTheServiceComeAndGoMeanwhile() {
    world.endpoint("orders", Specs.endpoint("10.0.1.9", "10.0.1.1", "10.0.1.2")).settle();

    assertThat(world.registered("orders")).containsExactly("10-0-1-2", "10-0-1-9");
    assertThat(world.status("orders").instances()).isEqualTo(new InstanceCount(3, 2, 2, 0, "2/3"));

    world.endpoint("orders", Specs.endpoint("10.0.1.9", "10.0.1.1")).run(Duration.ofSeconds(5));

    assertThat(world.registered("orders")).containsExactly("10-0-1-9");
  }

  @Test
  void driftInTheServiceIsFoundMeanwhile() {
    new Hands(world).deregister("orders", "10-0-1-9");

    world.run(Duration.ofMinutes(10));

    assertThat(world.registered("orders")).containsExactly("10-0-1-9");
  }

  @Test
  void itIsAskedAboutSeldomAndNeverSentTwice() {
    world.calls.clear();

    world.run(Duration.ofMinutes(30));

    assertThat(world.writes()).isZero();
    assertThat(world.count(AwsAction.GET_OPERATION)).isBetween(10L, 40L);
    assertThat(world.count(AwsAction.DISCOVER_INSTANCES)).isBetween(10L, 40L);
  }

  @Test
  void anAnswerThatIsThrottledIsNoReasonToSendItAgain() {
    world.calls.clear();
    world
        .cloud
        .faults()
        .set(CallPattern.to(AwsAction.GET_OPERATION).by("operator"), Fault.throttled());

    world.run(Duration.ofMinutes(6));

    assertThat(world.writes()).isZero();
  }

  @Test
  void itsEndIsSeen() {
    world.run(Duration.ofMinutes(65));

    assertThat(world.registered("orders")).containsExactly("10-0-1-1", "10-0-1-9");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.writes()).isEqualTo(4);
  }
}
