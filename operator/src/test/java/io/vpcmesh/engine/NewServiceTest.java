package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.model.AwsAction;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Before a service is made somebody looked lately whether it is there; looking is cheap. */
class NewServiceTest {

  private final TestWorld world = TestWorld.realistic().start();

  @Test
  void aColdStartLooksAtAllServicesAtOnce() {
    world.mesh("shop", Specs.mesh());
    for (int i = 0; i < 20; i++) {
      world.endpoint("orders-" + i, Specs.endpoint("10.0.1." + i));
    }

    world.settle();

    assertThat(world.writes()).isEqualTo(1 + 20 + 20);
    assertThat(beforeTheFirst(AwsAction.CREATE_SERVICE))
        .doesNotContain(AwsAction.DISCOVER_INSTANCES);
  }

  @Test
  void aServiceThatComesLaterCostsOneLook() {
    world.mesh("shop", Specs.mesh()).endpoint("user", Specs.endpoint("10.0.1.4")).settle();
    world.calls.clear();

    world.endpoint("orders", Specs.endpoint("10.0.1.5")).run(Duration.ofSeconds(10));

    assertThat(world.writes()).isEqualTo(2);
    assertThat(beforeTheFirst(AwsAction.CREATE_SERVICE))
        .containsExactly(AwsAction.DISCOVER_INSTANCES);
  }

  private List<AwsAction> beforeTheFirst(AwsAction action) {
    return world.calls.stream()
        .map(call -> call.action())
        .takeWhile(made -> made != action)
        .toList();
  }
}
