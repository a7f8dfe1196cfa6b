package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.api.v1alpha1.Condition;
import io.vpcmesh.api.v1alpha1.ConditionStatus;
import io.vpcmesh.cloud.Cloud;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.engine.EndpointJournal.Home;
import io.vpcmesh.engine.Store.Journals;
import io.vpcmesh.engine.requests.RequestScheduler;
import io.vpcmesh.membership.Membership;
import io.vpcmesh.membership.MembershipSource;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.telemetry.Figures;
import io.vpcmesh.telemetry.Meters;
import io.vpcmesh.topology.Endpoint;
import io.vpcmesh.topology.EndpointView;
import io.vpcmesh.topology.MeshView;
import io.vpcmesh.topology.TopologyEvent;
import io.vpcmesh.topology.TopologyEvent.Gone;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps AWS as declared. A driver feeds it what it sees of the declared world and of instances;
 * everything is decided on one loop, key by key. All public methods may be called from any thread.
 */
public final class Engine {

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
  private static final int MAX_CALLS_UNDER_WAY = 64;

  private final EngineContext context;
  private final KeyQueue queue;
  private final Dispatcher dispatcher;
  private final EndpointPass endpointPass;
  private final MeshPass meshPass;
  private final ImmutableList<MembershipSource> sources;
  private final Quarantine quarantine = new Quarantine();
  private final Census census = new Census();
  private final Map<EndpointKey, EndpointState> endpoints = new HashMap<>();
  private final Map<MeshId, MeshState> meshes = new HashMap<>();

  private final WrittenStatus written = new WrittenStatus();

  private boolean synced;
  private long passes;

  public Engine(
      EngineSettings settings,
      Loop loop,
      Store store,
      Cloud cloud,
      ImmutableList<MembershipSource> sources) {
    this(new EngineContext(settings, loop, store, cloud, Appliers.guarded()), sources);
  }

  /** Appliers other than the guarded ones are for the tests of the invariant checker. */
  Engine(EngineContext context, ImmutableList<MembershipSource> sources) {
    this.context = context;
    this.sources = sources;
    this.queue = new KeyQueue(context.loop, this::pass);
    this.dispatcher =
        new Dispatcher(
            context.loop,
            new RequestScheduler(context.settings.limits(), MAX_CALLS_UNDER_WAY),
            queue::wake,
            queue::wakeAt,
            this::isolate);
    asking(HookCalls.NONE);
    Recorder recorder = new Recorder(context, queue);
    this.endpointPass = new EndpointPass(context, dispatcher, recorder, this::membership);
    this.meshPass = new MeshPass(context, dispatcher, recorder);
    context.onListing(this::listed, this::relist);
  }

  /** Is measured from now on; to be called once, before the start. */
  public Engine measuredBy(Meters meters) {
    context.meters = meters;
    meters.watch(answer -> context.loop.post(() -> answer.accept(figures())));
    return this;
  }

  /** Has security groups put on what runs endpoints from now on; to be called before the start. */
  public Engine attachedBy(GroupAttachment attachment) {
    context.attachment = attachment;
    return this;
  }

  /** Has the hooks of meshes asked from now on; to be called before the start. */
  public Engine asking(HookCalls calls) {
    context.hooks = new HookRounds(context.loop, calls, queue::wake);
    return this;
  }

  /** Takes up what was journaled; to be called once, before anything is observed. */
  public void start(Journals journals) {
    context.loop.post(() -> remember(journals));
  }

  /** Something of the declared world was seen. */
  public void observe(TopologyEvent event) {
    context.loop.post(() -> take(event));
  }

  /** The answer of a source for this endpoint changed. */
  public void membershipChanged(EndpointKey key) {
    context.loop.post(() -> queue.wake(key));
  }

  /** All sources have delivered a first complete picture. */
  public void synced() {
    context.loop.post(() -> {
      synced = true;
      context.gate.synced();
      meshes.keySet().forEach(queue::wake);
      endpoints.keySet().forEach(queue::wake);
    });
  }

  /** Whether no pass and no call is waiting or under way. To be asked on the loop. */
  public boolean idle() {
    return queue.idle() && dispatcher.idle() && context.hooks.idle();
  }

