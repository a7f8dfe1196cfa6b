package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.Operation;
import io.vpcmesh.engine.Dispatcher.Purpose;
import io.vpcmesh.engine.EndpointJournal.Home;
import io.vpcmesh.engine.requests.Request;
import io.vpcmesh.engine.requests.Request.Priority;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.OperationId;
import io.vpcmesh.registry.InFlight;
import io.vpcmesh.registry.KnownInstance;
import io.vpcmesh.registry.ServiceLedger;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Operations of one service that should have ended long ago are asked about one by one. Each has a
 * patience of its own, and the service goes on meanwhile.
 */
final class OverdueOperations {

  private static final int AT_ONCE = 5;

  private final EngineContext context;
  private final Dispatcher dispatcher;
  private final EndpointState state;
  private final Home home;
  private final ServiceTrack track;

  OverdueOperations(
      EngineContext context,
      Dispatcher dispatcher,
      EndpointState state,
      Home home,
      ServiceTrack track) {
    this.context = context;
    this.dispatcher = dispatcher;
    this.state = state;
    this.home = home;
    this.track = track;
  }

  /** The questions that are due; what was sent without an answer is looked for in a listing. */
  ImmutableList<Request> requests() {
    Instant now = context.loop.now();
    ImmutableList.Builder<Request> asked = ImmutableList.builder();
    int count = 0;
    for (Map.Entry<InstanceId, InFlight> overdue : track.overdue(now)) {
      InstanceId instance = overdue.getKey();
      InFlight pending = overdue.getValue();
      if (pending.operation().isEmpty()) {
        lookFor(instance);
      } else if (count < AT_ONCE && !state.failures.blocked(slot(instance), now)) {
        asked.add(ask(instance, pending, pending.operation().orElseThrow()));
        count++;
      }
    }
    return asked.build();
  }

  private void lookFor(InstanceId instance) {
    track.ledger().failed(instance);
    track.ledger().doubted();
  }

  private Request ask(InstanceId instance, InFlight pending, OperationId id) {
    CloudMap cloudMap = context.cloud.cloudMap(home.place());
    return dispatcher.request(
        new Purpose(
            state.key,
            slot(instance),
            Priority.ADDITION,
            ImmutableList.of(AwsAction.GET_OPERATION),
            context.budget(home.place())),
        () -> cloudMap.getOperation(id),
        operation -> answered(instance, pending, operation),
        failure -> unanswered(instance, failure));
  }

  private void unanswered(InstanceId instance, AwsFailure failure) {
    state.failures.add(slot(instance), failure, context.loop.now());
    if (failure instanceof AwsFailure.Missing) {
      lookFor(instance);
    }
  }

  private void answered(InstanceId instance, InFlight pending, Operation operation) {
    if (!pending.equals(track.ledger().inFlight().get(instance))) {
      return;
    }
    Instant now = context.loop.now();
    switch (operation.status()) {
      case SUBMITTED, PENDING -> state.failures.add(slot(instance), slow(operation), now);
      case FAIL -> {
        state.failures.clear(slot(instance));
        lookFor(instance);
        state.failures.add(track.name() + "/" + instance, broken(pending, operation), now);
      }
      case SUCCESS -> {
        state.failures.clear(slot(instance));
        succeeded(instance, pending);
      }
    }
  }

  private void succeeded(InstanceId instance, InFlight pending) {
    ServiceLedger ledger = track.ledger();
    switch (pending) {
      case InFlight.Registering(var desired, _, _) ->
          ledger.acknowledged(
              instance,
              new KnownInstance(
                  desired.attributes(), Optional.of(desired.health()), Identity.Standing.OURS));
      case InFlight.Deregistering _ -> ledger.gone(instance);
      case InFlight.Busy _ -> lookFor(instance);
    }
  }

  private String slot(InstanceId instance) {
    return "operation on " + track.name() + "/" + instance;
  }

  /** Of this operation alone: nothing follows for others. */
  private static AwsFailure slow(Operation operation) {
    return new AwsFailure.Unknown(
        new AwsFailure.AwsError(
            AwsAction.GET_OPERATION,
            "OperationPending",
            "operation " + operation.id() + " is still under way"));
  }

  private static AwsFailure broken(InFlight pending, Operation operation) {
    AwsAction action =
        pending instanceof InFlight.Deregistering
            ? AwsAction.DEREGISTER_INSTANCE
            : AwsAction.REGISTER_INSTANCE;
    return new AwsFailure.Invalid(
        new AwsFailure.AwsError(
            action,
            Failures.BROKEN,
            "operation " + operation.id() + ": " + operation.error().orElse("no reason given")));
  }
}
