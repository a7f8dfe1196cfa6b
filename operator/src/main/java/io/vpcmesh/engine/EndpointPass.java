package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import com.google.common.collect.Streams;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.deployment.Rollouts.Outcome;
import io.vpcmesh.engine.EndpointIntent.Members;
import io.vpcmesh.engine.EndpointJournal.Home;
import io.vpcmesh.engine.requests.Request;
import io.vpcmesh.membership.Membership;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.model.ServiceName;
import io.vpcmesh.registry.RegistryChange;
import io.vpcmesh.registry.RegistryChange.InstanceChange;
import io.vpcmesh.topology.Endpoint;
import io.vpcmesh.topology.EndpointView;
import io.vpcmesh.topology.Mesh.Mode;
import io.vpcmesh.topology.MeshFacts;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One pass over one endpoint: read, decide, do, report. */
final class EndpointPass {

  private final EngineContext context;
  private final Dispatcher dispatcher;
  private final Recorder recorder;
  private final Forecast forecast;
  private final InForce inForce;

  /**
   * Passes over all endpoints.
   *
   * @param memberships the instances behind a revision of an endpoint
   */
  EndpointPass(
      EngineContext context,
      Dispatcher dispatcher,
      Recorder recorder,
      BiFunction<EndpointKey, Endpoint, Membership> memberships) {
    this.context = context;
    this.dispatcher = dispatcher;
    this.recorder = recorder;
    this.forecast = new Forecast(context, memberships);
    this.inForce = new InForce(context);
  }

