package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.deployment.Signals.Hooks;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Hook;
import io.vpcmesh.model.Hook.OnFailure;
import io.vpcmesh.model.Hook.Stage;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.runtime.VirtualLoop;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HookRoundsTest {

  private static final EndpointKey ORDERS = EndpointKey.of("shop", "orders");
  private static final Hook BEFORE = hook("review", Stage.BEFORE_DEPLOYMENT);
  private static final Hook AFTER = hook("smoke", Stage.AFTER_STEP);
  private static final ImmutableList<Hook> HOOKS = ImmutableList.of(BEFORE, AFTER);
  private static final Hooks PASSED = new Hooks.Passed(ImmutableList.of());
  private static final Hooks WAITING = new Hooks.Asked("smoke");

  private final VirtualLoop loop = new VirtualLoop(Instant.parse("2026-11-01T08:00:00Z"));
  private final List<String> asked = new ArrayList<>();
  private final List<Key> woken = new ArrayList<>();
  private HookAnswer answer = new HookAnswer.Passed();
  private final HookRounds rounds =
      new HookRounds(
          loop,
          (hook, occasion) -> {
            asked.add(hook.name() + " " + occasion.step());
            return answer;
          },
          woken::add);

  @Test
  void theHooksOfTheStageAreAskedAndTheAnswerWakesWhoWaits() {
    Hooks before = rounds.ask(occasion("e-orders-8", Stage.AFTER_STEP, 1), HOOKS);
    assertThat(before).isEqualTo(WAITING);
    assertThat(rounds.idle()).isFalse();

    loop.runFor(Duration.ofSeconds(1));

    assertThat(woken).containsExactly(ORDERS);
    assertThat(rounds.idle()).isTrue();
    assertThat(rounds.ask(occasion("e-orders-8", Stage.AFTER_STEP, 1), HOOKS)).isEqualTo(PASSED);
    assertThat(asked).containsExactly("smoke 1");
  }

  @Test
  void aHookIsAskedOnceForEachStepAndDeployment() {
    ImmutableList<HookOccasion> occasions =
        ImmutableList.of(
            occasion("e-orders-8", Stage.BEFORE_DEPLOYMENT, 0),
            occasion("e-orders-8", Stage.AFTER_STEP, 1),
            occasion("e-orders-8", Stage.AFTER_STEP, 2),
            occasion("e-orders-9", Stage.AFTER_STEP, 1));

    for (int i = 0; i < 3; i++) {
      occasions.forEach(occasion -> rounds.ask(occasion, HOOKS));
      loop.runFor(Duration.ofMinutes(1));
    }

    assertThat(asked).containsExactly("review 0", "smoke 1", "smoke 2", "smoke 1");
  }

  @Test
  void whoCouldNotBeReachedIsAskedAgain() {
    HookOccasion occasion = occasion("e-orders-8", Stage.AFTER_STEP, 1);
    answer = new HookAnswer.Unreachable("no answer");
    rounds.ask(occasion, HOOKS);
    loop.runFor(Duration.ofSeconds(1));
    assertThat(rounds.ask(occasion, HOOKS)).isEqualTo(new Hooks.Asked("smoke (no answer)"));

    answer = new HookAnswer.Passed();
    loop.runFor(Duration.between(loop.now(), rounds.nextLook(ORDERS)));
    rounds.ask(occasion, HOOKS);
    loop.runFor(Duration.ofSeconds(1));

    assertThat(rounds.ask(occasion, HOOKS)).isEqualTo(PASSED);
    assertThat(asked).hasSize(2);
  }

  @Test
  void aBugInACallIsNoAnswer() {
    HookRounds buggy =
        new HookRounds(
            loop,
            (_, _) -> {
              throw new IllegalStateException("bug");
            },
            woken::add);
    HookOccasion occasion = occasion("e-orders-8", Stage.AFTER_STEP, 1);
    buggy.ask(occasion, HOOKS);

    loop.runFor(Duration.ofSeconds(1));

    assertThat(buggy.ask(occasion, HOOKS))
        .isEqualTo(new Hooks.Asked("smoke (it could not be called: IllegalStateException)"));
    assertThat(woken).containsExactly(ORDERS);
  }

  @Test
  void anotherProcessAsksAgain() {
    HookOccasion occasion = occasion("e-orders-8", Stage.AFTER_STEP, 1);
    rounds.ask(occasion, HOOKS);
    loop.runFor(Duration.ofSeconds(1));

    rounds.forget(ORDERS);
    assertThat(rounds.nextLook(ORDERS)).isEqualTo(Instant.MAX);
    rounds.ask(occasion, HOOKS);
    loop.runFor(Duration.ofSeconds(1));

    assertThat(asked).hasSize(2);
  }

  @Test
  void whereNoHookCanBeCalledOneThatIsThereRefuses() {
    HookRounds none = new HookRounds(loop, HookCalls.NONE, woken::add);
    HookOccasion occasion = occasion("e-orders-8", Stage.AFTER_STEP, 1);
    none.ask(occasion, HOOKS);

    loop.runFor(Duration.ofSeconds(1));

    assertThat(none.ask(occasion, HOOKS)).isInstanceOf(Hooks.Failed.class);
  }

  private static HookOccasion occasion(String deployment, Stage stage, int step) {
    return new HookOccasion(
        MeshId.of("shop", "shop"), ORDERS, deployment, 8, stage, step, "Progressing");
  }

  private static Hook hook(String name, Stage stage) {
    return new Hook(
        name,
        URI.create("https://ci.example.org/" + name),
        stage,
        Duration.ofSeconds(5),
        OnFailure.TRIP);
  }
}
