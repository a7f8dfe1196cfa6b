package io.vpcmesh.engine;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.Condition;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshStatus;
import io.vpcmesh.cloud.Cloud;
import io.vpcmesh.cloud.simulated.Call;
import io.vpcmesh.cloud.simulated.CallObserver;
import io.vpcmesh.cloud.simulated.SavedCloud;
import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.cloud.simulated.SimulatedCloud;
import io.vpcmesh.cloud.simulated.WorldSnapshot;
import io.vpcmesh.membership.MembershipSource;
import io.vpcmesh.membership.StaticMembership;
import io.vpcmesh.membership.simulated.ScriptedTasks;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Resource;
import io.vpcmesh.model.SecurityGroupRuleId;
import io.vpcmesh.registry.Quotas;
import io.vpcmesh.registry.apply.DeletionGate;
import io.vpcmesh.runtime.MemoryStore;
import io.vpcmesh.runtime.VirtualLoop;
import io.vpcmesh.telemetry.Meters;
import io.vpcmesh.topology.Index;
import io.vpcmesh.topology.TopologyEvent;
import io.vpcmesh.topology.TopologyEvent.EndpointSeen;
import io.vpcmesh.topology.TopologyEvent.Gone;
import io.vpcmesh.topology.TopologyEvent.MeshSeen;
import io.vpcmesh.topology.TopologyEvent.NamespaceSeen;
import io.vpcmesh.topology.TopologyEvent.Unreadable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The real engine on the simulated cloud in virtual time. The world outlives the engine. */
final class TestWorld {

  static final Instant START = Instant.parse("2026-11-01T08:00:00Z");
  static final String INSTALLATION = "inst-1";

  final VirtualLoop loop;
  final UnheardJournals unheard;
  final SimulatedCloud cloud;
  private final String client;
  private final String installation;
  MemoryStore memory = new MemoryStore();

  /** Those of the engine; a person's are not among them. */
  final List<Call> calls = new ArrayList<>();

  /** Whose status was written, each time. */
  final List<Key> statusWrites = new ArrayList<>();

  /** Is told whose status was just written. */
  Consumer<Key> onStatus = key -> {};

  /** Is told what is about to be written down. */
  BiConsumer<EndpointKey, EndpointJournal> onJournal = (key, journal) -> {};

  final Map<ObjectRef, Resource<ServiceMeshSpec>> meshes = new LinkedHashMap<>();
  final Map<ObjectRef, Resource<ServiceEndpointSpec>> endpoints = new LinkedHashMap<>();
  private final Map<EndpointKey, Problem> unreadable = new LinkedHashMap<>();
  private final Map<String, ImmutableMap<String, String>> labels = new LinkedHashMap<>();
  ScriptedTasks tasks = new ScriptedTasks();

  /** Asked before the tasks and the static addresses; for engines made later. */
  final List<MembershipSource> sources = new ArrayList<>();

  UnaryOperator<EngineSettings> settings = UnaryOperator.identity();
  Function<Store, Store> storeWrapper = store -> store;
  UnaryOperator<Cloud> credentials = UnaryOperator.identity();
  Meters meters = Meters.NONE;
  GroupAttachment attachment = GroupAttachment.NONE;
  HookCalls hooks = HookCalls.NONE;

  /**
   * Whether somebody changed in AWS what the endpoint has, and the engine cannot know of it yet.
   */
  Predicate<EndpointKey> meddled = _ -> false;

  /** When a person made a rule by hand. */
  final Map<SecurityGroupRuleId, Instant> rulesByHand = new LinkedHashMap<>();

  Appliers appliers = Appliers.guarded();

  /** On what engines made later run. */
  UnaryOperator<Loop> process = UnaryOperator.identity();

  /** Who is told what comes into the declared world and goes; at first the engine, at once. */
  Consumer<TopologyEvent> watch = event -> this.engine.observe(event);

  Supplier<DeletionGate> gate = DeletionGate::new;
  Supplier<Index> index = Index::new;
  Supplier<StaticMembership> addresses = StaticMembership::new;

