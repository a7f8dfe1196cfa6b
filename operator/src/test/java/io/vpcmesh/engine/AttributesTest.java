package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.model.AwsAction;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What an instance says besides its address. */
class AttributesTest {

  private final TestWorld world = TestWorld.realistic().start().mesh("shop", Specs.mesh());
  private final Hands hands = new Hands(world);

  @Test
  void anotherValueIsOneRegistration() {
    declare(ImmutableMap.of("stage", "blue"));
    world.calls.clear();

    declare(ImmutableMap.of("stage", "green"));

    assertThat(world.writes()).isEqualTo(1);
    assertThat(hands.instance("orders", "10-0-1-4").attributes()).containsEntry("stage", "green");
  }

  @Test
  void aDroppedAttributeGoes() {
    declare(ImmutableMap.of("stage", "blue", "shard", "7"));
    world.calls.clear();

    declare(ImmutableMap.of("stage", "blue"));

    assertThat(world.count(AwsAction.REGISTER_INSTANCE)).isEqualTo(1);
    assertThat(hands.instance("orders", "10-0-1-4").attributes())
        .containsEntry("stage", "blue")
        .doesNotContainKey("shard");
  }

  @Test
  void aForeignAttributeCausesNoWriteAndSurvivesOurs() {
    declare(ImmutableMap.of("stage", "blue"));
    hands.edit("orders", "10-0-1-4", "canary", "yes");
    world.calls.clear();

    world.run(Duration.ofHours(1));
    assertThat(world.writes()).isZero();

    declare(ImmutableMap.of("stage", "green"));

    assertThat(world.writes()).isEqualTo(1);
    assertThat(hands.instance("orders", "10-0-1-4").attributes())
        .containsEntry("canary", "yes")
        .containsEntry("stage", "green");
  }

  private void declare(ImmutableMap<String, String> attributes) {
    world.endpoint("orders", Specs.endpoint(Specs.attributes(attributes), "10.0.1.4")).settle();
  }
}
