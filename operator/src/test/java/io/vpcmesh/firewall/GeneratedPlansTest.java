package io.vpcmesh.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many groups and wishes; {@code -Dplans=1000000} makes it that many. */
class GeneratedPlansTest {

  private static final int PLANS = Integer.getInteger("plans", 5_000);

  @Test
  void noStepOfAnyPlanOpensOrClosesTooMuch() {
    OptionalInt wrong =
        IntStream.range(0, PLANS)
            .parallel()
            .filter(seed -> !new Trial(FirewallRules.ALL, new Random(seed)).run().isEmpty())
            .findFirst();

    wrong.ifPresent(seed -> {
      Trial trial = new Trial(FirewallRules.ALL, new Random(seed));
      assertThat(trial.run()).as("seed %d, %s", seed, trial).isEmpty();
    });
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aPlanThatDisobeysARuleIsBlamed(FirewallRule rule) {
    boolean blamed = false;
    for (int seed = 0; seed < PLANS && !blamed; seed++) {
      blamed = !new Trial(OpenFirewallRules.without(rule), new Random(seed)).run().isEmpty();
    }

    assertThat(blamed).isTrue();
  }
}
