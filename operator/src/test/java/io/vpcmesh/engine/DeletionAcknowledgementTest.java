package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import io.vpcmesh.model.AwsAction;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A person may let deletions pass that nobody saw the reason of. */
class DeletionAcknowledgementTest {

  private static final Duration AT_ONCE = Duration.ofSeconds(20);

  private final TestWorld world = TestWorld.realistic().start().mesh("shop", Specs.mesh());
  private final Fleet fleet = new Fleet(world);

  @Test
  void theHashOfTheStatusLetsAllPass() {
    declare(31);
    fleet.lose(1, 30);
    world.run(AT_ONCE);

    acknowledge(hash());
    world.run(AT_ONCE);

    assertThat(world.registered("orders")).containsExactly("t031");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void itLetsAllPassAlsoWhenTheyAreTooManyToGoInOneGo() {
    declare(301);
    fleet.lose(1, 300);
    world.run(AT_ONCE);

    acknowledge(hash());
    world.run(Duration.ofMinutes(1));

    assertThat(world.registered("orders")).containsExactly("t301");
  }

  @Test
  void anotherHashLetsNothingPass() {
    declare(31);
    fleet.lose(1, 30);
    world.run(AT_ONCE);
    world.calls.clear();

    acknowledge("0123456789");
    world.run(AT_ONCE);

    assertThat(world.count(AwsAction.DEREGISTER_INSTANCE)).isZero();
    assertThat(world.condition("orders", "Stalled")).isEqualTo("TRUE/DeletionGateClosed");
  }

  @Test
  void theHashOfFewerThatVanishedLetsNothingPass() {
    declare(41);
    fleet.lose(1, 30);
    world.run(AT_ONCE);
    String ofThirty = hash();
    fleet.lose(31, 40);
    world.run(AT_ONCE);
    world.calls.clear();

    acknowledge(ofThirty);
    world.run(AT_ONCE);

    assertThat(world.count(AwsAction.DEREGISTER_INSTANCE)).isZero();
    assertThat(hash()).isNotEqualTo(ofThirty);
  }

  @Test
  void whatWasAcknowledgedOnceIsAskedForAgainWhenTheSameTasksVanishAgain() {
    declare(31);
    fleet.lose(1, 30);
    world.run(AT_ONCE);
    acknowledge(hash());
    world.run(AT_ONCE);
    fleet.start(1, 30);
    world.run(Duration.ofHours(1));
    assertThat(world.registered("orders")).hasSize(31);
    world.calls.clear();

    fleet.lose(1, 30);
    world.run(AT_ONCE);

    assertThat(world.count(AwsAction.DEREGISTER_INSTANCE)).isEqualTo(3);
    assertThat(world.condition("orders", "Stalled")).isEqualTo("TRUE/DeletionGateClosed");
  }

  @Test
  void theHashIsTheSameAfterARestart() {
    declare(31);
    fleet.lose(1, 30);
    world.run(AT_ONCE);
    String before = hash();

    world.restart().run(AT_ONCE);

    assertThat(hash()).isEqualTo(before);
  }

  @Test
  void anAcknowledgementBeforeTheFirstCompletePictureLetsNothingPass() {
    declare(31);
    fleet.lose(1, 30);
    world.run(AT_ONCE);
    String hash = hash();
    world.calls.clear();

    world.restartUnsynced();
    acknowledge(hash);
    world.run(Duration.ofMinutes(20));
    assertThat(world.count(AwsAction.DEREGISTER_INSTANCE)).isZero();

    world.engine.synced();
    world.run(AT_ONCE);

    assertThat(world.registered("orders")).containsExactly("t031");
  }

  private void declare(int tasks) {
    fleet.start(1, tasks);
    world.endpoint("orders", Specs.endpoint()).settle();
    assertThat(world.registered("orders")).hasSize(tasks);
  }

  private String hash() {
    return Splitter.on(' ').splitToList(world.message("orders", "Stalled")).getLast();
  }

  private void acknowledge(String hash) {
    world.annotate("orders", EndpointPlan.ACKNOWLEDGE, hash);
  }
}