  /** Whether a new engine is told at once that the picture is complete. */
  boolean syncedAtStart = true;

  Engine engine;

  TestWorld(Settings aws) {
    this(aws, new VirtualLoop(START));
  }

  private TestWorld(Settings aws, VirtualLoop loop) {
    this(
        loop,
        new SimulatedCloud(aws.withAccount("123456789012", Specs.REGION), loop::now),
        "operator",
        INSTALLATION);
  }

  private TestWorld(VirtualLoop loop, SimulatedCloud cloud, String client, String installation) {
    this.loop = loop;
    this.unheard = new UnheardJournals(loop);
    this.cloud = cloud;
    this.client = client;
    this.installation = installation;
    cloud.observe(
        new CallObserver() {
          @Override
          public void beforeCall(Call call) {
            if (call.client().equals(client)) {
              calls.add(call);
            }
          }
        });
    engine = newEngine();
  }

  /** Another cluster with an operator of its own in the same account, at the same time. */
  TestWorld beside(String otherInstallation) {
    return new TestWorld(loop, cloud, "operator beside", otherInstallation).start();
  }

  /** A world that was laid to rest, for others to begin where it was. */
  record Rest(Settings aws, SavedCloud cloud, Store.Journals journals, Instant at) {}

  Rest rest() {
    return new Rest(cloud.settings(), cloud.save(), memory.load(), loop.now());
  }

  /** What is declared in it has to be declared again before an engine takes over. */
  static TestWorld from(Rest rest) {
    VirtualLoop time = new VirtualLoop(rest.at());
    SimulatedCloud restored = SimulatedCloud.restore(rest.aws(), rest.cloud(), time::now);
    TestWorld world = new TestWorld(time, restored, "operator", INSTALLATION);
    world.memory = new MemoryStore(rest.journals());
    return world;
  }

  static TestWorld immediate() {
    return new TestWorld(Settings.immediate());
  }

  static TestWorld realistic() {
    return new TestWorld(Settings.defaults());
  }

  /** Changes the settings of the next engine. */
  void adjust(UnaryOperator<EngineSettings> change) {
    UnaryOperator<EngineSettings> before = settings;
    settings = given -> change.apply(before.apply(given));
  }

  /** An account with these quotas, and an engine that knows of them, started. */
  static TestWorld withQuotas(int instancesPerService, int instancesPerNamespace) {
    Settings aws = Settings.defaults();
    TestWorld world =
        new TestWorld(
            aws.withQuotas(
                aws.quotas()
                    .withInstancesPerService(instancesPerService)
                    .withInstancesPerNamespace(instancesPerNamespace)));
    world.settings = usual -> usual.quotas(new Quotas(instancesPerService, instancesPerNamespace));
    return world.restart();
  }

  /** Makes a new engine take over, as a restarted process does. */
  TestWorld restart() {
    loop.dropAll();
    tasks = tasks.afterRestart();
    engine = newEngine();
    return start();
  }

  /** A new engine that knows what was written down and was told nothing yet. */
  TestWorld succeed() {
    tasks = tasks.afterRestart();
    engine = newEngine();
    engine.start(memory.load());
    return this;
  }

  /** The journal of a resource is lost, and nothing else. */
  TestWorld loseJournal(Key key) {
    Store.Journals all = memory.load();
    String uid = all.lives().getOrDefault(key, "");
    memory.onRelease(_ -> {});
    memory.release(key);
    switch (key) {
      case EndpointKey endpoint ->
          Optional.ofNullable(all.endpointStatus().get(endpoint))
              .ifPresent(status -> memory.write(endpoint, uid, status));
      case MeshId mesh ->
          Optional.ofNullable(all.meshStatus().get(mesh))
              .ifPresent(status -> memory.write(mesh, uid, status));
    }
    memory.onRelease(this::released);
    return this;
  }

  /** Restarts with an empty state directory. */
  TestWorld forget() {
    memory = new MemoryStore();
    return restart();
  }

  TestWorld start() {
    observeAll();
    if (syncedAtStart) {
      engine.synced();
    }
    return this;
  }

