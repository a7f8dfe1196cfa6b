package io.vpcmesh.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.model.DeploymentPolicy;
import io.vpcmesh.model.DeploymentPolicy.Breaker;
import io.vpcmesh.model.DeploymentPolicy.OnFirstDeployment;
import io.vpcmesh.model.DeploymentPolicy.Step;
import io.vpcmesh.model.DeploymentPolicy.Threshold;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A plan that is written down is read as the same plan. */
class DeploymentPlanTest {

  private final Random random = new Random(11);

  @Test
  void theDefaultsAreSpelledAsPeopleWouldDeclareThem() {
    assertThat(DeploymentPlan.of(DeploymentPolicy.DEFAULT).steps())
        .extracting(step -> step.percent() + "% " + step.bake())
        .containsExactly("5% 1m", "25% 1m", "100% 0s");
    assertThat(DeploymentPlan.of(DeploymentPolicy.DEFAULT).bakeTime()).isEqualTo("2m");
  }

  @Test
  void anyPolicyIsReadAsItWasSpelled() {
    for (int round = 0; round < 1_000; round++) {
      DeploymentPolicy policy = policy();
      Findings findings = new Findings();

      DeploymentOverrides read = new DeploymentParser(findings).parse(DeploymentPlan.of(policy));

      assertThat(DeploymentOverrides.effective(read, DeploymentOverrides.NONE)).isEqualTo(policy);
    }
  }

  private DeploymentPolicy policy() {
    return new DeploymentPolicy(
        ImmutableList.of(
            new Step(1 + random.nextInt(50), time(0), random.nextBoolean()),
            new Step(100, time(0), random.nextBoolean())),
        time(0),
        time(10),
        time(10),
        new Breaker(
            random.nextBoolean(),
            random.nextBoolean(),
            new Threshold(
                pick(Threshold.Type.values()),
                1 + random.nextInt(100),
                1 + random.nextInt(9),
                10 + random.nextInt(90)),
            random.nextBoolean(),
            pick(OnFirstDeployment.values())),
        random.nextBoolean()
            ? ImmutableSortedSet.of()
            : ImmutableSortedSet.copyOf(List.of("a" + random.nextInt(9), "b")),
        random.nextInt(21));
  }

  private Duration time(int fromSeconds) {
    return switch (random.nextInt(4)) {
      case 0 -> Duration.ofSeconds(fromSeconds);
      case 1 -> Duration.ofHours(24);
      case 2 -> Duration.ofMillis(fromSeconds * 1_000L + random.nextInt(5_000_000));
      default -> Duration.ofMinutes(1 + random.nextInt(1_000));
    };
  }

  private <T> T pick(T[] choices) {
    return choices[random.nextInt(choices.length)];
  }
}
