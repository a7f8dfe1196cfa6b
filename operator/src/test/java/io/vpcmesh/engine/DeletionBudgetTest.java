package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.model.AwsAction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Instances that are merely not seen any more are taken out slowly. */
class DeletionBudgetTest {

  private static final Duration WINDOW = Duration.ofMinutes(5);

  private final TestWorld world = TestWorld.realistic().start().mesh("shop", Specs.mesh());
  private final Fleet fleet = new Fleet(world);

  @Test
  void ofThirtyThatVanishThreeGoInFiveMinutes() {
    declare(31);

    fleet.lose(1, 30);
    world.run(Duration.ofMinutes(4));

    assertThat(deregistrations()).hasSize(3);
    assertThat(world.registered("orders")).hasSize(28);
    assertThat(world.condition("orders", "Ready")).isEqualTo("FALSE/DeletionGateClosed");
    assertThat(world.condition("orders", "Stalled")).isEqualTo("TRUE/DeletionGateClosed");
    assertThat(world.message("orders", "Stalled"))
        .matches("27 more instances .* vpcmesh\\.io/acknowledge-deletions: [0-9a-f]{10}");
  }

  @Test
  void ofALargeEndpointATenthGoesInFiveMinutes() {
    declare(80);

    fleet.lose(1, 30);
    world.run(Duration.ofMinutes(4));

    assertThat(deregistrations()).hasSize(8);
  }

  @Test
  void inNoFiveMinutesMoreThanThreeGoUntilAllAreGone() {
    declare(31);

    fleet.lose(1, 30);
    world.run(Duration.ofMinutes(52));

    assertThat(world.registered("orders")).containsExactly("t031");
    assertThat(deregistrations()).hasSize(30).allSatisfy(this::threeAtMost);
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void newTasksAreRegisteredWhileTheGateIsClosed() {
    declare(31);
    fleet.lose(1, 30);
    world.settle();

    fleet.start(101, 105);
    world.run(Duration.ofSeconds(30));

    assertThat(world.registered("orders")).contains("t101", "t102", "t103", "t104", "t105");
    assertThat(world.condition("orders", "Stalled")).isEqualTo("TRUE/DeletionGateClosed");
  }

  @Test
  void aTaskThatIsSeenToDieGoesAtOnceAlthoughTheBudgetIsSpent() {
    declare(40);
    fleet.lose(1, 30);
    world.settle();
    world.calls.clear();

    fleet.die(31, 38);
    world.run(Duration.ofSeconds(5));

    assertThat(deregistrations()).hasSize(8);
    assertThat(world.registered("orders")).doesNotContain("t031", "t038").contains("t030");
  }

  @Test
  void theBudgetSurvivesARestart() {
    declare(31);
    fleet.lose(1, 30);
    world.run(Duration.ofMinutes(2));
    assertThat(deregistrations()).hasSize(3);

    for (int i = 0; i < 5; i++) {
      world.restart().run(Duration.ofSeconds(30));
    }

    assertThat(deregistrations()).hasSize(3);
    assertThat(world.condition("orders", "Stalled")).isEqualTo("TRUE/DeletionGateClosed");
  }

  @Test
  void theBudgetOfTasksThatComeAndVanishAgainSurvivesARestart() {
    declare(31);
    fleet.lose(1, 3);
    world.settle();
    fleet.start(1, 3);
    world.run(Duration.ofMinutes(20));
    fleet.lose(1, 3);
    world.run(Duration.ofSeconds(30));
    world.calls.clear();

    fleet.lose(4, 30);
    world.restart().settle();

    assertThat(deregistrations()).isEmpty();
  }

  @Test
  void tasksThatWereHiddenForAWhileAreRegisteredAgainAndNothingIsLeftToSay() {
    declare(31);
    fleet.lose(1, 30);
    world.settle();

    fleet.start(1, 30);
    world.settle();

    assertThat(world.registered("orders")).hasSize(31);
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.condition("orders", "Stalled")).isEqualTo("absent");
  }

  @Test
  void deletionsThatAwsRefusesSpendNothing() {
    declare(31);
    world
        .cloud
        .faults()
        .set(CallPattern.to(AwsAction.DEREGISTER_INSTANCE).times(12), Fault.throttled());

    fleet.lose(1, 3);
    world.settle();

    assertThat(world.registered("orders")).hasSize(28);
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  private void declare(int tasks) {
    fleet.start(1, tasks);
    world.endpoint("orders", Specs.endpoint()).settle();
    assertThat(world.registered("orders")).hasSize(tasks);
    world.calls.clear();
  }

  private List<Instant> deregistrations() {
    return world.calls.stream()
        .filter(call -> call.action() == AwsAction.DEREGISTER_INSTANCE)
        .map(call -> call.at())
        .toList();
  }

  private void threeAtMost(Instant from) {
    assertThat(deregistrations())
        .filteredOn(at -> !at.isBefore(from) && at.isBefore(from.plus(WINDOW)))
        .hasSizeLessThanOrEqualTo(3);
  }
}