  /** Makes a new engine take over whose sources have not shown it everything yet. */
  TestWorld restartUnsynced() {
    loop.dropAll();
    tasks = tasks.afterRestart();
    engine = newEngine();
    observeAll();
    return this;
  }

  private void observeAll() {
    engine.start(memory.load());
    labels.forEach((namespace, seen) -> engine.observe(new NamespaceSeen(namespace, seen)));
    meshes.values().forEach(mesh -> engine.observe(new MeshSeen(mesh)));
    endpoints.values().forEach(this::show);
  }

  TestWorld mesh(String name, ServiceMeshSpec spec) {
    ObjectRef ref = new ObjectRef("shop", name);
    Resource<ServiceMeshSpec> before = meshes.get(ref);
    Resource<ServiceMeshSpec> next =
        before == null ? fresh(ref, "uid-mesh-" + name, spec) : before.respecified(spec);
    return mesh(next);
  }

  TestWorld mesh(Resource<ServiceMeshSpec> mesh) {
    meshes.put(mesh.ref(), mesh);
    watch.accept(new MeshSeen(mesh));
    return this;
  }

  TestWorld endpoint(String name, ServiceEndpointSpec spec) {
    ObjectRef ref = new ObjectRef("shop", name);
    Resource<ServiceEndpointSpec> before = endpoints.get(ref);
    return endpoint(before == null ? fresh(ref, "uid-" + name, spec) : before.respecified(spec));
  }

  TestWorld endpoint(Resource<ServiceEndpointSpec> endpoint) {
    endpoints.put(endpoint.ref(), endpoint);
    unreadable.remove(new EndpointKey(endpoint.ref()));
    show(endpoint);
    return this;
  }

  /** The manifest of the endpoint cannot be read any more. */
  TestWorld unreadable(String name, Problem why) {
    Resource<ServiceEndpointSpec> before = declared(name);
    unreadable.put(new EndpointKey(before.ref()), why);
    show(before);
    return this;
  }

  /** The manifest of the endpoint can be read again, and says what it said before. */
  TestWorld mended(String name) {
    return endpoint(declared(name));
  }

  TestWorld labels(String namespace, Map<String, String> seen) {
    labels.put(namespace, ImmutableMap.copyOf(seen));
    engine.observe(new NamespaceSeen(namespace, ImmutableMap.copyOf(seen)));
    return this;
  }

  /** The same declaration under another UID, as after a restored backup. */
  TestWorld reborn(String name, String uid) {
    Resource<ServiceEndpointSpec> before = declared(name);
    return endpoint(fresh(before.ref(), uid, before.spec()));
  }

  TestWorld annotate(String name, String key, String value) {
    return endpoint(declared(name).annotated(ImmutableMap.of(key, value)));
  }

  TestWorld annotateMesh(String name, String key, String value) {
    ObjectRef ref = new ObjectRef("shop", name);
    Resource<ServiceMeshSpec> annotated =
        requireNonNull(meshes.get(ref)).annotated(ImmutableMap.of(key, value));
    meshes.put(ref, annotated);
    engine.observe(new MeshSeen(annotated));
    return this;
  }

  /** Without annotations. */
  TestWorld annotate(String name) {
    return endpoint(declared(name).annotated(ImmutableMap.of()));
  }

  TestWorld delete(String name) {
    return endpoint(declared(name).deletionRequested());
  }

  TestWorld deleteMesh(String name) {
    ObjectRef ref = new ObjectRef("shop", name);
    return mesh(requireNonNull(meshes.get(ref)).deletionRequested());
  }

  /** Somebody takes a resource away without letting us clean up. */
  TestWorld takeByForce(Key key) {
    memory.dropStatus(key);
    engine.observe(new Gone(key));
    return this;
  }

  TestWorld run(Duration time) {
    loop.runFor(time);
    return this;
  }

  /** Long enough for everything that has to be done. */
  TestWorld settle() {
    return run(Duration.ofMinutes(3));
  }

  /** The newest status; fails when there is none. */
  ServiceEndpointStatus status(String name) {
    return requireNonNull(memory.load().endpointStatus().get(EndpointKey.of("shop", name)));
  }

