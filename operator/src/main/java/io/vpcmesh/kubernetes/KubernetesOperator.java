package io.vpcmesh.kubernetes;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.vpcmesh.cloud.Cloud;
import io.vpcmesh.cloud.SupervisedCloud;
import io.vpcmesh.engine.Engine;
import io.vpcmesh.engine.EngineSettings;
import io.vpcmesh.engine.HookCalls;
import io.vpcmesh.engine.Loop;
import io.vpcmesh.engine.Store;
import io.vpcmesh.kubernetes.Caches.Cache;
import io.vpcmesh.membership.MembershipSource;
import io.vpcmesh.membership.StaticMembership;
import io.vpcmesh.membership.kubernetes.SliceMembership;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.Reach;
import io.vpcmesh.telemetry.Meters;
import io.vpcmesh.topology.TopologyEvent;
import io.vpcmesh.topology.TopologyEvent.Gone;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon in a cluster. Every replica watches; the one that holds the lease has an engine, and
 * alone writes.
 */
public final class KubernetesOperator implements AutoCloseable {

  /** Objects per page of a list. With pages a list is never older than the moment of asking. */
  static final long PAGE = 500;

  private static final Logger LOG = LoggerFactory.getLogger(KubernetesOperator.class);
  private static final Duration BEAT = Duration.ofMillis(500);
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);
  private static final Duration ROUND = Duration.ofSeconds(30);
  private static final Duration LEAD_POLL = Duration.ofSeconds(1);
  private static final Duration CRD_POLL = Duration.ofSeconds(2);
  private static final long FIRST_RETRY_MILLIS = 500;
  private static final long SLOWEST_RETRY_MILLIS = 30_000;

  private final Parts parts;
  private final Loop loop;
  private final Fence fence;
  private final Leadership leadership;
  private final Operator operator;
  private final Handle<RawMesh> meshes = new Handle<>();
  private final Handle<RawEndpoint> endpoints = new Handle<>();
  private final Namespaces namespaces = new Namespaces();
  private final Caches caches = new Caches(meshes, endpoints, namespaces);
  private final EngineFeed feed;
  private final SliceMembership pods;
  private final Turns turns = Turns.usual();
  private volatile Optional<Upkeep> upkeep = Optional.empty();
  private volatile Optional<Runnable> published = Optional.empty();
  private volatile boolean watching;
  private volatile Instant beat;

  /**
   * What an operator is made of.
   *
   * @param watch for informers, which wait for long
   * @param write for everything else: gives up after two or three seconds and does not repeat
   * @param cloud what to keep as declared
   * @param meters told what the engine does
   * @param election how replicas agree
   * @param elected whether they have to; else this is the only one
   * @param namespaces to look for resources in; empty: all
   * @param reach where in AWS it may act, and as whom
   * @param clock for the times of Events
   * @param lost ends the process when another replica leads
   */
  public record Parts(
      KubernetesClient watch,
      KubernetesClient write,
      Cloud cloud,
      Meters meters,
      HookCalls hooks,
      Election election,
      boolean elected,
      ImmutableSet<String> namespaces,
      Reach reach,
      InstantSource clock,
      Runnable lost) {}

  public KubernetesOperator(Parts parts, Loop loop) {
    this.parts = parts;
    this.loop = loop;
    this.fence =
        parts.elected()
            ? new Fence(parts.election().renewDeadline(), System::nanoTime)
            : Fence.open();
    this.leadership = new Leadership(parts.write(), parts.election(), fence, parts.lost());
    this.pods = new SliceMembership(loop::after);
    this.feed = new EngineFeed(caches, key -> Kinds.resource(parts.write(), key).get() != null);
    this.operator = operator();
    this.beat = parts.clock().instant();
  }

  private Operator operator() {
    Operator made =
        new Operator(overrider ->
            overrider
                .withKubernetesClient(parts.watch())
                .withCloseClientOnStop(false)
                .withStopOnInformerErrorDuringStartup(false)
                .withCloneSecondaryResourcesWhenGettingFromCache(false));
    made.register(new MeshReconciler(feed, this::hold, this::meshSources), this::configure);
    made.register(new EndpointReconciler(feed, this::hold, this::endpointSources), this::configure);
    return made;
  }

  private <R extends HasMetadata> void configure(ControllerConfigurationOverrider<R> overrider) {
    overrider
        .withInformerListLimit(PAGE)
        .withRetry(
            new GenericRetry()
                .setInitialInterval(FIRST_RETRY_MILLIS)
                .setMaxInterval(SLOWEST_RETRY_MILLIS)
                .withoutMaxAttempts());
    if (!parts.namespaces().isEmpty()) {
      overrider.settingNamespaces(parts.namespaces());
    }
    // A store that is given is shared by the informers of all namespaces, and each of them takes
    // out of it what its own list lacks.
    if (parts.namespaces().size() <= 1) {
      overrider.withItemStore(new SlimStore<>());
    }
  }

  private List<EventSource<?, RawMesh>> meshSources(EventSourceContext<RawMesh> context) {
    meshes.cache = Optional.of(context.getPrimaryCache());
    NamespaceSource source = new NamespaceSource(context, feed::seen);
    namespaces.source = Optional.of(source);
    return ImmutableList.of(source);
  }

  private List<EventSource<?, RawEndpoint>> endpointSources(
      EventSourceContext<RawEndpoint> context) {
    endpoints.cache = Optional.of(context.getPrimaryCache());
    return ImmutableList.<EventSource<?, RawEndpoint>>builder()
        .addAll(SliceSource.each(context, pods, parts.namespaces()))
        .add(new NodeSource(context, pods))
        .build();
  }

  /** Waits for the CRDs, begins to watch, and competes for the lease. */
  public void start() throws InterruptedException {
    awaitDefinitions();
    operator.start();
    awaitCaches();
    pods.synced();
    watching = true;
    LOG.atInfo().addKeyValue("me", parts.election().identity()).log("watching");
    if (parts.elected()) {
      leadership.start(this::lead);
    } else {
      lead();
    }
    loop.post(this::beat);
    Thread.ofVirtual().name("watchdog").start(this::watch);
  }

  /** Until the process ends; a round that fails is one round less. */
  private void watch() {
    Watchdog<RawMesh> overMeshes = new Watchdog<>(meshes, feed::correct);
    Watchdog<RawEndpoint> overEndpoints = new Watchdog<>(endpoints, feed::correct);
    while (!Thread.currentThread().isInterrupted()) {
      pause(ROUND);
      published.ifPresent(Runnable::run);
      try {
        look(list(RawMesh.class), MeshId::new, overMeshes);
        look(list(RawEndpoint.class), EndpointKey::new, overEndpoints);
      } catch (KubernetesClientException unanswered) {
        LOG.atDebug().addKeyValue("reason", unanswered.getMessage()).log("nothing to compare with");
      }
    }
  }

  private void hold(Key key, HasMetadata seen) {
    upkeep.ifPresent(it -> it.hold(key, seen));
  }

  private <R extends HasMetadata> void look(
      List<R> server, Function<ObjectRef, ? extends Key> key, Watchdog<R> watchdog) {
    watchdog.look(server);
    upkeep.ifPresent(
        it -> server.forEach(object -> it.look(key.apply(Declared.ref(object)), object)));
  }

  /** From the memory of the API server: that costs it little. */
  private <R extends CustomResource<?, ?>> List<R> list(Class<R> type) {
    ListOptions fromMemory = new ListOptionsBuilder().withResourceVersion("0").build();
    return parts.namespaces().isEmpty()
        ? parts.watch().resources(type).inAnyNamespace().list(fromMemory).getItems()
        : parts.namespaces().stream()
            .flatMap(namespace ->
                parts
                    .watch()
                    .resources(type)
                    .inNamespace(namespace)
                    .list(fromMemory)
                    .getItems()
                    .stream())
            .toList();
  }

  private void beat() {
    beat = parts.clock().instant();
    loop.after(BEAT, this::beat);
  }

  /** The Operator SDK stops to wait after a while, synced or not. */
  private void awaitCaches() throws InterruptedException {
    boolean told = false;
    while (!operator.getRuntimeInfo().allEventSourcesAreHealthy()) {
      if (!told) {
        LOG.atWarn()
            .addKeyValue("unhealthy", operator.getRuntimeInfo().unhealthyEventSources().keySet())
            .log("waiting for the first complete picture of the API server");
        told = true;
      }
      Thread.sleep(CRD_POLL);
    }
  }

  private void awaitDefinitions() throws InterruptedException {
    CustomResourceCheck check = new CustomResourceCheck(parts.write());
    Optional<String> told = Optional.empty();
    for (Optional<String> problem = check.problem();
        problem.isPresent();
        problem = check.problem()) {
      if (!problem.equals(told)) {
        LOG.atWarn().addKeyValue("problem", problem.orElseThrow()).log("waiting");
        told = problem;
      }
      Thread.sleep(CRD_POLL);
    }
  }

  /**
   * All informers have their first complete picture by now. An API server may be down just then.
   */
  private void lead() {
    while (fence.isOpen()) {
      try {
        takeUp();
        return;
      } catch (KubernetesClientException failed) {
        LOG.atWarn().addKeyValue("reason", failed.getMessage()).log("cannot lead yet");
        pause(LEAD_POLL);
      }
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private void takeUp() {
    String installation =
        Installation.read(
            parts.write(), parts.election().namespace(), () -> UUID.randomUUID().toString());
    Finalizers finalizers = new Finalizers(parts.write());
    StatusWriter statuses = new StatusWriter(parts.write(), this::cached);
    DeploymentWriter deployments = deployments();
    EventWriter events = events();
    DeploymentEvents steps = steps(events);
    Store store =
        new StoreInTurns(
            new KubernetesStore(
                fence,
                new JournalMaps(parts.write(), parts.election().namespace(), fence),
                finalizers,
                statuses,
                events,
                deployments,
                steps,
                () -> list(RawEndpoint.class).stream(),
                () -> list(RawMesh.class).stream()),
            turns);
    PodPolicies policies = policies();
    Engine engine =
        new Engine(
                EngineSettings.of(installation).reaching(parts.reach()),
                loop,
                store,
                new SupervisedCloud(parts.cloud(), new FencedCalls(fence)),
                ImmutableList.<MembershipSource>of(
                    new ClusterMembership(pods, new StaticMembership(), services())))
            .measuredBy(parts.meters())
            .attachedBy(policies)
            .asking(parts.hooks());
    engine.start(store.load());
    pods.listener(engine::membershipChanged);
    policies.listener(engine::membershipChanged);
    feed.tell(event -> tell(engine, policies, event));
    engine.synced();
    upkeep = Optional.of(new Upkeep(fence, finalizers, statuses, engine::statusLost));
    published =
        Optional.of(() -> {
          deployments.catchUp();
          steps.catchUp();
        });
    deployments.catchUp();
    steps.catchUp();
    LOG.atInfo().addKeyValue("me", parts.election().identity()).log("leading");
  }

  private SelectorServices services() {
    return new SelectorServices(
        parts.write(), fence, turns, parts.clock(), key -> endpoints.get(key.ref()));
  }

  private PodPolicies policies() {
    return new PoliciesInCluster(parts.watch(), parts.write(), parts.namespaces())
        .policies(
            new PodPolicies.Surroundings(
                fence,
                work -> Thread.ofVirtual().start(() -> turns.take(work)),
                loop::after,
                key -> endpoints.get(key.ref())));
  }

  private DeploymentWriter deployments() {
    return new DeploymentWriter(
        new DeploymentRequests(parts.write(), parts.namespaces()),
        fence,
        work -> Thread.ofVirtual().start(() -> turns.take(work)),
        this::cached);
  }

  private EventWriter events() {
    return new EventWriter(parts.write(), this::cached, parts.election().identity(), parts.clock());
  }

  private DeploymentEvents steps(EventWriter events) {
    return new DeploymentEvents(
        events, fence, work -> Thread.ofVirtual().start(() -> turns.take(work)), parts.clock());
  }

  private Optional<? extends HasMetadata> cached(Key key) {
    return switch (key) {
      case MeshId mesh -> meshes.get(mesh.ref());
      case EndpointKey endpoint -> endpoints.get(endpoint.ref());
    };
  }

  /** Whether the loop is at work. One that is stuck for so long does not come back. */
  public boolean isAlive() {
    return !watching || beat.plus(LONGEST_SILENCE).isAfter(parts.clock().instant());
  }

  /** Whether the caches are warm: from then on this replica may become the leader at any moment. */
  public boolean isReady() {
    return watching;
  }

  /** Whether this replica leads. */
  public boolean isLeading() {
    return fence.isOpen();
  }

  /** Stops to watch and gives the lease back. */
  @Override
  public void close() {
    leadership.close();
    operator.stop();
  }

  private void tell(Engine engine, PodPolicies policies, TopologyEvent event) {
    engine.observe(event);
    if (event instanceof Gone(EndpointKey key)) {
      pods.forget(key);
      policies.forget(key);
    }
  }

  /** The cache of an informer that is made later. */
  private static final class Handle<R extends HasMetadata> implements Cache<R> {

    private volatile Optional<IndexerResourceCache<R>> cache = Optional.empty();

    @Override
    public Stream<R> all() {
      return cache.stream().flatMap(IndexerResourceCache::list);
    }

    @Override
    public Optional<R> get(ObjectRef ref) {
      return cache.flatMap(it -> it.get(new ResourceID(ref.name(), ref.namespace())));
    }
  }

  private static final class Namespaces implements Caches.Supply<Namespace> {

    private volatile Optional<NamespaceSource> source = Optional.empty();

    @Override
    public Stream<Namespace> all() {
      return source.stream().flatMap(it -> it.list(_ -> true));
    }
  }
}
