package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.model.AwsAction;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The networks that a mesh names are looked for, and nothing that exists depends on it. */
class NetworksTest {

  private final TestWorld world = TestWorld.realistic();

  @Test
  void whatIsRegisteredBelongsToThePrimaryNetwork() {
    world.start().mesh("shop", Specs.meshIn("vpc-0b", "vpc-0a", "vpc-0c"));
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();

    assertThat(world.snapshot().namespaces())
        .singleElement()
        .satisfies(namespace -> assertThat(namespace.vpc()).contains("vpc-0b"));
    assertThat(world.meshCondition("shop", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.meshStatus("shop").notes()).isEmpty();
  }

  @Test
  void nothingIsCreatedWhileANetworkIsMissing() {
    world.cloud.loseVpc("vpc-0c");
    world.start().mesh("shop", Specs.meshIn("vpc-0a", "vpc-0c"));
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    assertThat(world.writes()).isZero();
    assertThat(world.meshCondition("shop", "Stalled")).isEqualTo("TRUE/Rejected");
    assertThat(world.meshMessage("shop", "Stalled"))
        .startsWith("VPC vpc-0c is not in eu-west-1 of the account of the credentials: correct");

    world.cloud.makeVpc("vpc-0c");
    world.run(Duration.ofMinutes(2));

    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
    assertThat(world.meshCondition("shop", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void aNetworkThatVanishesTakesNothingWithIt() {
    world.start().mesh("shop", Specs.meshIn("vpc-0a", "vpc-0c"));
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    world.calls.clear();

    world.cloud.loseVpc("vpc-0a");
    world.run(Duration.ofHours(2));
    assertThat(world.writes()).isZero();
    assertThat(world.meshMessage("shop", "Ready")).contains("vpc-0a", "what is registered stays");
    assertThat(world.meshCondition("shop", "Registered")).isEqualTo("TRUE/Registered");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");

    world.endpoint("orders", Specs.endpoint("10.0.1.5")).settle();
    assertThat(world.registered("orders")).containsExactly("10-0-1-5");
  }

  @Test
  void whoMayNotAskGoesOnAndSaysSo() {
    world.cloud.faults().set(CallPattern.to(AwsAction.DESCRIBE_VPCS), Fault.denied());
    world.start().mesh("shop", Specs.meshIn("vpc-0a"));
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();

    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
    assertThat(world.meshCondition("shop", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.meshStatus("shop").notes())
        .singleElement()
        .satisfies(note -> assertThat(note).contains("allow ec2:DescribeVpcs"));

    world.cloud.faults().clear();
    world.run(Duration.ofHours(1));

    assertThat(world.meshStatus("shop").notes()).isEmpty();
  }

  @Test
  void aCreationWaitsForAnAnswerAndNothingElseDoes() {
    world.cloud.faults().set(CallPattern.to(AwsAction.DESCRIBE_VPCS), Fault.throttled());
    world.start().mesh("shop", Specs.meshIn("vpc-0a")).settle();
    assertThat(world.writes()).isZero();
    assertThat(world.meshCondition("shop", "Reconciling")).isEqualTo("TRUE/AwsThrottled");
    world.cloud.faults().clear();
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    assertThat(world.registered("orders")).containsExactly("10-0-1-4");

    world.cloud.faults().set(CallPattern.to(AwsAction.DESCRIBE_VPCS), Fault.throttled());
    world.restart().endpoint("orders", Specs.endpoint("10.0.1.5")).settle();

    assertThat(world.registered("orders")).containsExactly("10-0-1-5");
    assertThat(world.meshCondition("shop", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void theyAreLookedForOnceInAnHour() {
    world.start().mesh("shop", Specs.meshIn("vpc-0a")).settle();
    world.calls.clear();

    world.run(Duration.ofHours(10));

    assertThat(world.count(AwsAction.DESCRIBE_VPCS)).isEqualTo(10);
    assertThat(world.writes()).isZero();
  }

  @Test
  void aFurtherNetworkIsLookedForAtOnce() {
    world.start().mesh("shop", Specs.meshIn("vpc-0a")).settle();
    world.cloud.loseVpc("vpc-0d");

    world.mesh("shop", Specs.meshIn("vpc-0a", "vpc-0d")).settle();

    assertThat(world.meshMessage("shop", "Ready")).contains("vpc-0d");
    assertThat(world.meshCondition("shop", "Registered")).isEqualTo("TRUE/Registered");
  }
}
