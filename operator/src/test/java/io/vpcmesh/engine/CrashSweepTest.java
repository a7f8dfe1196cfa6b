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

/** The engine dies at every call and at every write, and all ends as if it had not. */
class CrashSweepTest {

  static List<Scenario> scenarios() {
    return Stream.concat(Scenarios.ALL.stream(), ChangeScenarios.ALL.stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void aDeathAnywhereChangesNothingInTheEnd(Scenario scenario) {
    Sweep.over(scenario, CrashSweepTest::deaths);
  }

  private static Stream<Disturbance> deaths(Ending undisturbed) {
    return Stream.of(
            each(undisturbed.calls(), k -> new DeathAtCall(k, false)),
            each(undisturbed.calls(), k -> new DeathAtCall(k, true)),
            each(undisturbed.writes(), k -> new DeathAtWrite(k, false)),
            each(undisturbed.writes(), k -> new DeathAtWrite(k, true)))
        .flatMap(deaths -> deaths);
  }

  private static Stream<Disturbance> each(long last, LongFunction<Disturbance> death) {
    return LongStream.rangeClosed(1, last).mapToObj(death);
  }
}