  /** How many passes there were since the start. To be asked on the loop. */
  public long passes() {
    return passes;
  }

  /** Somebody wrote over the status of a resource: what we had written counts for nothing. */
  public void statusLost(Key key) {
    context.loop.post(() -> {
      tell(key, endpoint -> endpoint.status = null, mesh -> mesh.status = null);
      queue.wake(key);
    });
  }

  /** How many views were built since the start. To be asked on the loop. */
  public long viewsBuilt() {
    return context.index.viewsBuilt();
  }

  /** How things stand. To be asked on the loop. */
  Figures figures() {
    return new Figures(
        synced,
        dispatcher.work(queue.size(), quarantine.size(context.loop.now())),
        census.resources());
  }

  private void remember(Journals journals) {
    context.remains.remember(journals);
    if (journals.areInherited()) {
      dispatcher.takeOver();
    }
    written.remember(journals);
    journals.meshes().forEach(this::remember);
    journals.endpoints().forEach(this::remember);
    journals.lost().forEach(this::remember);
    ImmutableSet<Optional<Home>> changing =
        meshes.values().stream()
            .map(mesh -> mesh.journal)
            .filter(this::wasChanging)
            .map(MeshJournal::home)
            .collect(ImmutableSet.toImmutableSet());
    endpoints.values().stream()
        .filter(it -> wasChanging(it.journal) || changing.contains(it.journal.home()))
        .forEach(it -> it.lagsUntil = context.loop.now().plus(ServiceTrack.SETTLE));
  }

  /** Whether a former process may have sent something for a change a moment ago. */
  private boolean wasChanging(Journal journal) {
    Instant since = context.loop.now().minus(ServiceTrack.SETTLE);
    return journal
        .rollout()
        .deployment()
        .filter(it -> !it.phase().isOver() || it.phaseSince().isAfter(since))
        .isPresent();
  }

  private void remember(MeshId key, MeshJournal journal) {
    MeshState mesh = new MeshState(key, journal);
    meshes.put(key, mesh);
    if (journal.home().isEmpty()) {
      mesh.perhapsBegunBefore(context.loop.now());
    }
    if (journal.running().isPresent() || journal.changes().isPresent()) {
      new InForce(context).tell(mesh);
    }
  }

  private void remember(EndpointKey key, EndpointJournal journal) {
    EndpointState state = new EndpointState(key, journal);
    endpoints.put(key, state);
    context.gate.remember(key, journal.inferredDeletions());
    context.groups.publish(key, journal.group().flatMap(EndpointJournal.GroupRef::id), false);
    if (journal.running().isPresent() || journal.changes().isPresent()) {
      new InForce(context).tell(state);
    }
    new InForce(context).tellServices(state);
  }

  private void take(TopologyEvent event) {
    context.index.apply(event).forEach(this::encourage);
    if (event instanceof Gone(Key key)) {
      drop(key);
    }
  }

  /** Whatever failed before may work with the new declaration. */
  private void encourage(Key key) {
    quarantine.retry(key, context.loop.now());
    tell(key, endpoint -> endpoint.failures.clear(), MeshState::encourage);
    queue.wake(key);
  }

  /** Does it to what is remembered of the key, if anything is. */
  private void tell(Key key, Consumer<EndpointState> ofEndpoint, Consumer<MeshState> ofMesh) {
    switch (key) {
      case EndpointKey endpoint ->
          Optional.ofNullable(endpoints.get(endpoint)).ifPresent(ofEndpoint);
      case MeshId mesh -> Optional.ofNullable(meshes.get(mesh)).ifPresent(ofMesh);
    }
  }

