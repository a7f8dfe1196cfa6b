package io.vpcmesh.cloud.simulated;

import java.time.Duration;
import java.util.Optional;

/**
 * Under which faults the present call is served; most calls know none.
 *
 * @param staleness how old an answer is at least
 * @param emptyPage the page or answer comes without its items
 * @param operationFailure why the operation that the call starts will fail
 * @param operationDelay how much longer that operation takes
 */
record Circumstances(
    Duration staleness,
    Optional<Fault.EmptyPage> emptyPage,
    Optional<String> operationFailure,
    Duration operationDelay) {

  static final Circumstances USUAL =
      new Circumstances(Duration.ZERO, Optional.empty(), Optional.empty(), Duration.ZERO);

  static Circumstances under(Optional<Fault> fault) {
    return fault.map(Circumstances::under).orElse(USUAL);
  }

  private static Circumstances under(Fault fault) {
    return switch (fault) {
      case Fault.StaleRead(Duration by) -> USUAL.withStaleness(by);
      case Fault.EmptyPage empty -> USUAL.withEmptyPage(empty);
      case Fault.OperationFails(String code, String message) ->
          USUAL.withOperationFailure(code + ": " + message);
      case Fault.OperationDelayed(Duration by) -> USUAL.withOperationDelay(by);
      case Fault.Refused ignored -> USUAL;
      case Fault.RefusedWith ignored -> USUAL;
      case Fault.AnswerLost ignored -> USUAL;
    };
  }

  private Circumstances withStaleness(Duration next) {
    return new Circumstances(next, emptyPage, operationFailure, operationDelay);
  }

  private Circumstances withEmptyPage(Fault.EmptyPage next) {
    return new Circumstances(staleness, Optional.of(next), operationFailure, operationDelay);
  }

  private Circumstances withOperationFailure(String next) {
    return new Circumstances(staleness, emptyPage, Optional.of(next), operationDelay);
  }

  private Circumstances withOperationDelay(Duration next) {
    return new Circumstances(staleness, emptyPage, operationFailure, next);
  }
}
