package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.engine.Dispatcher.Purpose;
import io.vpcmesh.engine.EndpointJournal.Home;
import io.vpcmesh.engine.requests.Request;
import io.vpcmesh.engine.requests.Request.Priority;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.OperationId;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.model.ServiceId;
import io.vpcmesh.registry.InFlight;
import io.vpcmesh.registry.RegistryChange;
import io.vpcmesh.registry.RegistryChange.ClaimService;
import io.vpcmesh.registry.RegistryChange.CreateService;
import io.vpcmesh.registry.RegistryChange.DeleteService;
import io.vpcmesh.registry.RegistryChange.DeregisterInstance;
import io.vpcmesh.registry.RegistryChange.InstanceChange;
import io.vpcmesh.registry.RegistryChange.RegisterInstance;
import io.vpcmesh.registry.RegistryChange.ServiceChange;
import io.vpcmesh.registry.RegistryChange.SetHealth;
import io.vpcmesh.registry.RegistryChange.UpdateService;
import io.vpcmesh.registry.ServiceLedger;
import io.vpcmesh.registry.apply.Outcome;
import io.vpcmesh.registry.apply.RegistryApplier;
import io.vpcmesh.registry.apply.Site;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the changes of one endpoint made, and takes the outcomes into its ledgers. */
final class ServiceWrites {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceWrites.class);

  private final EngineContext context;
  private final Dispatcher dispatcher;
  private final EndpointState state;
  private final Identity identity;
  private final Home home;

  ServiceWrites(
      EngineContext context,
      Dispatcher dispatcher,
      EndpointState state,
      Identity identity,
      Home home) {
    this.context = context;
    this.dispatcher = dispatcher;
    this.state = state;
    this.identity = identity;
    this.home = home;
  }

  /** The requests for those changes whose time has come. */
  ImmutableList<Request> requests(
      ImmutableList<RegistryChange> changes, ImmutableMap<String, String> tags) {
    Instant now = context.loop.now();
    return changes.stream()
        .filter(ServiceChange.class::isInstance)
        .map(ServiceChange.class::cast)
        .filter(this::possible)
        .filter(change -> !state.failures.blocked(change.slot(), now))
        .filter(change -> !state.patience.blocked(change.slot(), now))
        .map(change -> request(change, tags))
        .collect(ImmutableList.toImmutableList());
  }

  /** An instance needs its service, and a complete picture of what is in it. */
  private boolean possible(ServiceChange change) {
    ServiceTrack track = track(change);
    return switch (change) {
      case InstanceChange instance ->
          instance.serviceId().isPresent()
              && track.ledger().inventory() == ServiceLedger.Inventory.COMPLETE;
      case UpdateService _ -> !track.update().isUnderWay();
      case CreateService _, ClaimService _, DeleteService _ -> true;
    };
  }

  private Request request(ServiceChange change, ImmutableMap<String, String> tags) {
    CloudMap cloudMap = context.cloud.cloudMap(home.place());
    RegistryApplier applier = context.appliers.registry(cloudMap, context.gate);
    Site site =
        new Site(
            identity,
            Optional.of(state.key),
            Optional.of(new NamespaceId(home.namespaceId())),
            tags,
            context.loop.now());
    Purpose purpose =
        new Purpose(
            state.key,
            change.slot(),
            priority(change),
            actions(change),
            context.budget(home.place()));
    return dispatcher.request(
        purpose,
        () -> applier.apply(change, site),
        outcome -> done(change, outcome),
        failure -> failed(change, failure));
  }

  private static Priority priority(ServiceChange change) {
    return switch (change) {
      case DeregisterInstance _, SetHealth _ -> Priority.REMOVAL;
      case CreateService _, UpdateService _, ClaimService _, RegisterInstance _ ->
          Priority.ADDITION;
      case DeleteService _ -> Priority.REMOVAL;
    };
  }

  private static ImmutableList<AwsAction> actions(ServiceChange change) {
    return switch (change) {
      case CreateService _ -> ImmutableList.of(change.action());
      case UpdateService _, ClaimService _, DeleteService _ ->
          ImmutableList.of(change.action(), AwsAction.LIST_TAGS_FOR_RESOURCE);
      case DeregisterInstance _, SetHealth _ ->
          ImmutableList.of(change.action(), AwsAction.GET_INSTANCE);
      case RegisterInstance register ->
          register.readFirst()
              ? ImmutableList.of(change.action(), AwsAction.GET_INSTANCE)
              : ImmutableList.of(change.action());
    };
  }

  private void done(ServiceChange change, Outcome outcome) {
    switch (outcome) {
      case Outcome.Started(OperationId operation) -> {
        succeeded(change);
        started(change, Optional.of(operation));
      }
      case Outcome.ServiceCreated(var facts) -> {
        succeeded(change);
        track(change).ledger().created(facts);
        track(change).ledger().written(context.loop.now());
      }
      case Outcome.Done _ -> {
        succeeded(change);
        done(change);
      }
      case Outcome.NotThere _ -> {
        succeeded(change);
        notThere(change);
      }
      case Outcome.NotOurs(String message) -> {
        state.patience.add(change.slot(), notOurs(change, message), context.loop.now());
        refused(change, new Problem(Reason.OwnedByAnother, message));
      }
      case Outcome.GateClosed(String message) ->
          refused(change, new Problem(Reason.DeletionGateClosed, message));
    }
  }

  private static AwsFailure notOurs(ServiceChange change, String message) {
    return new AwsFailure.Conflict(
        new AwsFailure.AwsError(change.action(), "NotOurs", message), Optional.empty());
  }

  private void succeeded(ServiceChange change) {
    state.movedAt = context.loop.now();
    state.failures.clear(change.slot());
    state.patience.clear(change.slot());
    state.refusals.remove(change.slot());
    LOG.atInfo()
        .addKeyValue("endpoint", state.key.ref())
        .addKeyValue("change", change.describe())
        .log(change.action().awsName());
  }

  private void started(ServiceChange change, Optional<OperationId> operation) {
    Instant now = context.loop.now();
    switch (change) {
      case RegisterInstance register ->
          track(change)
              .sent(
                  register.instance(),
                  new InFlight.Registering(register.desired(), operation, now));
      case DeregisterInstance deregister -> {
        track(change).sent(deregister.instance(), new InFlight.Deregistering(operation, now));
        state.inferenceSent(deregister.slot());
      }
      case UpdateService update -> {
        track(change).ledger().found(update.facts().ttl(update.ttlSeconds()));
        track(change).ledger().written(now);
        operation.ifPresent(id -> track(change).update().begun(id, true, now));
      }
      case CreateService _, ClaimService _, DeleteService _, SetHealth _ -> {}
    }
  }

  private void done(ServiceChange change) {
    ServiceLedger ledger = track(change).ledger();
    switch (change) {
      case ClaimService _ -> ledger.claimed();
      case DeleteService delete -> track(change).deleted(delete.facts().id());
      case SetHealth set ->
          track(change).healthSet(set.instance(), set.health(), context.loop.now());
      case CreateService _, UpdateService _, RegisterInstance _, DeregisterInstance _ -> {}
    }
  }

  private void notThere(ServiceChange change) {
    ServiceLedger ledger = track(change).ledger();
    switch (change) {
      case DeregisterInstance deregister -> ledger.gone(deregister.instance());
      case SetHealth _ -> ledger.doubted();
      case CreateService _ -> {
        ledger.unknown();
        state.failures.add(change.slot(), noNamespace(), context.loop.now());
        context.suspect(home);
      }
      case UpdateService _, ClaimService _, DeleteService _, RegisterInstance _ -> ledger.unknown();
    }
  }

  private AwsFailure noNamespace() {
    return new AwsFailure.Missing(
        new AwsFailure.AwsError(
            AwsAction.CREATE_SERVICE,
            "NamespaceNotFound",
            "namespace " + home.namespaceId() + " is not there"));
  }

  /** It is not as it was believed to be, so it is read anew. */
  private void refused(ServiceChange change, Problem problem) {
    state.refusals.put(change.slot(), problem);
    switch (change) {
      case InstanceChange _ -> track(change).ledger().doubted();
      case CreateService _, UpdateService _, ClaimService _, DeleteService _ ->
          track(change).ledger().unknown();
    }
    LOG.atWarn()
        .addKeyValue("endpoint", state.key.ref())
        .addKeyValue("change", change.describe())
        .log(problem.message());
  }

  private void failed(ServiceChange change, AwsFailure failure) {
    Instant now = context.loop.now();
    state.failures.add(change.slot(), change.action(), failure, now);
    LOG.atWarn()
        .addKeyValue("endpoint", state.key.ref())
        .addKeyValue("change", change.describe())
        .log(failure.error().toString());
    switch (failure) {
      case AwsFailure.Unknown _ -> perhapsDone(change);
      case AwsFailure.Conflict conflict -> inTheWay(change, conflict);
      case AwsFailure.Throttled _,
          AwsFailure.Denied _,
          AwsFailure.QuotaExceeded _,
          AwsFailure.Invalid _,
          AwsFailure.Missing _,
          AwsFailure.Unavailable _ -> {}
    }
  }

  /** The answer was lost: what was sent counts as under way until it is seen or not seen. */
  private void perhapsDone(ServiceChange change) {
    switch (change) {
      case RegisterInstance _, DeregisterInstance _ -> started(change, Optional.empty());
      case SetHealth _ -> {}
      case CreateService _ -> {
        track(change).perhapsCreated(context.loop.now());
        context.relist(home);
      }
      case UpdateService _, ClaimService _ -> track(change).ledger().stale();
      case DeleteService _ -> track(change).ledger().unknown();
    }
  }

  private void inTheWay(ServiceChange change, AwsFailure.Conflict conflict) {
    ServiceTrack track = track(change);
    switch (change) {
      case InstanceChange instance ->
          track.sent(
              instance.instance(),
              new InFlight.Busy(conflict.existingId().map(OperationId::new), context.loop.now()));
      case CreateService _ -> {
        conflict.existingId().map(ServiceId::new).ifPresent(track::suggest);
        track.ledger().unknown();
        context.relist(home);
      }
      case DeleteService _ -> track.ledger().doubted();
      case UpdateService _ -> {
        conflict
            .existingId()
            .map(OperationId::new)
            .ifPresent(id -> track.update().begun(id, false, context.loop.now()));
        track.ledger().stale();
      }
      case ClaimService _ -> track.ledger().stale();
    }
  }

  private ServiceTrack track(ServiceChange change) {
    return state.track(change.service(), context.settings.auditEvery());
  }
}