  /**
   * A resource is gone. When we did not let it go, somebody took it away by force: what it has in
   * AWS is still ours, and so is its journal, for the day on which it comes back.
   */
  private void drop(Key key) {
    quarantine.release(key);
    census.forget(key);
    written.forget(key);
    dispatcher.offer(key, ImmutableList.of());
    switch (key) {
      case EndpointKey endpoint -> {
        Optional.ofNullable(endpoints.remove(endpoint))
            .ifPresent(state -> {
              leave(state);
              context.makingOrder.forget(endpoint);
              context.groups.forget(endpoint).forEach(queue::wake);
              if (state.releasing) {
                return;
              }
              if (state.seesFormerLife()) {
                remember(endpoint, state.journal);
              } else if (!state.journal.holdsNothing()) {
                LOG.atWarn()
                    .addKeyValue("resource", endpoint)
                    .addKeyValue("services", state.journal.services().keySet())
                    .log(
                        "it was taken away without its finalizer: what it has in AWS stays, and so does its journal; declare it again to go on with it, or to delete it");
                remember(endpoint, state.journal);
              }
            });
      }
      case MeshId mesh -> {
        context.resign(mesh);
        Optional.ofNullable(meshes.remove(mesh))
            .filter(state -> !state.releasing && state.journal.home().isPresent())
            .ifPresent(state -> remember(mesh, state.journal));
      }
    }
  }

  /** Nobody counts on the endpoint any more. */
  private void leave(EndpointState endpoint) {
    context.resign(endpoint.key);
    context.hooks.forget(endpoint.key);
    endpoint.mesh.map(meshes::get).ifPresent(mesh -> leave(mesh, endpoint.key));
  }

  private void leave(MeshState mesh, EndpointKey endpoint) {
    mesh.usage.remove(endpoint);
    mesh.groupReads.ask(endpoint, Optional.empty());
    mesh.dns.forget(endpoint);
    mesh.listReads.ask(endpoint, ImmutableSet.of());
    mesh.alarms.ask(endpoint, ImmutableSet.of());
    mesh.change.forget(endpoint);
    mesh.awaitingPlace.remove(endpoint);
    if (mesh.deploying.remove(endpoint)) {
      mesh.awaitingPlace.forEach(queue::wake);
    }
    boolean counted = mesh.ready.remove(endpoint);
    boolean awaited = mesh.silent.remove(endpoint);
    if (mesh.residents.remove(endpoint) || counted || awaited) {
      queue.wake(mesh.key);
    }
  }

  private void pass(Key key) {
    if (quarantine.holds(key, context.loop.now())) {
      tell(key, this::cannotFollow, _ -> {});
      return;
    }
    passes++;
    Instant begun = context.loop.now();
    try {
      switch (key) {
        case EndpointKey endpoint -> context.index.endpoint(endpoint).ifPresent(this::pass);
        case MeshId mesh -> context.index.mesh(mesh).ifPresent(view -> pass(mesh, view));
      }
      quarantine.well(key, context.loop.now());
    } catch (RuntimeException bug) {
      isolate(key, bug);
    }
    context.meters.passed(key, Duration.between(begun, context.loop.now()));
  }

  /**
   * Something of this key met a bug. What is known of AWS on its behalf may be half updated, so it
   * starts over from its journal, as after a restart; the other keys do not notice.
   */
  private void isolate(Key key, RuntimeException bug) {
    Instant until = quarantine.add(key, context.loop.now());
    context.meters.metBug(key);
    LOG.atError()
        .addKeyValue("resource", key)
        .addKeyValue("until", until)
        .setCause(bug)
        .log("a bug keeps this resource from being processed; others go on");
    dispatcher.offer(key, ImmutableList.of());
    tell(key, this::startOver, MeshState::encourage);
    queue.wakeAt(key, until);
  }

  private void startOver(EndpointState endpoint) {
    endpoint.startOver();
    cannotFollow(endpoint);
  }

  /** A change of its mesh does not wait for it. */
  private void cannotFollow(EndpointState endpoint) {
    endpoint
        .mesh
        .map(meshes::get)
        .filter(mesh -> mesh.change.isOn())
        .ifPresent(mesh -> {
          mesh.change.tell(endpoint.key, MemberReport.broken(), context.loop.now());
          queue.wake(mesh.key);
        });
  }

  private void pass(MeshId key, MeshView view) {
    MeshState state = mesh(key, view.resource().uid());
    written.hand(state, view.resource().uid());
    MeshFact before = state.fact;
    boolean blind = state.blind;
    Instant next = meshPass.run(view, state);
    queue.wakeAt(key, next);
    census.count(state);
    if (!before.equals(state.fact) || blind != state.blind) {
      context.index.endpointsOf(key).forEach(queue::wake);
    }
  }

