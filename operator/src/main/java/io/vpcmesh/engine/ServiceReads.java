package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.ServiceDescription;
import io.vpcmesh.engine.Dispatcher.Purpose;
import io.vpcmesh.engine.EndpointJournal.Home;
import io.vpcmesh.engine.requests.Request;
import io.vpcmesh.engine.requests.Request.Priority;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.Identity.Standing;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.OperationId;
import io.vpcmesh.model.ServiceId;
import io.vpcmesh.registry.KnownInstance;
import io.vpcmesh.registry.ServiceFacts;
import io.vpcmesh.registry.ServiceLedger;
import io.vpcmesh.registry.ServiceLedger.Inventory;
import io.vpcmesh.registry.ServiceLedger.Presence;
import io.vpcmesh.registry.apply.RegistryReader;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides what has to be read from AWS for one endpoint, and takes the answers in. */
final class ServiceReads {

  private final EngineContext context;
  private final Dispatcher dispatcher;
  private final EndpointState state;
  private final Identity identity;
  private final Home home;
  private final boolean meshLists;

  /**
   * For one pass over one endpoint.
   *
   * @param meshLists whether the mesh is there to list the services of the namespace
   */
  ServiceReads(
      EngineContext context,
      Dispatcher dispatcher,
      EndpointState state,
      Identity identity,
      Home home,
      boolean meshLists) {
    this.context = context;
    this.dispatcher = dispatcher;
    this.state = state;
    this.identity = identity;
    this.home = home;
    this.meshLists = meshLists;
  }

  /**
   * The reads that are due.
   *
   * @param changesInstances services for which the plan writes instances: that takes a complete
   *     listing
   * @param leaving whether all that is ours goes: what is left of us in a service that stays is
   *     told by a complete listing, too
   */
  ImmutableList<Request> due(Set<String> changesInstances, boolean leaving) {
    ImmutableList.Builder<Request> due = ImmutableList.builder();
    for (ServiceTrack track : state.tracks.values()) {
      next(track, changesInstances.contains(track.name().value()), leaving)
          .filter(request -> !state.failures.blocked(request.slot(), context.loop.now()))
          .ifPresent(due::add);
      track
          .update()
          .due(context.loop.now())
          .filter(_ -> !state.failures.blocked(updateSlot(track), context.loop.now()))
          .ifPresent(operation -> due.add(ask(track, operation)));
      due.addAll(new OverdueOperations(context, dispatcher, state, home, track).requests());
    }
    return due.build();
  }

  private Optional<Request> next(ServiceTrack track, boolean aboutToWrite, boolean leaving) {
    ServiceLedger ledger = track.ledger();
    Instant now = context.loop.now();
    return switch (ledger.presence()) {
      case ABSENT -> Optional.empty();
      case UNKNOWN -> lookUp(track);
      case PRESENT -> {
        if (track.recheckDue(now)) {
          yield Optional.of(inspect(track, ledger.facts().orElseThrow().id()));
        }
        if (context.settings.rules().leaveAlone(ledger.facts().orElseThrow().standing())) {
          yield Optional.empty();
        }
        boolean adopted = leaving && ledger.facts().orElseThrow().standing() == Standing.UNMARKED;
        boolean listing =
            ledger.inventory() == Inventory.DOUBTED
                || (ledger.inventory() == Inventory.SEEN && (aboutToWrite || adopted))
                || (adopted && track.emptinessIsUnproven(now));
        if (listing) {
          yield Optional.of(list(track, ledger.facts().orElseThrow().id()));
        }
        boolean look =
            ledger.inventory() == Inventory.NONE
                || track.confirmationDue(now)
                || track.proofDue(now)
                || (ledger.inFlight().isEmpty() && track.auditDue(now));
        yield look ? Optional.of(discover(track)) : Optional.empty();
      }
    };
  }

  /** What AWS says of an update that it works on; whatever came of it is read anew. */
  private Request ask(ServiceTrack track, OperationId id) {
    CloudMap cloudMap = cloudMap();
    return dispatcher.request(
        new Purpose(
            state.key,
            updateSlot(track),
            Priority.ADDITION,
            ImmutableList.of(AwsAction.GET_OPERATION),
            context.budget(home.place())),
        () -> cloudMap.getOperation(id),
        operation -> {
          state.failures.clear(updateSlot(track));
          switch (operation.status()) {
            case SUBMITTED, PENDING -> track.update().goesOn(context.loop.now());
            case SUCCESS -> track.update().ended(true);
            case FAIL -> track.update().ended(false);
          }
        },
        failure -> {
          if (failure instanceof AwsFailure.Missing) {
            track.update().ended(false);
          } else {
            state.failures.add(updateSlot(track), failure, context.loop.now());
          }
        });
  }

  private static String updateSlot(ServiceTrack track) {
    return "update of " + track.name();
  }

  /** Notes which services are absent, as far as that takes no further read. */
  void conclude() {
    NamespaceHome namespace = context.home(home);
    Instant now = context.loop.now();
    state.tracks.values().stream()
        .filter(track -> track.ledger().presence() == Presence.UNKNOWN)
        .filter(track -> candidate(track, namespace).isEmpty() && namespace.listed())
        .filter(track ->
            track.absence().isConclusive(namespace.listedAt(), namespace.completedAt(), now))
        .forEach(track -> track.ledger().absent());
  }

  /** By its id, if one is known; otherwise it takes a listing and a look that is not old. */
  private Optional<Request> lookUp(ServiceTrack track) {
    NamespaceHome namespace = context.home(home);
    Optional<ServiceId> candidate = candidate(track, namespace);
    if (candidate.isPresent()) {
      return candidate
          .filter(_ -> track.mayInspect(context.loop.now()))
          .map(id -> inspect(track, id));
    }
    if (!namespace.listed()) {
      return meshLists || !context.elect(namespace, state.key)
          ? Optional.empty()
          : Optional.of(listServices(namespace));
    }
    return track.absence().wouldShow(context.loop.now())
        ? Optional.of(probe(track))
        : Optional.empty();
  }

