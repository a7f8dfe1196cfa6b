package io.vpcmesh.cloud.simulated;

import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.cloud.Operation;
import io.vpcmesh.cloud.simulated.Call.Request;
import io.vpcmesh.cloud.simulated.CallObserver.Outcome;
import io.vpcmesh.model.AwsFailure;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Every call comes through here, one at a time: the world catches up with the clock, then the call
 * meets its fault, its token bucket and the world.
 */
final class FrontDoor {

  private final Backend backend;
  private final Buckets buckets;
  private final InstantSource clock;
  private final Traffic traffic;

  private record Attempt<T>(Optional<T> answer, Outcome outcome) {

    static <T> Attempt<T> failed(boolean happened, AwsFailure failure) {
      return new Attempt<>(Optional.empty(), new Outcome(happened, Optional.of(failure)));
    }

    T answerOrThrow() {
      if (outcome.failure().isPresent()) {
        throw new AwsException(outcome.failure().orElseThrow());
      }
      return answer.orElseThrow();
    }
  }

  FrontDoor(Backend backend, InstantSource clock, Traffic traffic) {
    this.backend = backend;
    this.clock = clock;
    this.traffic = traffic;
    this.buckets = new Buckets(backend.world.settings().limits(), backend.world.rules());
  }

  Backend backend() {
    return backend;
  }

  /** Reads the world as it is now. */
  <T> T look(Supplier<T> reader) {
    return traffic.alone(() -> {
      catchUp();
      return reader.get();
    });
  }

  <T> T call(String client, Request request, Supplier<T> body) {
    return traffic.alone(() -> answer(client, request, body));
  }

  private <T> T answer(String client, Request request, Supplier<T> body) {
    catchUp();
    Call call = new Call(traffic.nextNumber(), client, region(), backend.world.now(), request);
    traffic.tell(observer -> observer.beforeCall(call));
    Attempt<T> attempt = attempt(call, body);
    catchUp();
    traffic.tell(observer -> observer.afterCall(call, attempt.outcome()));
    return attempt.answerOrThrow();
  }

  private String region() {
    return backend.world.settings().region();
  }

  private <T> Attempt<T> attempt(Call call, Supplier<T> body) {
    Optional<Fault> fault = traffic.faults().befalling(call);
    Optional<AwsFailure> refusal = fault.flatMap(it -> it.refusal(call.action()));
    if (refusal.isPresent()) {
      return Attempt.failed(false, refusal.orElseThrow());
    }
    Optional<Refused> throttled = buckets.refusal(call);
    if (throttled.isPresent()) {
      return throttled(call, throttled.orElseThrow(), body);
    }
    if (fault.isPresent() && fault.orElseThrow() instanceof Fault.AnswerLost lost) {
      return lost(call, lost, body);
    }
    return perform(call, Circumstances.under(fault), body);
  }

  private <T> Attempt<T> throttled(Call call, Refused refused, Supplier<T> body) {
    boolean harmless = backend.world.rules().keeps(RequestRule.REFUSED_CALL_HAS_NO_EFFECT);
    boolean happened = !harmless && perform(call, Circumstances.USUAL, body).outcome().happened();
    return Attempt.failed(happened, refused.as(call.action()));
  }

  private <T> Attempt<T> lost(Call call, Fault.AnswerLost lost, Supplier<T> body) {
    boolean happened =
        lost.happened() && perform(call, Circumstances.USUAL, body).outcome().happened();
    return Attempt.failed(happened, lost.failure(call.action()));
  }

  private <T> Attempt<T> perform(Call call, Circumstances circumstances, Supplier<T> body) {
    backend.world.serveUnder(circumstances);
    try {
      return new Attempt<>(Optional.of(body.get()), new Outcome(true, Optional.empty()));
    } catch (Refused refused) {
      return Attempt.failed(false, refused.as(call.action()));
    } finally {
      backend.world.serveUnder(Circumstances.USUAL);
    }
  }

  /** Lets happen what was due since the last call. */
  private void catchUp() {
    backend.world.moveTo(clock.instant());
    Optional<OperationState> next = backend.operations.pollDue();
    while (next.isPresent()) {
      Operation ended = backend.operations.describe(backend.complete(next.orElseThrow()));
      traffic.tell(observer -> observer.operationEnded(ended));
      next = backend.operations.pollDue();
    }
  }
}
