package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.api.v1alpha1.Condition;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the status says of a change that somebody lets wait. */
class PausedChangeTest {

  private final TestWorld world = TestWorld.realistic();

  @BeforeEach
  void aChangeIsPausedInItsBake() {
    world.mesh("shop", Specs.mesh()).endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    world
        .endpoint("orders", Specs.endpoint(Specs.ttl("30s"), "10.0.1.4"))
        .run(Duration.ofSeconds(30))
        .annotate("orders", "vpcmesh.io/pause", "1")
        .settle();
  }

  @Test
  void itIsStalledUntilSomebodyHasItGoOn() {
    assertThat(world.condition("orders", "Ready")).isEqualTo("FALSE/Paused");
    assertThat(world.condition("orders", "Stalled")).isEqualTo("TRUE/Paused");
    assertThat(world.condition("orders", "Diverged")).isEqualTo("TRUE/Paused");
    assertThat(world.condition("orders", "Available")).isEqualTo("TRUE/MinimumHealthy");
  }

  @Test
  void promotedItBecomesReady() {
    world.annotate("orders", "vpcmesh.io/promote", "1").settle();

    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.status("orders").conditions())
        .extracting(Condition::type)
        .doesNotContain("Stalled", "Diverged");
  }
}
