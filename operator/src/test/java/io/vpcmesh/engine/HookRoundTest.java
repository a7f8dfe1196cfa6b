package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.deployment.Signals.Hooks;
import io.vpcmesh.engine.HookAnswer.Failed;
import io.vpcmesh.engine.HookAnswer.Passed;
import io.vpcmesh.engine.HookAnswer.Unreachable;
import io.vpcmesh.model.Hook;
import io.vpcmesh.model.Hook.OnFailure;
import io.vpcmesh.model.Hook.Stage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HookRoundTest {

  private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");
  private static final Hook SMOKE = hook("smoke", OnFailure.TRIP);
  private static final Hook LOAD = hook("load", OnFailure.TRIP);
  private static final Hook CHAT = hook("chat", OnFailure.IGNORE);

  private final HookRound round = new HookRound(ImmutableList.of(SMOKE, LOAD, CHAT));

  @Test
  void withoutHooksTheDeploymentGoesOn() {
    HookRound none = new HookRound(ImmutableList.of());

    assertThat(none.signal()).isEqualTo(new Hooks.Passed(ImmutableList.of()));
    assertThat(none.nextLook()).isEqualTo(Instant.MAX);
  }

  @Test
  void eachHookIsAskedOnce() {
    assertThat(round.take(NOW)).containsExactly(SMOKE, LOAD, CHAT);
    assertThat(round.take(NOW)).isEmpty();

    round.answered("smoke", new Passed(), NOW);

    assertThat(round.take(NOW.plusSeconds(3600))).isEmpty();
    assertThat(round.signal()).isEqualTo(new Hooks.Asked("load"));
  }

  @Test
  void whenAllHavePassedTheDeploymentGoesOn() {
    round.take(NOW);

    answer(new Passed(), new Passed(), new Passed());

    assertThat(round.signal()).isEqualTo(new Hooks.Passed(ImmutableList.of()));
  }

  @Test
  void oneRefusalIsEnoughWhoeverIsStillToAnswer() {
    round.take(NOW);

    round.answered("load", new Failed("too slow"), NOW);

    assertThat(round.signal()).isEqualTo(new Hooks.Failed("load", "too slow"));
    assertThat(round.take(NOW.plusSeconds(3600))).isEmpty();
  }

  @Test
  void aFailureThatIsIgnoredIsToldAndNothingElse() {
    round.take(NOW);

    answer(new Passed(), new Passed(), new Failed("no such room"));

    assertThat(round.signal())
        .isEqualTo(new Hooks.Passed(ImmutableList.of("hook chat, ignored: no such room")));
  }

  @Test
  void nobodyWaitsForAHookThatIsIgnored() {
    round.take(NOW);

    answer(new Passed(), new Passed(), new Unreachable("no answer"));

    assertThat(round.signal())
        .isEqualTo(new Hooks.Passed(ImmutableList.of("hook chat, ignored: no answer")));
    assertThat(round.nextLook()).isEqualTo(Instant.MAX);
  }

  @Test
  void aHookThatCannotBeReachedIsAskedAgainAndHoldsTheDeployment() {
    round.take(NOW);
    answer(new Passed(), new Unreachable("no answer"), new Passed());

    assertThat(round.signal()).isEqualTo(new Hooks.Asked("load (no answer)"));
    assertThat(round.nextLook()).isEqualTo(NOW.plusSeconds(10));
    assertThat(round.take(NOW.plusSeconds(9))).isEmpty();
    assertThat(round.take(NOW.plusSeconds(10))).containsExactly(LOAD);

    round.answered("load", new Passed(), NOW.plusSeconds(11));

    assertThat(round.signal()).isEqualTo(new Hooks.Passed(ImmutableList.of()));
  }

  @Test
  void patienceWithAHookThatCannotBeReachedGrowsToEightyNotMoreSeconds() {
    Instant now = NOW;
    for (int i = 0; i < 6; i++) {
      round.take(now);
      round.answered("load", new Unreachable("no answer"), now);
      now = round.nextLook();
    }

    assertThat(now).isEqualTo(NOW.plusSeconds(10 + 20 + 40 + 80 + 80 + 80));
  }

  @Test
  void anAnswerOfWhoWasNotAskedCountsForNothing() {
    round.answered("smoke", new Failed("late"), NOW);
    round.answered("stranger", new Failed("who?"), NOW);

    assertThat(round.signal()).isEqualTo(new Hooks.Asked("smoke"));
  }

  private void answer(HookAnswer smoke, HookAnswer load, HookAnswer chat) {
    round.answered("smoke", smoke, NOW);
    round.answered("load", load, NOW);
    round.answered("chat", chat, NOW);
  }

  private static Hook hook(String name, OnFailure onFailure) {
    return new Hook(
        name,
        URI.create("https://ci.example.org/" + name),
        Stage.AFTER_STEP,
        Duration.ofSeconds(5),
        onFailure);
  }
}