  boolean hasStatus(String name) {
    return memory.load().endpointStatus().containsKey(EndpointKey.of("shop", name));
  }

  /** The newest status; fails when there is none. */
  ServiceMeshStatus meshStatus(String name) {
    return requireNonNull(memory.load().meshStatus().get(MeshId.of("shop", name)));
  }

  /** The message of a condition; fails when there is none. */
  String message(String name, String type) {
    return message(status(name).conditions(), type);
  }

  /** The message of a condition; fails when there is none. */
  String meshMessage(String name, String type) {
    return message(meshStatus(name).conditions(), type);
  }

  /** For example {@code True/Completed}. */
  String condition(String name, String type) {
    return spell(status(name).conditions(), type);
  }

  /** For example {@code True/Completed}. */
  String meshCondition(String name, String type) {
    return spell(meshStatus(name).conditions(), type);
  }

  /** The quotas that the engine knows of. */
  Quotas quotas() {
    return settings.apply(EngineSettings.of(installation)).quotas();
  }

  WorldSnapshot snapshot() {
    return cloud.snapshot();
  }

  /** The ids of the registered instances of a service. */
  List<String> registered(String service) {
    return snapshot().service(Specs.NAMESPACE, service).stream()
        .flatMap(found -> found.instances().stream())
        .map(instance -> instance.id().value())
        .toList();
  }

  long count(AwsAction action) {
    return calls.stream().filter(call -> call.action() == action).count();
  }

  long writes() {
    return calls.stream().filter(call -> call.action().mutating()).count();
  }

  /** As the driver of a directory does. */
  private void show(Resource<ServiceEndpointSpec> endpoint) {
    watch.accept(new EndpointSeen(endpoint));
    EndpointKey key = new EndpointKey(endpoint.ref());
    Optional.ofNullable(unreadable.get(key))
        .ifPresent(why -> watch.accept(new Unreadable(key, why)));
  }

  private String life() {
    return client.equals("operator") ? "" : " beside";
  }

  private Resource<ServiceEndpointSpec> declared(String name) {
    return requireNonNull(endpoints.get(new ObjectRef("shop", name)));
  }

  private Engine newEngine() {
    Store store =
        storeWrapper.apply(
            new StrictStore(
                memory,
                new StatusTruth(this),
                (key, journal) -> onJournal.accept(key, journal),
                this::statusWritten));
    memory.onRelease(this::released);
    tasks.listener(key -> engine.membershipChanged(key));
    return new Engine(
            new EngineContext(
                settings.apply(EngineSettings.of(installation)),
                process.apply(loop),
                store,
                credentials.apply(client.equals("operator") ? cloud : cloud.client(client)),
                new Guards(appliers, gate.get(), index.get())),
            ImmutableList.<MembershipSource>builder()
                .addAll(sources)
                .add(tasks, addresses.get())
                .build())
        .measuredBy(meters)
        .attachedBy(attachment)
        .asking((hook, occasion) -> hooks.ask(hook, occasion));
  }

  private void statusWritten(Key key) {
    statusWrites.add(key);
    onStatus.accept(key);
  }

  private void released(Key key) {
    switch (key) {
      case EndpointKey endpoint -> endpoints.remove(endpoint.ref());
      case MeshId mesh -> meshes.remove(mesh.ref());
    }
    watch.accept(new Gone(key));
  }

  private <S> Resource<S> fresh(ObjectRef ref, String uid, S spec) {
    return new Resource<>(ref, uid + life(), 1, loop.now(), false, ImmutableMap.of(), spec);
  }

  private static String message(List<Condition> conditions, String type) {
    return conditions.stream()
        .filter(condition -> condition.type().equals(type))
        .map(condition -> condition.message())
        .findFirst()
        .orElseThrow();
  }

  private static String spell(List<Condition> conditions, String type) {
    return conditions.stream()
        .filter(condition -> condition.type().equals(type))
        .map(condition -> condition.status() + "/" + condition.reason())
        .findFirst()
        .orElse("absent");
  }
}
