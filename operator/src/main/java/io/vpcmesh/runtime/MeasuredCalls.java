package io.vpcmesh.runtime;

import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.telemetry.CallOutcome;
import io.vpcmesh.telemetry.Meters;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Makes calls and tells how each of them ended and how long it took. */
record MeasuredCalls(Meters meters, InstantSource clock) {

  void run(AwsAction action, Runnable call) {
    measure(
        action,
        () -> {
          call.run();
          return action;
        });
  }

  <T> T measure(AwsAction action, Supplier<T> call) {
    Instant begun = clock.instant();
    CallOutcome outcome = CallOutcome.BUG;
    try {
      T answer = call.get();
      outcome = CallOutcome.SUCCESS;
      return answer;
    } catch (AwsException refused) {
      outcome = CallOutcome.of(refused.failure());
      throw refused;
    } finally {
      meters.called(action, outcome, Duration.between(begun, clock.instant()));
    }
  }
}
