package io.vpcmesh.engine;

import io.vpcmesh.cloud.simulated.Fault;

/** What goes wrong once in a run, at the k-th call or write of the operator. */
sealed interface Disturbance {

  /** Nothing. */
  record None() implements Disturbance {}

  /** The engine dies; {@code after} means that the call happened and its answer is lost. */
  record DeathAtCall(long k, boolean after) implements Disturbance {}

  /** The engine dies; {@code after} means that the journal or status was written. */
  record DeathAtWrite(long k, boolean after) implements Disturbance {}

  /**
   * The engine dies as soon as its first-th effect has happened, and the next one after the
   * second-th of its own. Effects are what is written down, and what is written in AWS.
   *
   * @param second 0 for no second death
   */
  record Deaths(long first, long second) implements Disturbance {}

  /** AWS does something else with the call than it should. */
  record FaultAtCall(long k, Fault fault) implements Disturbance {}

  /** Thrown where the process dies; no code catches it but the harness. */
  final class Death extends Error {

    private static final long serialVersionUID = 1L;

    Death() {
      super("the engine dies here", null, false, false);
    }
  }
}
