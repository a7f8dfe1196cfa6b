package io.vpcmesh.e2e.plane;

import java.time.Duration;

/** What can go wrong on the way to AWS and back. */
public sealed interface Fault {

  Fault THROTTLED = new Refused(400, "ThrottlingException");
  Fault LIMIT_EXCEEDED = new Refused(400, "RequestLimitExceeded");
  Fault INTERNAL_FAILURE = new Refused(500, "InternalFailure");
  Fault SLOW = new Slow(Duration.ofSeconds(2));
  Fault SILENT = new Silent();
  Fault ANSWER_LOST = new AnswerLost();

  /** Nothing happens, and AWS says so. */
  record Refused(int status, String code) implements Fault {}

  /** It happens, but takes its time. */
  record Slow(Duration delay) implements Fault {}

  /** Nothing happens, and nobody answers until the fault is over; by then the caller has gone. */
  record Silent() implements Fault {}

  /** It happens, and the connection breaks before anybody is told. */
  record AnswerLost() implements Fault {}
}
