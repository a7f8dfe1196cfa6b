package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Streams;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.deployment.Rollout;
import io.vpcmesh.deployment.Rollouts.Outcome;
import io.vpcmesh.engine.requests.Request;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.Identity.Standing;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.model.Revision;
import io.vpcmesh.registry.RegistryChange;
import io.vpcmesh.registry.RegistryChange.ClaimNamespace;
import io.vpcmesh.registry.RegistryChange.CreateNamespace;
import io.vpcmesh.registry.RegistryChange.DeleteNamespace;
import io.vpcmesh.status.EndpointFindings.Course;
import io.vpcmesh.status.MeshFindings;
import io.vpcmesh.status.MeshFindings.Namespace;
import io.vpcmesh.topology.EndpointView.Accepted;
import io.vpcmesh.topology.Mesh;
import io.vpcmesh.topology.Mesh.CloudMapNamespace;
import io.vpcmesh.topology.Mesh.CloudMapNamespace.Ownership;
import io.vpcmesh.topology.Mesh.Mode;
import io.vpcmesh.topology.MeshView;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** One pass over one mesh: read, decide, do, report. */
final class MeshPass {

  private final EngineContext context;
  private final Dispatcher dispatcher;
  private final Recorder recorder;
  private final InForce inForce;

  MeshPass(EngineContext context, Dispatcher dispatcher, Recorder recorder) {
    this.context = context;
    this.dispatcher = dispatcher;
    this.recorder = recorder;
    this.inForce = new InForce(context);
  }

  /**
   * Makes the pass.
   *
   * @return when the mesh wants its next pass if nothing happens
   */
  Instant run(MeshView seen, MeshState state) {
    Instant begun = context.loop.now();
    boolean observing = observing(seen);
    MeshView view = inForce(seen, state, observing);
    ask(view, state);
    if (view.known().isEmpty()) {
      state.fact = new MeshFact.NotReady("the mesh has no valid spec");
      if (view.resource().deleting()) {
        recorder.release(state);
      }
      report(view, state, Optional.of("no valid spec"), ImmutableList.of());
      return nextLook(state, Stream.empty(), begun);
    }
    Mesh mesh = view.known().orElseThrow();
    Optional<Problem> objection = context.settings.reach().objection(mesh.aws().place());
    if (objection.isPresent()) {
      leaveAlone(view, state, objection.orElseThrow());
      return nextLook(state, Stream.empty(), begun);
    }
    state.goTo(mesh.aws().place());
    if (view.resource().deleting()) {
      state.leave();
    }
    Identity identity =
        Identity.of(context.settings.installation(), state.key, state.key, view.resource().uid());
    AccountCheck guard = guard(mesh, state);
    Optional<Problem> problem = problem(mesh, state);
    ImmutableList<RegistryChange> plan =
        guard.problem().isPresent() || view.accepted().isEmpty()
            ? ImmutableList.of()
            : plan(view, mesh, state);
    state.fact =
        view.accepted().isPresent()
            ? fact(guard, problem, observing)
            : new MeshFact.NotReady("the mesh has not taken effect yet");
    Optional<Outcome<ServiceMeshSpec>> deployment = advance(view, mesh, state, observing);
    boolean journaled = recorder.journal(state, journal(view, mesh, state));
    NamespaceReads reads = new NamespaceReads(context, dispatcher, state, mesh, identity);
    NamespaceWrites writes = new NamespaceWrites(context, dispatcher, state, mesh, identity);
    offer(
        state,
        ImmutableList.<Request>builder()
            .addAll(reads.due())
            .addAll(groupReads(mesh, state))
            .addAll(observing || !journaled ? ImmutableList.of() : writes.requests(plan))
            .build());
    if (gone(view, mesh, state)) {
      recorder.release(state);
    }
    ImmutableList<String> planned =
        observing
            ? plan.stream().map(RegistryChange::describe).collect(ImmutableList.toImmutableList())
            : ImmutableList.of();
    report(view, state, waiting(view, state), planned);
    Stream<Instant> looks =
        Stream.of(
            reads.nextLook(),
            state.dns.nextLook(context.settings.auditEvery()),
            context.hooks.nextLook(state.key));
    return nextLook(state, Stream.concat(looks, deployment.map(Outcome::lookAt).stream()), begun);
  }

  /** What may be written is data: the newest valid declaration says it. */
  private boolean observing(MeshView view) {
    return context.settings.observeOnly()
        || view.known().filter(mesh -> mesh.mode() == Mode.OBSERVE).isPresent();
  }

  /** The view with what holds by now; whoever sees that differently looks again. */
  private MeshView inForce(MeshView seen, MeshState state, boolean observing) {
    ImmutableSet<Key> touched = inForce.tell(state, seen, observing);
    touched.stream().filter(key -> !key.equals(state.key)).forEach(dispatcher::wake);
    return touched.isEmpty() ? seen : context.index.mesh(state.key).orElseThrow();
  }

