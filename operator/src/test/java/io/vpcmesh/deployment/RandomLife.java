package io.vpcmesh.deployment;

import static io.vpcmesh.deployment.SignalsFixture.SIX;
import static io.vpcmesh.deployment.SignalsFixture.UNDER_WAY;
import static io.vpcmesh.deployment.SignalsFixture.done;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.deployment.Signals.Hooks;
import io.vpcmesh.deployment.Signals.Work;
import io.vpcmesh.model.DeploymentPolicy;
import java.time.Duration;
import java.util.Random;

/** Whatever people may declare and ask for, and the world may say, one pass after the other. */
final class RandomLife {

  private static final ImmutableList<String> HASHES = ImmutableList.of("a", "b", "c", "d");
  private static final ImmutableList<Verb> VERBS = ImmutableList.copyOf(Verb.values());
  private static final ImmutableList<Duration> TIMES =
      ImmutableList.of(
          Duration.ZERO,
          Duration.ofSeconds(10),
          DeploymentPolicy.DEFAULT.bakeTime(),
          DeploymentPolicy.DEFAULT.progressDeadline());
  private static final ImmutableList<DeploymentPolicy> POLICIES =
      ImmutableList.of(
          DeploymentPolicy.DEFAULT,
          DeploymentPolicy.DEFAULT,
          PolicyFixture.keepingWhatFails(),
          PolicyFixture.neverForgetting(),
          PolicyFixture.withoutBreaker(),
          PolicyFixture.baking(Duration.ZERO),
          PolicyFixture.waitingForPerson());

  private final Random random;
  private final Life life = new Life();
  private int asked;

  RandomLife(long seed) {
    random = new Random(seed);
    life.declares(pick(HASHES));
  }

  Life life() {
    return life;
  }

  /** Something happens, and is seen. */
  void goOn() {
    switch (random.nextInt(24)) {
      case 0, 1, 2 -> life.declares(pick(HASHES), "data " + random.nextInt(3));
      case 3, 4 -> ask();
      case 5 -> life.under(pick(POLICIES));
      case 6 -> life.asksNoMore(pick(VERBS));
      case 7 -> unusual();
      default -> life.later(pick(TIMES));
    }
    life.sees(signals());
  }

  private void ask() {
    asked++;
    life.asks(pick(VERBS), "token " + asked);
  }

  private void unusual() {
    if (random.nextInt(50) == 0) {
      life.isDeleted();
    } else {
      life.isUnreadable();
    }
  }

  private SignalsFixture signals() {
    SignalsFixture all = done();
    switch (random.nextInt(20)) {
      case 0 -> all.firing("errors");
      case 1 -> all.unhealthy(SIX.asList().subList(0, random.nextInt(7)).toArray(String[]::new));
      case 2 -> all.healthIsUnknown();
      case 3 -> all.unreadable("errors");
      case 4 -> all.fault("rule 80", Cause.AWS_ACCESS_DENIED).work(UNDER_WAY);
      case 5 -> all.hooks(new Hooks.Failed("qa", "not on a Friday"));
      case 6 -> all.hooks(new Hooks.Asked("qa"));
      case 7 -> all.paused();
      case 8 -> all.noPlace();
      case 9 -> all.missing("errors");
      case 10 -> all.work(new Work.Refused(Cause.AWS_INVALID_REQUEST, "TooLong", "it is too long"));
      case 11 -> all.work(new Work.Waiting("the mesh is not there"));
      case 12, 13, 14 -> all.work(UNDER_WAY);
      default -> {}
    }
    return all;
  }

  private <T> T pick(ImmutableList<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
