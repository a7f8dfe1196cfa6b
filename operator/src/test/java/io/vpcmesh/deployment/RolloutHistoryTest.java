package io.vpcmesh.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Many lives of 200 passes each, 200,000 passes in all; {@code -Dlives=20000} makes them 4,000,000,
 * which take 27 s of one core.
 */
class RolloutHistoryTest {

  private static final long LIVES = Long.getLong("lives", 1_000);
  private static final int PASSES = 200;

  @Test
  void nothingEverHappensThatMustNot() {
    OptionalLong wrong =
        LongStream.range(0, LIVES).parallel().filter(seed -> !live(seed).isEmpty()).findFirst();

    wrong.ifPresent(seed -> assertThat(live(seed)).as("seed %d", seed).isEmpty());
    assertThat(wrong).isEmpty();
  }

  private static ImmutableList<String> live(long seed) {
    RandomLife random = new RandomLife(seed);
    Chronicle chronicle = new Chronicle();
    for (int pass = 0; pass < PASSES && chronicle.complaints().isEmpty(); pass++) {
      random.goOn();
      chronicle.add(random.life());
    }
    return chronicle.complaints();
  }
}