  /**
   * Makes the pass.
   *
   * @return when the endpoint wants its next pass if nothing happens
   */
  Instant run(EndpointView seen, EndpointState state, MeshState mesh) {
    Instant begun = context.loop.now();
    EndpointView view = inForce(seen, state, mesh);
    if (!state.underMesh.equals(mesh.told)) {
      state.underMesh = mesh.told;
      tryAnew(state);
    }
    Identity identity = identity(view, mesh.key);
    adoptUid(view, state);
    Members members = forecast.members(view, state.key);
    Membership membership = members.current();
    EndpointIntent intent = EndpointIntent.of(view, state.journal, mesh.fact, members, identity);
    state.moveTo(home(intent, state, mesh));
    follow(intent, state);
    boolean barred = EndpointIntent.barred(view, mesh.fact).isPresent();
    if (barred) {
      state.tracks.values().forEach(ServiceTrack::distrust);
    }
    state.home.ifPresent(home -> reads(state, mesh, identity, home).conclude());
    GroupScope scope = new GroupScope(context, view, state, identity, members.other());
    GroupNews news = new GroupNews(scope);
    news.carried().forEach(dispatcher::wake);
    GroupPass groups = new GroupPass(scope, lists(state, mesh));
    boolean writing = !observing(view, mesh);
    GroupPart group = groups.attach(groups.decide(intent, membership, barred), intent, writing);
    EndpointPlan plan = group.before(plan(view, intent, state, mesh, identity), writing);
    forgetRefusals(plan, group, state);
    EndpointAppraisal appraisal =
        new EndpointAppraisal(
            view,
            intent,
            plan,
            new GroupAppraisal(view, group, state, context.groups, mesh.dns),
            state,
            mesh);
    Optional<Outcome<ServiceEndpointSpec>> deployment =
        advance(appraisal, members.other(), identity, writing);
    EndpointView after = inForce(view, state, mesh);
    if (!after.stance().equals(view.stance())) {
      return run(after, state, mesh);
    }
    boolean journaled =
        recorder.journal(state, Journaling.next(view, intent, group.wish(), state, writing));
    news.next(group, writing).forEach(dispatcher::wake);
    GroupRequests.Due due = groupRequests(group, state, mesh, identity, journaled && writing);
    ImmutableList<Request> requests =
        ImmutableList.<Request>builder()
            .addAll(requests(intent, plan, state, mesh, identity, journaled && writing))
            .addAll(due.requests())
            .build();
    news.publish(group, writing).forEach(dispatcher::wake);
    offer(requests, due.question(), group, state, mesh);
    report(appraisal, writing);
    if (gone(view, intent, group, state)) {
      recorder.release(state);
    }
    Stream<Instant> deadlines =
        Stream.concat(
            deployment.map(Outcome::lookAt).stream(), Stream.of(context.hooks.nextLook(state.key)));
    return Streams.concat(
            Stream.of(nextLook(intent, plan, state, begun)),
            groups.nextLooks(group, begun),
            deadlines)
        // What fell due meanwhile may have been too early to be seen to.
        .filter(at -> at.isAfter(begun))
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  /** What failed before may work with what holds now. */
  private static void tryAnew(EndpointState state) {
    state.failures.clear();
    state.refusals.clear();
  }

  /** The view with what holds by now. */
  private EndpointView inForce(EndpointView seen, EndpointState state, MeshState mesh) {
    ImmutableSet<Key> owners = inForce.tellServices(state);
    ImmutableSet<Key> touched = inForce.tell(state, seen, observing(seen, mesh));
    Sets.union(owners, touched).stream()
        .filter(key -> !key.equals(state.key))
        .forEach(dispatcher::wake);
    if (!touched.isEmpty()) {
      tryAnew(state);
    }
    return owners.isEmpty() && touched.isEmpty()
        ? seen
        : context.index.endpoint(state.key).orElseThrow();
  }

  /** Takes the deployment on from where it was written down to be, if anything may be written. */
  private Optional<Outcome<ServiceEndpointSpec>> advance(
      EndpointAppraisal appraisal, Membership other, Identity identity, boolean writing) {
    EndpointState state = appraisal.state();
    EndpointRollout rollout =
        new EndpointRollout(
            context,
            dispatcher.underWay(state.key),
            appraisal,
            other,
            (view, mesh) -> forecast.of(view, mesh, state, appraisal, identity));
    if (appraisal.mesh().change.isOn() && knowsItself(appraisal)) {
      tell(rollout.report(), state, appraisal.mesh());
    }
    boolean written = state.journal.rollout().isAsGoodAs(state.rollout);
    if (!writing || !written || state.releasing || appraisal.view().resource().deleting()) {
      return Optional.empty();
    }
    Outcome<ServiceEndpointSpec> outcome = rollout.advance();
    state.rollout = outcome.rollout();
    state.deploying = outcome.message();
    return Optional.of(outcome);
  }

  /** Whether AWS was looked at, or does not let itself be: ignorance is no good news. */
  private static boolean knowsItself(EndpointAppraisal appraisal) {
    EndpointState state = appraisal.state();
    return appraisal.mesh().fact.hindrance().isEmpty()
        && (state.surveyed || appraisal.surveyed() || !state.failures.permanent().isEmpty());
  }

  /** Says how the endpoint fares with a change of its mesh, which sums that up. */
  private void tell(MemberReport report, EndpointState state, MeshState mesh) {
    Instant now = context.loop.now();
    Instant summed = mesh.change.tell(state.key, report, now);
    if (summed.isAfter(now)) {
      dispatcher.wakeAt(mesh.key, summed);
    } else {
      dispatcher.wake(mesh.key);
    }
  }

  /** Says what is wanted from now on, of AWS and of the mesh, which reads for its endpoints. */
  private void offer(
      ImmutableList<Request> requests,
      Optional<GroupReads.Question> question,
      GroupPart group,
      EndpointState state,
      MeshState mesh) {
    dispatcher.offer(state.key, requests);
    if (!Request.slots(requests).contains(NamespaceHome.LISTING)) {
      context.resign(state.key);
    }
    boolean asks = mesh.groupReads.ask(state.key, question);
    boolean watches = mesh.alarms.ask(state.key, state.rollout.watchedAlarms());
    boolean lists = mesh.listReads.ask(state.key, group.lists().known().keySet());
    if (lists || asks || watches) {
      dispatcher.wake(mesh.key);
    }
    Set<String> wanted =
        question.isPresent()
            ? Sets.union(Request.slots(requests), ImmutableSet.of(GroupRequests.SLOT))
            : Request.slots(requests);
    state.failures.forget(wanted, context.loop.now());
    state.patience.forget(wanted, context.loop.now());
  }

  private void report(EndpointAppraisal appraisal, boolean writing) {
    EndpointState state = appraisal.state();
    MeshState mesh = appraisal.mesh();
    boolean unresolved = mesh.dns.lacks(state.key);
    state.surveyed |= appraisal.surveyed();
    state.silent = FirstLook.lasts(state, mesh, appraisal.view().resource());
    if (!state.silent) {
      recorder.status(state, appraisal.view(), appraisal.findings(writing));
    }
    if (mesh.dns.lacks(state.key) != unresolved) {
      dispatcher.wake(mesh.key);
    }
  }

  /** What is not planned while it is read anew is still refused. */
  private void forgetRefusals(EndpointPlan plan, GroupPart group, EndpointState state) {
    Instant now = context.loop.now();
    state
        .refusals
        .keySet()
        .removeIf(slot ->
            !plan.slots().contains(slot)
                && !(slot.equals(GroupRequests.SLOT) && !group.plan().steps().isEmpty())
                && !state.patience.blocked(slot, now));
  }

  private Identity identity(EndpointView view, MeshId mesh) {
    return Identity.of(
        context.settings.installation(),
        new EndpointKey(view.resource().ref()),
        mesh,
        view.resource().uid());
  }

  /** A resource that came back under its old name: it inherits what is there, marked anew. */
  private static void adoptUid(EndpointView view, EndpointState state) {
    if (!state.uid.equals(view.resource().uid())) {
      state.uid = view.resource().uid();
      state.tracks.clear();
      state.group = Optional.empty();
    }
  }

  private static Optional<Home> home(EndpointIntent intent, EndpointState state, MeshState mesh) {
    if (!(mesh.fact instanceof MeshFact.Ready ready)) {
      return state.journal.home();
    }
    boolean there = state.journal.home().filter(ready.home()::isSameAs).isPresent();
    return there || state.journal.isLost() || intent instanceof EndpointIntent.Keep
        ? Optional.of(ready.home())
        : state.journal.home();
  }

  /** A track for each service that is wanted or was ever begun. */
  private void follow(EndpointIntent intent, EndpointState state) {
    if (intent instanceof EndpointIntent.Keep keep) {
      keep.desired()
          .services()
          .forEach(service ->
              track(state, service.name()).ledger().wanted(service.instances().keySet()));
    }
    state
        .journal
        .services()
        .forEach((name, id) -> {
          boolean begunBefore = id.isEmpty() && !state.tracks.containsKey(name);
          ServiceTrack track = track(state, name);
          if (begunBefore) {
            track.absence().begunBefore();
          }
        });
    boolean kept = intent instanceof EndpointIntent.Keep;
    state.tracks.forEach((name, track) -> {
      track.follow(kept, context.loop.now());
      track.beingWritten(dispatcher.underWay(state.key, RegistryChange.serviceSlot(name)));
    });
    if (state.home.isEmpty() && !state.journal.isLost()) {
      state.tracks.values().forEach(track -> track.ledger().absent());
    }
  }

  private ServiceTrack track(EndpointState state, ServiceName name) {
    return state.track(name, context.settings.auditEvery());
  }

  private EndpointPlan plan(
      EndpointView view,
      EndpointIntent intent,
      EndpointState state,
      MeshState mesh,
      Identity identity) {
    EndpointPlan plan = EndpointPlan.of(intent, state, forecast.terms(identity));
    EndpointPlan fitting = fitting(plan, new EndpointPlaces(intent, state).use(), state, mesh);
    int has = EndpointAppraisal.registered(state);
    Instant now = context.loop.now();
    AbsenceRules.Ruling ruling = absence(view, intent, state, has, now).on(fitting);
    state.acknowledged = ruling.acknowledged();
    state.deletionsHeld = fitting.changes().size() - ruling.plan().changes().size();
    state.infer(ruling.plan(), now);
    return ruling.plan();
  }

  /** What the quota of the namespace leaves of a plan. Whoever waited for a place is woken. */
  private EndpointPlan fitting(
      EndpointPlan plan, NamespaceUsage.Use use, EndpointState state, MeshState mesh) {
    int quota =
        context.settings.rules().forecast(context.settings.quotas()).instancesPerNamespace();
    mesh.usage.set(state.key, use).forEach(dispatcher::wake);
    Optional<Problem> refusal = mesh.usage.refusal(state.key, quota);
    if (refusal.isPresent()) {
      return plan.withAdditions(0).with(refusal.orElseThrow());
    }
    EndpointPlan cut = plan.withAdditions(mesh.usage.places(state.key, quota));
    boolean stuck = cut.changes().isEmpty() && !plan.changes().isEmpty() && !state.isBusy();
    return stuck ? cut.with(mesh.usage.full(use.pending(), quota)) : cut;
  }

  private AbsenceRules absence(
      EndpointView view, EndpointIntent intent, EndpointState state, int registered, Instant now) {
    return new AbsenceRules(
        context.gate.isSynced(),
        context.gate.allowance(state.key, registered, now),
        intent instanceof EndpointIntent.Keep keep ? keep.membership() : Membership.UNKNOWN,
        state.lastInferred(),
        Optional.ofNullable(view.resource().annotations().get(EndpointPlan.ACKNOWLEDGE)),
        state.acknowledged);
  }

  private ImmutableList<Request> requests(
      EndpointIntent intent,
      EndpointPlan plan,
      EndpointState state,
      MeshState mesh,
      Identity identity,
      boolean writing) {
    boolean idle = intent instanceof EndpointIntent.Hold || intent instanceof EndpointIntent.LetGo;
    if (idle || state.home.isEmpty() || state.releasing) {
      return ImmutableList.of();
    }
    Home home = state.home.orElseThrow();
    ImmutableList.Builder<Request> requests = ImmutableList.builder();
    requests.addAll(
        reads(state, mesh, identity, home)
            .due(writtenServices(plan), intent instanceof EndpointIntent.Remove));
    if (writing) {
      ServiceWrites writes = new ServiceWrites(context, dispatcher, state, identity, home);
      requests.addAll(writes.requests(plan.changes(), tags(mesh)));
    }
    return requests.build();
  }

  private GroupRequests.Due groupRequests(
      GroupPart group, EndpointState state, MeshState mesh, Identity identity, boolean writing) {
    return state.home.isEmpty() || state.releasing
        ? GroupRequests.Due.NOTHING
        : groupRequests(state, mesh, identity, state.home.orElseThrow())
            .due(group, writing, tags(mesh));
  }

  private GroupRequests groupRequests(
      EndpointState state, MeshState mesh, Identity identity, Home home) {
    return new GroupRequests(context, dispatcher, state, identity, home, mesh);
  }

  /** What the mesh knows of prefix lists, if it is there to read them where the group is. */
  private static ListReads lists(EndpointState state, MeshState mesh) {
    boolean elsewhere = state.home.filter(home -> !mesh.readsAt(home.place())).isPresent();
    return elsewhere ? new ListReads() : mesh.listReads;
  }

  private ServiceReads reads(EndpointState state, MeshState mesh, Identity identity, Home home) {
    boolean meshLists = mesh.fact instanceof MeshFact.Ready ready && ready.home().equals(home);
    return new ServiceReads(context, dispatcher, state, identity, home, meshLists);
  }

  private static Set<String> writtenServices(EndpointPlan plan) {
    return plan.changes().stream()
        .filter(InstanceChange.class::isInstance)
        .map(change -> ((InstanceChange) change).service().value())
        .collect(Collectors.toSet());
  }

  /** A mesh in mode Observe is one also while nothing else is known of it. */
  private boolean observing(EndpointView view, MeshState mesh) {
    boolean declared =
        view.mesh()
            .flatMap(MeshFacts::accepted)
            .filter(accepted -> accepted.spec().mode() == Mode.OBSERVE)
            .isPresent();
    return context.settings.observeOnly()
        || declared
        || switch (mesh.fact) {
          case MeshFact.Ready ready -> ready.observed();
          case MeshFact.Planned _ -> true;
          case MeshFact.NotReady _, MeshFact.Barred _ -> false;
        };
  }

  private static ImmutableMap<String, String> tags(MeshState mesh) {
    return mesh.fact instanceof MeshFact.Ready ready ? ready.tags() : ImmutableMap.of();
  }

  /** Gone is only what AWS, read back, does not have any more. */
  private static boolean gone(
      EndpointView view, EndpointIntent intent, GroupPart group, EndpointState state) {
    return switch (intent) {
      case EndpointIntent.LetGo _ -> true;
      case EndpointIntent.Remove _ ->
          view.resource().deleting()
              && state.tracks.values().stream().allMatch(EndpointPass::left)
              && group.isLeft(state.journal);
      case EndpointIntent.Keep _, EndpointIntent.Hold _ -> false;
    };
  }

  /** Whether nothing of ours is left of a service. */
  static boolean left(ServiceTrack track) {
    if (track.gone()) {
      return true;
    }
    return track
        .ledger()
        .facts()
        .map(facts ->
            switch (facts.standing()) {
              case RIVAL, OTHERS -> true;
              case UNMARKED -> track.isEmptied();
              case OURS, FORMER -> false;
            })
        .orElse(false);
  }

  private Instant nextLook(
      EndpointIntent intent, EndpointPlan plan, EndpointState state, Instant now) {
    boolean closed =
        plan.problems().stream().anyMatch(p -> p.reason() == Reason.DeletionGateClosed);
    return Stream.of(
            state.tracks.values().stream().map(ServiceTrack::nextLook),
            state.tracks.values().stream()
                .filter(_ -> intent instanceof EndpointIntent.Remove)
                .map(ServiceTrack::emptinessShowsAt),
            state.failures.nextRetry(now).stream(),
            state.patience.nextRetry(now).stream(),
            context.gate.nextAllowance(state.key).filter(_ -> closed).stream())
        .flatMap(looks -> looks)
        .filter(at -> at.isAfter(now))
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }
}