  /** The id that AWS or the journal names; failing that, by name among the listed services. */
  private Optional<ServiceId> candidate(ServiceTrack track, NamespaceHome namespace) {
    return track
        .suggested()
        .or(() -> state.journal.services().getOrDefault(track.name(), Optional.empty()))
        .filter(id -> !track.refuted(id))
        .or(() ->
            namespace.find(track.name().value()).stream()
                .map(ServiceDescription::id)
                .filter(id -> namespace.listed() && !track.refuted(id))
                .findFirst());
  }

  /** One call tells whether somebody made the service since the listing; only a listing has ids. */
  private Request probe(ServiceTrack track) {
    Instant askedAt = context.loop.now();
    RegistryReader reader = new RegistryReader(cloudMap());
    return dispatcher.request(
        audit(track, AwsAction.DISCOVER_INSTANCES),
        () -> reader.discover(home.httpName(), track.name().value(), identity),
        _ -> {
          state.failures.clear(slot(track));
          context.relist(home);
        },
        failure -> notFound(track, failure, askedAt));
  }

  private void notFound(ServiceTrack track, AwsFailure failure, Instant askedAt) {
    boolean noNamespace = failure.error().code().equals("NamespaceNotFound");
    if (!(failure instanceof AwsFailure.Missing) || (noNamespace && meshLists)) {
      failed(track, failure);
    } else {
      state.failures.clear(slot(track));
      track.absence().notDiscovered(askedAt);
    }
    if (noNamespace) {
      context.suspect(home);
    }
  }

  private Request inspect(ServiceTrack track, ServiceId id) {
    RegistryReader reader = new RegistryReader(cloudMap());
    return dispatcher.request(
        audit(track, AwsAction.GET_SERVICE, AwsAction.LIST_TAGS_FOR_RESOURCE),
        () -> reader.service(id, new NamespaceId(home.namespaceId()), identity),
        found -> inspected(track, id, found),
        failure -> failed(track, failure));
  }

  private void inspected(ServiceTrack track, ServiceId id, Optional<ServiceFacts> found) {
    state.failures.clear(slot(track));
    Instant now = context.loop.now();
    found.ifPresentOrElse(facts -> track.found(facts, now), () -> track.missing(id, now));
  }

  private Request listServices(NamespaceHome namespace) {
    Optional<String> page = namespace.nextPage();
    Instant askedAt = context.loop.now();
    CloudMap cloudMap = cloudMap();
    return dispatcher.request(
        new Purpose(
            state.key,
            NamespaceHome.LISTING,
            Priority.ADDITION,
            ImmutableList.of(AwsAction.LIST_SERVICES),
            context.budget(home.place())),
        () -> cloudMap.listServices(new NamespaceId(home.namespaceId()), page),
        services -> {
          state.failures.clear(NamespaceHome.LISTING);
          if (namespace.read(state.key, services, askedAt, context.loop.now())) {
            context.listed(namespace);
          }
        },
        failure -> {
          context.resign(state.key);
          state.failures.add(NamespaceHome.LISTING, failure, context.loop.now());
        });
  }

  private Request discover(ServiceTrack track) {
    Instant askedAt = context.loop.now();
    RegistryReader reader = new RegistryReader(cloudMap());
    return dispatcher.request(
        audit(track, AwsAction.DISCOVER_INSTANCES),
        () -> reader.discover(home.httpName(), track.name().value(), identity),
        found -> discovered(track, found, askedAt),
        failure -> failed(track, failure));
  }

  private void discovered(
      ServiceTrack track, Map<InstanceId, KnownInstance> found, Instant askedAt) {
    state.failures.clear(slot(track));
    track.discovered(found, askedAt, context.loop.now());
    if (found.size() >= CloudMap.DISCOVERY_LIMIT && track.ledger().inFlight().isEmpty()) {
      track.ledger().doubted();
    }
  }

  /** A listing that lacks what is there would have us forget it, so that is asked for itself. */
  private Request list(ServiceTrack track, ServiceId id) {
    Optional<String> page = track.listing().nextPage();
    ImmutableSet<InstanceId> expected = track.expected();
    Instant askedAt = context.loop.now();
    RegistryReader reader = new RegistryReader(cloudMap());
    return dispatcher.request(
        audit(track, AwsAction.LIST_INSTANCES),
        () -> reader.instances(id, page, expected),
        instances -> {
          state.failures.clear(slot(track));
          track.listed(instances, identity, askedAt, context.loop.now());
        },
        failure -> {
          track.listing().restart();
          failed(track, failure);
        });
  }

  private void failed(ServiceTrack track, AwsFailure failure) {
    Instant now = context.loop.now();
    state.failures.add(slot(track), failure, now);
    boolean fresh = track.ledger().since().plus(ServiceTrack.SETTLE).isAfter(now);
    if (failure instanceof AwsFailure.Missing && !fresh) {
      track.ledger().unknown();
    }
  }

  private Purpose audit(ServiceTrack track, AwsAction... actions) {
    Priority priority = track.ledger().surveyed() ? Priority.AUDIT : Priority.ADDITION;
    return new Purpose(
        state.key,
        slot(track),
        priority,
        ImmutableList.copyOf(actions),
        context.budget(home.place()));
  }

  private CloudMap cloudMap() {
    return context.cloud.cloudMap(home.place());
  }

  private static String slot(ServiceTrack track) {
    return "read " + track.name();
  }
}
