package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.EnumMultiset;
import com.google.common.collect.ImmutableMultiset;
import com.google.common.collect.Multiset;
import io.vpcmesh.bench.Minimum;
import io.vpcmesh.cloud.simulated.Call;
import io.vpcmesh.cloud.simulated.CallObserver;
import io.vpcmesh.cloud.simulated.SimulatedCloud;
import io.vpcmesh.cloud.simulated.WorldSnapshot;
import io.vpcmesh.deployment.Deployment;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.model.AwsAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From the moment at which a change is given up not one call is made that could be spared. */
class RollbackCostTest {

  private static final Duration STEP = Duration.ofMinutes(4);
  private static final Duration END = Duration.ofMinutes(45);

  /** Longer than anything takes that AWS has taken on. */
  private static final Duration LATE = Duration.ofMinutes(10);

  private final TestWorld world = TestWorld.realistic();
  private final Script script = new Script(world);
  private final Multiset<AwsAction> calls = EnumMultiset.create(AwsAction.class);
  private final List<Rollback> rollbacks = new ArrayList<>();
  private final List<AwsAction> late = new ArrayList<>();
  private Optional<WorldSnapshot> given = Optional.empty();

  /** Whether something was taken back, and nobody has asked for anything since. */
  private boolean over;

  /**
   * A rollback that is over.
   *
   * @param calls what it took
   * @param least what it takes
   */
  private record Rollback(ImmutableMultiset<AwsAction> calls, ImmutableMultiset<AwsAction> least) {}

  static List<Scenario> scenarios() {
    return Scenario.all();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void aRollbackTakesNoCallTooMany(Scenario scenario) {
    tell(scenario);

    assertThat(rollbacks)
        .allSatisfy(rollback -> assertThat(rollback.calls()).isEqualTo(rollback.least()));
    // A port that callers may still know of closes when they have forgotten it.
    assertThat(late).allMatch(AwsAction.REVOKE_SECURITY_GROUP_INGRESS::equals);
  }

  @Test
  void thatIsSeenInMostOfTheStories() {
    long seen =
        Scenario.all().stream()
            .filter(scenario -> {
              RollbackCostTest test = new RollbackCostTest();
              test.tell(scenario);
              return test.rollbacks.stream().anyMatch(rollback -> !rollback.least().isEmpty());
            })
            .count();

    assertThat(seen).isGreaterThan(10);
  }

  private void tell(Scenario scenario) {
    world.cloud.observe(new Counter());
    world.storeWrapper = store -> new DyingStore(store, () -> {}, _ -> look());
    world.restart();
    scenario.stage().ifPresent(this::live);
    scenario.steps().forEach(this::live);
    world.run(END);
  }

  private void live(Consumer<Script> step) {
    over = false;
    step.accept(script);
    world.run(STEP);
  }

  private final class Counter implements CallObserver {
    @Override
    public void afterCall(Call call, Outcome outcome) {
      boolean ours = call.client().equals("operator") && call.action().mutating();
      if (ours && outcome.happened()) {
        (over ? late : calls).add(call.action());
      }
    }
  }

  private void look() {
    Set<Phase> phases =
        world.memory.load().endpoints().values().stream()
            .flatMap(journal -> journal.rollout().deployment().stream())
            .map(Deployment::phase)
            .collect(Collectors.toSet());
    boolean goingBack =
        phases.contains(Phase.TRIPPED)
            || phases.contains(Phase.ROLLING_BACK)
            || phases.contains(Phase.ROLLBACK_FAILED);
    if (goingBack && given.isEmpty()) {
      given = Optional.of(whenAllIsDone());
      over = false;
      calls.clear();
    }
    if (!goingBack && given.isPresent()) {
      rollbacks.add(
          new Rollback(
              ImmutableMultiset.copyOf(calls),
              Minimum.between(given.orElseThrow(), whenAllIsDone())));
      given = Optional.empty();
      over = true;
    }
  }

  /** The world once AWS has done all that it has taken on. */
  private WorldSnapshot whenAllIsDone() {
    return SimulatedCloud.restore(
            world.cloud.settings(), world.cloud.save(), () -> world.loop.now().plus(LATE))
        .snapshot();
  }
}
