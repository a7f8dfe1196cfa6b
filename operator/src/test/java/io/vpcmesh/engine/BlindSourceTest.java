package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.model.AwsAction;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A source that cannot see takes nothing away. */
class BlindSourceTest {

  private static final Duration LONG = Duration.ofHours(1);

  private final TestWorld world = TestWorld.realistic().start().mesh("shop", Specs.mesh());
  private final Fleet fleet = new Fleet(world);

  @Test
  void aSourceThatIsNotSyncedTakesNothingAway() {
    declare(6);

    world.tasks.synced(false);
    fleet.lose(1, 5);
    world.run(LONG);

    assertThat(world.writes()).isZero();
    assertThat(world.registered("orders")).hasSize(6);
  }

  @Test
  void aSourceThatKnowsOfNoTaskAtAllTakesNothingAwayAndIsDoubtedAloud() {
    declare(6);

    fleet.lose(1, 6);
    world.run(LONG);

    assertThat(world.writes()).isZero();
    assertThat(world.registered("orders")).hasSize(6);
    assertThat(world.condition("orders", "Stalled")).isEqualTo("TRUE/DeletionGateClosed");
    assertThat(world.message("orders", "Stalled"))
        .contains("no instance")
        .contains("6 are registered");
  }

  @Test
  void whoeverWasSeenToDieGoesAlsoWhenNoneIsLeft() {
    declare(6);

    fleet.die(1, 6);
    world.run(Duration.ofSeconds(10));

    assertThat(world.registered("orders")).isEmpty();
  }

  @Test
  void beforeTheFirstCompletePictureNothingIsTakenAwayAndAdditionsGoOn() {
    declare(31);
    fleet.lose(1, 30);
    fleet.start(101, 102);

    world.restartUnsynced().run(LONG);

    assertThat(world.count(AwsAction.DEREGISTER_INSTANCE)).isZero();
    assertThat(world.registered("orders")).hasSize(33).contains("t101", "t102");
    assertThat(world.condition("orders", "Reconciling")).startsWith("TRUE/");

    world.engine.synced();
    world.run(Duration.ofSeconds(20));

    assertThat(world.count(AwsAction.DEREGISTER_INSTANCE)).isEqualTo(3);
  }

  @Test
  void whatVanishedDuringARestartIsBudgeted() {
    declare(31);
    fleet.lose(1, 30);

    world.restart().settle();

    assertThat(world.count(AwsAction.DEREGISTER_INSTANCE)).isEqualTo(3);
  }

  private void declare(int tasks) {
    fleet.start(1, tasks);
    world.endpoint("orders", Specs.endpoint()).settle();
    assertThat(world.registered("orders")).hasSize(tasks);
    world.calls.clear();
  }
}
