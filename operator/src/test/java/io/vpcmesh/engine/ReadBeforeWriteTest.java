package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Instance;
import io.vpcmesh.model.AwsAction;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Others may be where we believe to be alone. */
class ReadBeforeWriteTest {

  private final TestWorld world = TestWorld.realistic().start().mesh("shop", Specs.mesh());
  private final Hands hands = new Hands(world);

  @Test
  void aRegistrationThatAnotherMadeSinceTheLastLookIsNotOverwritten() {
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    hands.register("orders", "10-0-1-5", Map.of("AWS_INSTANCE_IPV4", "10.0.9.9"));
    Instance before = hands.instance("orders", "10-0-1-5");

    world.endpoint("orders", Specs.endpoint("10.0.1.4", "10.0.1.5")).settle();

    assertThat(hands.instance("orders", "10-0-1-5")).isEqualTo(before);
    assertThat(world.condition("orders", "Ready")).isEqualTo("FALSE/Rejected");
    assertThat(world.message("orders", "Ready")).contains("10-0-1-5");
  }

  @Test
  void aListingThatFalselyShowsNothingCostsNoForeignAttribute() {
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    hands.edit("orders", "10-0-1-4", "weight", "7");
    world.run(Duration.ofMinutes(20));
    world
        .cloud
        .faults()
        .set(CallPattern.to(AwsAction.LIST_INSTANCES).nth(1), new Fault.EmptyPage(true));

    world.restart().endpoint("orders", Specs.endpoint("10.0.1.4", "10.0.1.6")).settle();

    assertThat(hands.instance("orders", "10-0-1-4").attributes()).containsEntry("weight", "7");
    assertThat(world.registered("orders")).containsExactly("10-0-1-4", "10-0-1-6");
  }

  @Test
  void aServiceThatWeJustMadeIsFilledUnread() {
    world.settle().calls.clear();

    world.endpoint("orders", Specs.endpoint("10.0.1.4", "10.0.1.5", "10.0.1.6")).settle();

    assertThat(world.count(AwsAction.REGISTER_INSTANCE)).isEqualTo(3);
    assertThat(world.count(AwsAction.GET_INSTANCE)).isZero();
  }
}
