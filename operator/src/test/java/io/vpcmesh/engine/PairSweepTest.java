package io.vpcmesh.engine;

import io.vpcmesh.engine.Sweep.Result;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine dies twice, wherever it may, and all ends as if it had not. Takes long. */
@Tag("crashes")
class PairSweepTest {

  /** With more effects than that there are too many pairs to try all of them. */
  private static final int MOST_EFFECTS = 60;

  /** So many first deaths are tried then, and so many after each. */
  private static final int FIRSTS = 25;

  private static final int SECONDS = 12;

  private static final AtomicLong RUNS = new AtomicLong();

  static List<Scenario> scenarios() {
    return Scenario.all();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void noTwoDeathsChangeAnythingInTheEnd(Scenario scenario) {
    Sweep sweep = Sweep.of(scenario);
    boolean all = sweep.undisturbed().effects() <= MOST_EFFECTS;

    Result result = all ? sweep.overPairs() : sweep.overPairs(FIRSTS, SECONDS);

    RUNS.addAndGet(result.runs());
    result.check();
  }

  @AfterAll
  static void tell() {
    System.out.printf("pairs of deaths: %d runs%n", RUNS.get());
  }
}
