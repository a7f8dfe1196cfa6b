package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.engine.Simulation.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random plans, each from one seed: whatever goes wrong, nothing breaks and all comes out right.
 */
class SimulationTest {

  private static final int SEEDS = 60;

  @Test
  void whateverGoesWrongAllComesOutRight() {
    long begun = System.nanoTime();
    List<Finding> findings = Simulate.findings(1, SEEDS);
    double millis = (System.nanoTime() - begun) / 1e6 / SEEDS;
    System.out.printf("simulation: %d seeds, %.1f ms each%n", SEEDS, millis);
    assertThat(findings).isEmpty();
  }

  @Test
  void theSameSeedHasTheSameCallsAndWrites() {
    assertThat(LongStream.rangeClosed(1, 10).mapToObj(SimulationTest::run).toList())
        .isEqualTo(LongStream.rangeClosed(1, 10).mapToObj(SimulationTest::run).toList())
        .extracting(Verdict::log)
        .doesNotHaveDuplicates();
  }

  @Test
  void everyHappeningIsTheSameWhenItWasWrittenAndReadAgain() throws IOException {
    List<Happening> all =
        LongStream.rangeClosed(1, SEEDS)
            .boxed()
            .flatMap(seed -> PlanMaker.of(seed).happenings().stream())
            .toList();
    Plan plan = new Plan(1, ImmutableList.copyOf(all));
    Path file = Files.createTempFile(Path.of("target"), "plan", ".json");
    Files.writeString(file, plan.json());

    assertThat(Plan.read(file)).isEqualTo(plan);
    assertThat(all).extracting(Object::getClass).containsAll(List.copyOf(Happening.kinds()));
  }

  private static Verdict run(long seed) {
    return Simulation.of(PlanMaker.of(seed));
  }
}
