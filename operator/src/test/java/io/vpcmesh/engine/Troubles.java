package io.vpcmesh.engine;

import io.vpcmesh.cloud.simulated.Call;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.cloud.simulated.Faults;
import io.vpcmesh.engine.Happening.Kind;
import io.vpcmesh.engine.Happening.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/** What the plan has AWS do in place of what it should. */
final class Troubles {

  static final Duration STALE_BY = Duration.ofSeconds(60);
  private static final Duration DELAY = Duration.ofSeconds(40);

  private final Faults faults;
  private final Runnable met;

  /**
   * @param met is told of each call that is befallen
   */
  Troubles(Faults faults, Runnable met) {
    this.faults = faults;
    this.met = met;
  }

  void set(Trouble trouble, Instant now) {
    Count count = new Count(trouble, now.plusMillis(trouble.forMillis()));
    faults.set(
        CallPattern.matching(call -> {
          boolean befallen = count.befalls(call);
          if (befallen) {
            met.run();
          }
          return befallen;
        }),
        fault(trouble.kind()));
  }

  /** All calls for an endpoint that would change something are denied. */
  void refuse(Predicate<Call> concerned, Instant end) {
    faults.set(
        CallPattern.matching(
                call -> {
                  boolean refused =
                      call.action().mutating() && !call.at().isAfter(end) && concerned.test(call);
                  if (refused) {
                    met.run();
                  }
                  return refused;
                })
            .by("operator"),
        Fault.denied());
  }

  private static final class Count {
    private final Trouble trouble;
    private final Instant end;
    private int matched;

    private Count(Trouble trouble, Instant end) {
      this.trouble = trouble;
      this.end = end;
    }

    private boolean befalls(Call call) {
      if (!call.client().equals("operator")
          || trouble.action().filter(action -> action != call.action()).isPresent()
          || !fits(trouble.kind(), call)
          || call.at().isAfter(end)) {
        return false;
      }
      matched++;
      return matched >= trouble.nth() && matched < trouble.nth() + trouble.times();
    }
  }

  private static boolean fits(Kind kind, Call call) {
    return switch (kind) {
      case STALE_READ, EMPTY_PAGE -> !call.action().mutating();
      case OPERATION_FAILS, OPERATION_DELAYED -> call.action().mutating();
      case DENIED, THROTTLED, UNAVAILABLE, HAPPENED_BUT_ERROR, TIMEOUT -> true;
    };
  }

  private static Fault fault(Kind kind) {
    return switch (kind) {
      case DENIED -> Fault.denied();
      case THROTTLED -> Fault.throttled();
      case UNAVAILABLE -> Fault.unavailable();
      case HAPPENED_BUT_ERROR -> Fault.happenedButAnsweredError();
      case TIMEOUT -> Fault.timeoutBeforeItHappened();
      case STALE_READ -> new Fault.StaleRead(STALE_BY);
      case EMPTY_PAGE -> new Fault.EmptyPage(true);
      case OPERATION_FAILS -> Fault.operationFails();
      case OPERATION_DELAYED -> new Fault.OperationDelayed(DELAY);
    };
  }
}