  /** Asks the endpoints how they fare with a change of the mesh, as soon as it is written down. */
  private void ask(MeshView view, MeshState state) {
    Rollout<ServiceMeshSpec> written = state.journal.rollout();
    Optional<Revision<Mesh>> target =
        view.declared()
            .map(Accepted::revision)
            .filter(it ->
                written.deployment().filter(change -> change.hash().equals(it.hash())).isPresent());
    if (state.change.ask(written, target)) {
      context.index.endpointsOf(state.key).forEach(dispatcher::wake);
    }
    state.alarms.ask(state.key, state.rollout.watchedAlarms());
  }

  /** Takes the deployment on from where it was written down to be, if anything may be written. */
  private Optional<Outcome<ServiceMeshSpec>> advance(
      MeshView view, Mesh mesh, MeshState state, boolean observing) {
    if (state.fact.hindrance().isPresent()) {
      state.change.forgetReports();
    }
    boolean written = state.journal.rollout().isAsGoodAs(state.rollout);
    if (observing || !written || state.releasing || view.resource().deleting()) {
      return Optional.empty();
    }
    Outcome<ServiceMeshSpec> outcome = new MeshRollout(context, view, mesh, state).advance();
    state.rollout = outcome.rollout();
    state.message = outcome.message();
    return Optional.of(outcome);
  }

  /** What endpoints want to know of their groups, and of the prefix lists that they name. */
  private ImmutableList<Request> groupReads(Mesh mesh, MeshState state) {
    Place place = mesh.aws().place();
    state.dns.follow(mesh.groups().dns());
    return state.readsAt(place)
        ? Stream.of(
                state.groupReads.due(context, dispatcher, state.key, place),
                state.dns.due(context, dispatcher, state, mesh),
                state.listReads.due(context, dispatcher, state.key, place),
                state.alarms.due(context, dispatcher, state.key, place))
            .flatMap(Optional::stream)
            .collect(ImmutableList.toImmutableList())
        : ImmutableList.of();
  }

  private void offer(MeshState state, ImmutableList<Request> requests) {
    dispatcher.offer(state.key, requests);
    if (!Request.slots(requests).contains(NamespaceHome.LISTING)) {
      context.resign(state.key);
    }
    state.failures.forget(Request.slots(requests), context.loop.now());
  }

  /**
   * Nothing is asked and nothing is done, and so nothing is journaled. What never began may go;
   * what did, waits for somebody who may act there.
   */
  private void leaveAlone(MeshView view, MeshState state, Problem objection) {
    state.fact = new MeshFact.Barred("the mesh is not ready: " + objection.message());
    state.failures.clear();
    dispatcher.offer(state.key, ImmutableList.of());
    context.resign(state.key);
    if (view.resource().deleting() && state.journal.isBlank() && state.residents.isEmpty()) {
      recorder.release(state);
    }
    state.networks = Networks.UNKNOWN;
    report(view, state, Optional.of(objection.message()), ImmutableList.of());
  }

  private AccountCheck guard(Mesh mesh, MeshState state) {
    return new AccountCheck(mesh, state, context.settings.reach());
  }

  /** Why the mesh cannot have its namespace, if so. */
  private Optional<Problem> problem(Mesh mesh, MeshState state) {
    boolean nothingToAdopt =
        mesh.namespace().ownership() == Ownership.ADOPTED
            && state.search == MeshState.Search.DONE
            && state.namespace.isEmpty();
    return context
        .settings
        .reach()
        .objection(mesh.aws().place())
        .or(guard(mesh, state)::problem)
        .or(() ->
            nothingToAdopt ? Optional.of(NamespaceProblems.adoption(mesh, state)) : state.refusal)
        .or(() -> missingNetworks(mesh, state));
  }

  private Optional<Problem> missingNetworks(Mesh mesh, MeshState state) {
    return state.networks.missing().isEmpty()
        ? Optional.empty()
        : Optional.of(
            NamespaceProblems.networks(
                mesh, state.networks, guard(mesh, state).actual(), state.namespace.isPresent()));
  }

  private static ImmutableList<RegistryChange> plan(MeshView view, Mesh mesh, MeshState state) {
    if (state.search != MeshState.Search.DONE || state.operation.isPresent()) {
      return ImmutableList.of();
    }
    boolean managed = mesh.namespace().ownership() == Ownership.MANAGED;
    if (state.namespace.isEmpty()) {
      boolean checked = state.networks.tellsOf(mesh.aws().vpcs());
      return managed && checked && state.networks.missing().isEmpty() && !view.resource().deleting()
          ? ImmutableList.of(create(mesh))
          : ImmutableList.of();
    }
    MeshState.Found found = state.namespace.orElseThrow();
    NamespaceId id = found.description().id();
    if (found.standing() == Standing.FORMER) {
      return ImmutableList.of(
          new ClaimNamespace(id, found.description().arn(), found.description().name()));
    }
    boolean ours = managed && found.standing() == Standing.OURS;
    return view.resource().deleting() && ours && state.residents.isEmpty()
        ? ImmutableList.of(
            new DeleteNamespace(id, found.description().arn(), found.description().name()))
        : ImmutableList.of();
  }

