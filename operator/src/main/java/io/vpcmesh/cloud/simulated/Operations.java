package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.Operation;
import io.vpcmesh.cloud.Operation.Status;
import io.vpcmesh.cloud.simulated.OperationState.Result;
import io.vpcmesh.model.OperationId;
import io.vpcmesh.model.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.stream.Stream;

/** What has been started: each operation takes effect when it is due, in the order of time. */
final class Operations {

  private static final int REMEMBERED = 10_000;

  private final World world;
  private final Map<OperationId, OperationState> all = new LinkedHashMap<>();
  private final Map<String, OperationId> inFlight = new HashMap<>();
  private final Queue<OperationState> due = new PriorityQueue<>(OperationState.BY_TIME);
  private long started;

  Operations(World world) {
    this.world = world;
  }

  /** Starts an operation; when the rule is off, it is due at once. */
  OperationId start(Effect effect, Duration duration, Rule takesTime) {
    Duration asked = world.rules().keeps(takesTime) ? duration : Duration.ZERO;
    Circumstances circumstances = world.circumstances();
    OperationId id = new OperationId(world.chance().id("", 32) + world.chance().id("-", 8));
    Instant end = world.now().plus(asked).plus(circumstances.operationDelay());
    restore(
        new OperationState(
            id,
            ++started,
            world.now(),
            end,
            effect,
            circumstances.operationFailure(),
            Optional.empty()));
    return id;
  }

  /** Takes up an operation, finished or not, as it was. */
  void restore(OperationState state) {
    all.put(state.id(), state);
    started = Math.max(started, state.sequence());
    if (state.result().isEmpty()) {
      due.add(state);
      inFlight.put(state.effect().subject(), state.id());
    } else if (all.size() > REMEMBERED) {
      all.remove(all.keySet().iterator().next());
    }
  }

  Optional<OperationId> inFlight(String subject) {
    return Optional.ofNullable(inFlight.get(subject));
  }

  /** The registration or deregistration of some instance of the service. */
  Optional<OperationId> anyInFlight(ServiceId service) {
    return inFlight.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(service + " "))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  ImmutableList<OperationState> states() {
    return ImmutableList.copyOf(all.values());
  }

  /** In the order in which they will take effect. */
  Stream<OperationState> unfinished() {
    return due.stream().sorted(OperationState.BY_TIME);
  }

  /** The next operation that is due by now, if any; it is out of flight from here on. */
  Optional<OperationState> pollDue() {
    OperationState next = due.peek();
    if (next == null || next.due().isAfter(world.now())) {
      return Optional.empty();
    }
    due.remove();
    inFlight.remove(next.effect().subject(), next.id());
    return Optional.of(next);
  }

  void finish(OperationState state, Result result) {
    restore(state.finished(result));
  }

  boolean hasFailed(OperationId id) {
    OperationState state = all.get(id);
    return state != null && state.status(world.now()) == Status.FAIL;
  }

  Operation get(OperationId id) {
    OperationState state = all.get(id);
    if (state == null) {
      throw world
          .rules()
          .missing(OperationRule.MISSING, "OperationNotFound", "no operation has the id " + id);
    }
    if (state.result().isPresent() && !world.rules().keeps(OperationRule.RESULT_STAYS)) {
      all.remove(id);
    }
    return describe(state);
  }

  Operation describe(OperationState state) {
    RuleBook rules = world.rules();
    Status status = state.status(world.now());
    boolean skipsSubmitted =
        status == Status.SUBMITTED && !rules.keeps(OperationRule.SUBMITTED_THEN_PENDING);
    Optional<String> failure = state.result().flatMap(Result::failure);
    return new Operation(
        state.id(),
        skipsSubmitted ? Status.PENDING : status,
        rules.keeps(OperationRule.FAILURE_EXPLAINED) ? failure : Optional.empty(),
        targets(state.effect()));
  }

  private ImmutableMap<String, String> targets(Effect effect) {
    ImmutableMap<String, String> targets = effect.targets();
    Rule rule =
        targets.containsKey("NAMESPACE")
            ? OperationRule.TARGETS_NAMESPACE
            : OperationRule.TARGETS_INSTANCE;
    return world.rules().keeps(rule) ? targets : ImmutableMap.of();
  }
}
