package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.model.AwsAction;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A change of the leader is no news of a resource. */
class QuietRestartTest {

  private final TestWorld world = TestWorld.realistic().start().mesh("shop", Specs.mesh());

  @Test
  void nothingIsWrittenWhenEverythingIsAsItWas() {
    world
        .endpoint("orders", Specs.endpoint("10.0.1.4", "10.0.1.5"))
        .endpoint("carts", Specs.endpoint("10.0.2.4"))
        .settle();
    world.statusWrites.clear();

    world.restart().settle();

    assertThat(world.statusWrites).isEmpty();
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void whatNeverWasValidIsNoNewsEither() {
    world.endpoint("orders", Specs.named(Specs.endpoint("10.0.1.4"), "not a name")).settle();
    var before = world.status("orders").conditions();
    world.statusWrites.clear();

    world.restart().settle();

    assertThat(world.statusWrites).isEmpty();
    assertThat(world.status("orders").conditions()).isEqualTo(before);
  }

  @Test
  void whatHappenedMeanwhileIsTold() {
    world.endpoint("orders", Specs.endpoint("10.0.1.4", "10.0.1.5")).settle();
    world.loop.dropAll();
    world.endpoint("orders", Specs.endpoint("10.0.1.4"));
    world.statusWrites.clear();

    world.restart().settle();

    assertThat(Objects.requireNonNull(world.status("orders").instances()).registered())
        .isEqualTo(1);
    assertThat(world.status("orders").observedGeneration()).isEqualTo(2);
  }

  @Test
  void anOutageIsTold() {
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    world
        .cloud
        .faults()
        .set(CallPattern.to(AwsAction.LIST_NAMESPACES).by("operator"), Fault.denied());

    world.restart().run(Duration.ofMinutes(1));

    assertThat(world.condition("orders", "Ready")).isNotEqualTo("TRUE/Completed");
  }
}