  private void pass(EndpointView view) {
    EndpointKey key = new EndpointKey(view.resource().ref());
    EndpointState state =
        endpoints.computeIfAbsent(
            key, fresh -> new EndpointState(fresh, EndpointJournal.empty(view.resource().uid())));
    written.hand(state, view.resource().uid());
    MeshState mesh = meshOf(view);
    join(state, mesh);
    queue.wakeAt(key, endpointPass.run(view, state, mesh));
    settle(state, mesh);
    census.count(state);
  }

  /** An endpoint counts in one mesh at a time. */
  private void join(EndpointState state, MeshState mesh) {
    state
        .mesh
        .filter(former -> !former.equals(mesh.key))
        .map(meshes::get)
        .ifPresent(former -> leave(former, state.key));
    state.mesh = Optional.of(mesh.key);
  }

  /** Keeps the mesh's sums: who is ready, and who still has something in its namespace. */
  private void settle(EndpointState state, MeshState mesh) {
    boolean changed = isReady(state) ? mesh.ready.add(state.key) : mesh.ready.remove(state.key);
    boolean resident = !state.journal.services().isEmpty();
    boolean moved = resident ? mesh.residents.add(state.key) : mesh.residents.remove(state.key);
    boolean complete = listen(state, mesh);
    deploy(state, mesh);
    if (changed || moved || complete) {
      queue.wake(mesh.key);
    }
  }

  /** Whoever waits for a place among the deployments of the mesh looks again when one is free. */
  private void deploy(EndpointState state, MeshState mesh) {
    boolean underWay =
        state
            .rollout
            .underWay()
            .filter(it -> !it.first() && it.phase() != Phase.PENDING)
            .isPresent();
    boolean waits = state.rollout.underWay().filter(it -> it.phase() == Phase.PENDING).isPresent();
    if (waits) {
      mesh.awaitingPlace.add(state.key);
    } else {
      mesh.awaitingPlace.remove(state.key);
    }
    if (underWay) {
      mesh.deploying.add(state.key);
    } else if (mesh.deploying.remove(state.key)) {
      mesh.awaitingPlace.forEach(queue::wake);
    }
  }

  /** Whether the last of those endpoints has spoken that the mesh's sums waited for. */
  private static boolean listen(EndpointState state, MeshState mesh) {
    if (state.silent) {
      mesh.silent.add(state.key);
      return false;
    }
    return mesh.silent.remove(state.key) && mesh.silent.isEmpty();
  }

  private static boolean isReady(EndpointState state) {
    return state.status != null
        && state.status.conditions().stream()
            .filter(condition -> condition.type().equals("Ready"))
            .map(Condition::status)
            .anyMatch(ConditionStatus.TRUE::equals);
  }

  private MeshState meshOf(EndpointView view) {
    MeshId id = view.known().map(Endpoint::mesh).orElseGet(() -> new MeshId(view.resource().ref()));
    return mesh(id, "");
  }

  private MeshState mesh(MeshId id, String uid) {
    return meshes.computeIfAbsent(id, key -> new MeshState(key, MeshJournal.empty(uid)));
  }

  private Membership membership(EndpointKey key, Endpoint endpoint) {
    return sources.stream()
        .filter(source -> source.covers(key, endpoint))
        .findFirst()
        .map(source -> source.of(key, endpoint))
        .orElse(Membership.UNWATCHED);
  }

  /** A namespace was listed: endpoints whose service is not as they believe look again. */
  private void listed(NamespaceHome home) {
    Map<String, Boolean> present = new HashMap<>();
    home.services().values().forEach(service -> present.put(ServiceTrack.print(service), true));
    endpoints.values().stream()
        .filter(state -> state.home.equals(Optional.of(home.home())))
        .filter(state -> state.doubt(present.keySet(), home.listedAt()))
        .forEach(state -> queue.wake(state.key));
  }

  private void relist(Home home) {
    meshes.values().stream()
        .filter(mesh -> mesh.fact instanceof MeshFact.Ready ready && ready.home().equals(home))
        .forEach(mesh -> queue.wake(mesh.key));
  }

  /** Whether the first complete picture was delivered. To be asked on the loop. */
  public boolean isSynced() {
    return synced;
  }
}
