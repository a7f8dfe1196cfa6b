package io.vpcmesh.engine;

import io.vpcmesh.model.AlarmState;
import io.vpcmesh.model.AwsFailure;
import java.time.Instant;
import java.util.Optional;

/** What is known of an alarm. What is unknown is neither good nor bad: nobody goes on with it. */
sealed interface AlarmReading {

  /**
   * CloudWatch told its state.
   *
   * @param askedAt when it was asked, at the latest
   */
  record Known(AlarmState state, Instant askedAt) implements AlarmReading {}

  /**
   * CloudWatch knows no alarm of that name.
   *
   * @param askedAt when it was asked, at the latest
   */
  record NotFound(Instant askedAt) implements AlarmReading {}

  /**
   * It was not read yet, or not for too long.
   *
   * @param failure why the last read failed, if it did
   */
  record Unknown(Optional<AwsFailure> failure) implements AlarmReading {}

  /** Whether both tell the same of the alarm, whenever it was asked about. */
  default boolean agreesWith(AlarmReading other) {
    return switch (this) {
      case Known(AlarmState state, _) ->
          other instanceof Known(AlarmState another, _) && state == another;
      case NotFound _ -> other instanceof NotFound;
      case Unknown(var failure) ->
          other instanceof Unknown(var another)
              && failure.map(AwsFailure::getClass).equals(another.map(AwsFailure::getClass));
    };
  }
}
