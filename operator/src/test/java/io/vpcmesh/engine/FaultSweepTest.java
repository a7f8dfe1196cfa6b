package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.engine.Disturbance.FaultAtCall;
import io.vpcmesh.engine.Run.Ending;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** AWS does something else than it should at every call, and all ends as if it had not. */
class FaultSweepTest {

  private static final ImmutableList<Fault> ANY_CALL =
      ImmutableList.of(
          Fault.unavailable(),
          Fault.happenedButAnsweredError(),
          Fault.timeoutBeforeItHappened(),
          Fault.throttled(),
          Fault.denied());

  private static final ImmutableList<Fault> READ =
      ImmutableList.of(new Fault.StaleRead(Duration.ofSeconds(60)), new Fault.EmptyPage(true));

  private static final ImmutableList<Fault> WRITE =
      ImmutableList.of(Fault.operationFails(), new Fault.OperationDelayed(Duration.ofSeconds(40)));

  static List<Scenario> scenarios() {
    return Scenarios.ALL;
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void aFaultAnywhereChangesNothingInTheEnd(Scenario scenario) {
    Sweep.of(scenario).over(FaultSweepTest::faults).check();
  }

  private static Stream<Disturbance> faults(Ending undisturbed) {
    return LongStream.rangeClosed(1, undisturbed.calls())
        .boxed()
        .flatMap(k ->
            Stream.of(ANY_CALL, undisturbed.mutating().containsKey(k) ? WRITE : READ)
                .flatMap(List::stream)
                .map(fault -> new FaultAtCall(k, fault)));
  }
}
