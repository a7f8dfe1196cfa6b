package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.registry.OpenRules;
import io.vpcmesh.registry.apply.DeletionGate;
import io.vpcmesh.registry.apply.OpenGuards;
import io.vpcmesh.registry.apply.RegistryApplier;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is merely not seen stays, or goes slowly: with a guard open the checker sees it go. */
class OpenGateTest {

  private static final OpenGuard UNKNOWN_GOES = OpenGuard.rules(OpenRules.withoutUnknownStays());

  private static final OpenGuard SYNCED_FROM_THE_START =
      new OpenGuard(world -> world.gate = OpenGuards::gateSyncedFromTheStart);

  private static final OpenGuard NO_BUDGET =
      new OpenGuard(world -> world.gate = OpenGuards::gateWithoutBudget);

  private static final OpenGuard NOBODY_ASKS =
      new OpenGuard(world -> world.appliers = OpenGuards::withoutAbsence);

  @Test
  void withoutUnknownStaysTheCheckerSeesAPartialListDelete() {
    UNKNOWN_GOES
        .in(script -> {
          tasks(script, 3);
          script.world.tasks.synced(false);
          script.hide("order", id(2));
          script.world.settle();
        })
        .breaks("S2")
        .because("the instance is there and wanted");
  }

  @Test
  void withoutWaitingForAllSourcesTheCheckerSeesAFirstListDelete() {
    SYNCED_FROM_THE_START
        .in(script -> {
          tasks(script, 3);
          IntStream.rangeClosed(1, 2).forEach(i -> script.hide("order", id(i)));
          script.world.syncedAtStart = false;
          script.world.restart().settle();
        })
        .breaks("S2")
        .because("the instance is there and wanted");
  }

  @Test
  void withoutABudgetTheCheckerSeesMereAbsenceTakeTwelveAway() {
    NO_BUDGET
        .in(OpenGateTest::twelveOfTwentyAreLost)
        .breaks("S4")
        .because("11 of 3 went on mere absence already");
  }

  @Test
  void withAnApplierThatAsksNoGateTheCheckerSeesMereAbsenceTakeTwelveAway() {
    NOBODY_ASKS
        .in(OpenGateTest::twelveOfTwentyAreLost)
        .breaks("S4")
        .because("11 of 3 went on mere absence already");
  }

  /** A plan is cut to the budget for the sake of the status; the guard is in the applier. */
  @Test
  void theApplierKeepsTheBudgetWhateverThePlanLetsPass() {
    OpenGuard plan =
        new OpenGuard(world -> {
          DeletionGate real = new DeletionGate();
          real.synced();
          world.gate = OpenGuards::gateWithoutBudget;
          world.appliers = (cloudMap, open) -> RegistryApplier.guarded(cloudMap, real);
        });

    assertThat(plan.in(OpenGateTest::twelveOfTwentyAreLost).violations()).isEmpty();
  }

  /** Twenty tasks; the daemon restarts, and twelve of them are not there any more. */
  private static void twelveOfTwentyAreLost(Script script) {
    tasks(script, 20);
    IntStream.rangeClosed(9, 20).forEach(i -> script.lose("order", id(i)));
    script.world.restart().run(Duration.ofSeconds(30));
  }

  private static void tasks(Script script, int count) {
    script.world.mesh("shop", Specs.mesh());
    IntStream.rangeClosed(1, count).forEach(i -> script.task("order", Scenarios.task(i)));
    script.endpoint("order", Specs.endpoint());
    script.world.settle();
  }

  private static String id(int number) {
    return Scenarios.task(number).id().value();
  }
}
