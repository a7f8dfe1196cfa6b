package io.vpcmesh.engine;

import io.vpcmesh.engine.AlarmReading.Known;
import io.vpcmesh.engine.AlarmReading.NotFound;
import io.vpcmesh.engine.AlarmReading.Unknown;
import io.vpcmesh.model.AlarmState;
import io.vpcmesh.model.AwsFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is known of one alarm, and when it is to be read again. */
final class AlarmTrack {

  /** Nothing was read, and nothing failed. */
  static final AlarmReading UNREAD = new Unknown(Optional.empty());

  /** How often an alarm is read. */
  static final Duration EVERY = Duration.ofSeconds(10);

  /** A state that was asked for longer ago says nothing of now. */
  static final Duration TOO_OLD = Duration.ofSeconds(30);

  /** An alarm that an answer lacks is missing once a second answer lacks it. */
  private static final Duration CONFIRM = Duration.ofSeconds(1);

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final int MAX_DOUBLINGS = 3;

  private AlarmReading reading = UNREAD;
  private Instant dueAt = Instant.EPOCH;
  private boolean missed;
  private int failures;

  AlarmReading reading(Instant now) {
    return switch (reading) {
      case Known(_, Instant askedAt) -> unlessTooOld(askedAt, now);
      case NotFound(Instant askedAt) -> unlessTooOld(askedAt, now);
      case Unknown unknown -> unknown;
    };
  }

  private AlarmReading unlessTooOld(Instant askedAt, Instant now) {
    return now.isAfter(askedAt.plus(TOO_OLD)) ? UNREAD : reading;
  }

  Instant dueAt() {
    return dueAt;
  }

  /**
   * Takes in an answer of CloudWatch.
   *
   * @param state absent when the answer lacks the alarm
   * @return whether that is news
   */
  boolean read(Optional<AlarmState> state, Instant askedAt, Instant now) {
    AlarmReading before = reading(now);
    boolean doubtful = state.isEmpty() && !missed;
    missed = state.isEmpty();
    failures = 0;
    reading =
        doubtful
            ? UNREAD
            : state
                .<AlarmReading>map(it -> new Known(it, askedAt))
                .orElseGet(() -> new NotFound(askedAt));
    dueAt = doubtful ? now.plus(CONFIRM) : askedAt.plus(EVERY);
    return !reading(now).agreesWith(before);
  }

  /**
   * It could not be read: what was known before counts no more.
   *
   * @return whether that is news
   */
  boolean failed(AwsFailure why, Instant now) {
    AlarmReading before = reading(now);
    reading = new Unknown(Optional.of(why));
    dueAt = now.plus(patience(why));
    failures++;
    return !reading.agreesWith(before);
  }

  private Duration patience(AwsFailure why) {
    return switch (why.retry()) {
      case LATER, AFTER_READING_BACK ->
          FIRST_RETRY.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
      case SLOWLY -> EVERY;
    };
  }
}
