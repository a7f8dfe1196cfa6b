package io.vpcmesh.runtime;

import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.cloud.Supervision;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.telemetry.CallOutcome;
import io.vpcmesh.telemetry.Meters;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Counts and times calls, those included that AWS refuses. */
public record MeasuredCalls(Meters meters, InstantSource clock) implements Supervision {

  @Override
  public <T> T call(AwsAction action, Supplier<T> call) {
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