  private static CreateNamespace create(Mesh mesh) {
    Optional<String> vpc =
        mesh.namespace().type() == CloudMapNamespace.Type.DNS_PRIVATE
            ? Optional.of(mesh.aws().vpc())
            : Optional.empty();
    return new CreateNamespace(mesh.namespace().name(), vpc, mesh.aws().resourceTags());
  }

  private static MeshFact fact(AccountCheck guard, Optional<Problem> problem, boolean observing) {
    Mesh mesh = guard.mesh();
    MeshState state = guard.state();
    if (!guard.isOpen()) {
      return new MeshFact.Barred("the account of the credentials is not known yet");
    }
    if (problem.filter(it -> it.reason() == Reason.AccountMismatch).isPresent()) {
      return new MeshFact.Barred("the mesh is not ready: " + problem.orElseThrow().message());
    }
    boolean bearable = state.namespace.isPresent() && isOfNetworks(problem);
    if (problem.isPresent() && !bearable) {
      return new MeshFact.NotReady("the mesh is not ready: " + problem.orElseThrow().message());
    }
    if (state.namespace.isPresent()) {
      MeshState.Found found = state.namespace.orElseThrow();
      return new MeshFact.Ready(
          mesh,
          found.home(mesh.aws().place()),
          found.description().arn(),
          mesh.aws().resourceTags(),
          observing);
    }
    return observing && state.search == MeshState.Search.DONE
        ? new MeshFact.Planned(mesh)
        : new MeshFact.NotReady(
            "the mesh's namespace " + mesh.namespace().name() + " is not ready");
  }

  private static boolean isOfNetworks(Optional<Problem> problem) {
    return problem.filter(it -> it.reason() == Reason.VpcNotFound).isPresent();
  }

  private static MeshJournal journal(MeshView view, Mesh mesh, MeshState state) {
    return new MeshJournal(
        view.resource().uid(),
        state.rollout.running(),
        state.namespace.map(found -> found.home(mesh.aws().place())).or(state.journal::home),
        state.namespace.flatMap(MeshState.Found::account).or(state.journal::account),
        state.rollout.remembered());
  }

  /** Gone is only what AWS, in the right account, does not have and is not about to have. */
  private boolean gone(MeshView view, Mesh mesh, MeshState state) {
    boolean wanted = !view.resource().deleting() || !state.residents.isEmpty();
    if (wanted || state.fact instanceof MeshFact.Barred) {
      return false;
    }
    // At first nobody knows who is registered: all endpoints had a pass when AWS has answered.
    boolean answered = state.search == MeshState.Search.DONE || state.failures.worst().isPresent();
    return (answered && mesh.namespace().ownership() == Ownership.ADOPTED)
        || (state.foundNone() && !dispatcher.underWay(state.key, RegistryChange.NAMESPACE_SLOT));
  }

  private static Optional<String> waiting(MeshView view, MeshState state) {
    if (view.resource().deleting() && !state.residents.isEmpty()) {
      return Optional.of(
          "%d endpoints are still registered in the namespace, %s among them: delete them first"
              .formatted(state.residents.size(), state.residents.iterator().next().ref()));
    }
    if (state.operation.isPresent()) {
      return Optional.of("AWS is working on the namespace");
    }
    return state.fact.hindrance();
  }

  private static boolean hasLooked(MeshView view, MeshState state) {
    return state.search == MeshState.Search.DONE
        && view.known().filter(mesh -> state.networks.tellsOf(mesh.aws().vpcs())).isPresent();
  }

  private void report(
      MeshView view, MeshState state, Optional<String> waiting, ImmutableList<String> planned) {
    Optional<Problem> problem = view.known().flatMap(mesh -> problem(mesh, state));
    MeshFindings findings =
        new MeshFindings(
            ImmutableList.copyOf(problem.stream().toList()),
            state.failures.worst(),
            waiting,
            planned,
            state.namespace.map(found ->
                new Namespace(
                    found.description().id().value(),
                    found.description().arn(),
                    found.description().hostedZoneId())),
            state.ready.size(),
            new MeshFindings.Usage(
                state.usage.registered(), context.settings.quotas().instancesPerNamespace()),
            state.networks.unchecked().stream().collect(ImmutableList.toImmutableList()),
            observing(view)
                ? Optional.empty()
                : Optional.of(new Course(state.journal.rollout(), state.message)));
    state.surveyed |= hasLooked(view, state) || problem.isPresent();
    state.blind = !state.surveyed && state.failures.worst().isPresent();
    if (!FirstLook.lasts(state, view.resource())) {
      recorder.status(state, view, findings);
    }
  }

  /** What falls due while the pass is made may have been too early to be seen to in it. */
  private static Instant nextLook(MeshState state, Stream<Instant> looks, Instant begun) {
    return Streams.concat(
            looks,
            Stream.of(state.listReads.nextLook(), state.alarms.nextLook()),
            state.failures.nextRetry(begun).stream())
        .filter(at -> at.isAfter(begun))
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }
}
