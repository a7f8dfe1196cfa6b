package io.vpcmesh.engine;

import io.vpcmesh.engine.Disturbance.DeathAtCall;
import io.vpcmesh.engine.Disturbance.DeathAtWrite;
import io.vpcmesh.engine.Run.Ending;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The engine dies at every call and at every write, and all ends as if it had not. A death before a
 * call that only reads is one after what was done before it.
 */
class CrashSweepTest {

  /** So many first deaths are tried, and so many after each. */
  private static final int FIRSTS = 5;

  private static final int SECONDS = 2;

  static List<Scenario> scenarios() {
    return Scenario.all();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void aDeathAnywhereChangesNothingInTheEnd(Scenario scenario) {
    Sweep.of(scenario).over(CrashSweepTest::deaths).check();
  }

  /** All pairs are for {@link PairSweepTest}. */
  @ParameterizedTest
  @MethodSource("scenarios")
  void twoDeathsChangeNothingInTheEnd(Scenario scenario) {
    Sweep.of(scenario).overPairs(FIRSTS, SECONDS).check();
  }

  private static Stream<Disturbance> deaths(Ending undisturbed) {
    return Stream.of(
            undisturbed.mutating().keySet().stream().map(k -> new DeathAtCall(k, false)),
            each(undisturbed.calls(), k -> new DeathAtCall(k, true)),
            each(undisturbed.writes(), k -> new DeathAtWrite(k, false)),
            each(undisturbed.writes(), k -> new DeathAtWrite(k, true)))
        .flatMap(deaths -> deaths);
  }

  private static Stream<Disturbance> each(long last, LongFunction<Disturbance> death) {
    return LongStream.rangeClosed(1, last).mapToObj(death);
  }
}
