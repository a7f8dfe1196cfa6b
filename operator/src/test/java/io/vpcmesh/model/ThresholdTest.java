package io.vpcmesh.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.model.DeploymentPolicy.Threshold;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdTest {

  /** The examples of the documentation of ECS: half, at least 3, at most 200. */
  @ParameterizedTest
  @CsvSource({"1, 3", "5, 3", "6, 3", "7, 4", "25, 13", "399, 200", "400, 200", "800, 200"})
  void aBoundedPercentageIsRoundedUpAndKeptWithinItsBounds(int population, int threshold) {
    Threshold ecs = new Threshold(Threshold.Type.BOUNDED_PERCENT, 50, 3, 200);

    assertThat(ecs.of(population)).isEqualTo(threshold);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "2, 1", "3, 2", "6, 3", "401, 200"})
  void withoutAnyWishHalfIsEnoughAndOneIsTheLeast(int population, int threshold) {
    assertThat(Threshold.DEFAULT.of(population)).isEqualTo(threshold);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "10, 1", "11, 2", "10000, 1000"})
  void anUnboundedPercentageKnowsNoBoundsButOne(int population, int threshold) {
    Threshold tenth = new Threshold(Threshold.Type.UNBOUNDED_PERCENT, 10, 3, 200);

    assertThat(tenth.of(population)).isEqualTo(threshold);
  }

  @ParameterizedTest
  @CsvSource({"0, 4", "3, 4", "4, 4", "5000, 4"})
  void aCountDoesNotCareHowManyThereAre(int population, int threshold) {
    Threshold four = new Threshold(Threshold.Type.COUNT, 4, 5, 3);

    assertThat(four.of(population)).isEqualTo(threshold);
  }

  @Test
  void nothingFailsWithoutAFailure() {
    for (Threshold.Type type : Threshold.Type.values()) {
      assertThat(new Threshold(type, 0, 0, 0).of(100)).isEqualTo(1);
    }
  }

  @Test
  void aLargePopulationDoesNotOverflow() {
    Threshold all = new Threshold(Threshold.Type.UNBOUNDED_PERCENT, 100, 1, 200);

    assertThat(all.of(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
  }
}
