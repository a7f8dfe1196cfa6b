package io.vpcmesh.engine;

import static java.util.Objects.requireNonNull;

import io.vpcmesh.api.v1alpha1.Backend;
import io.vpcmesh.api.v1alpha1.DnsRecords;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.api.v1alpha1.StaticAddress;
import io.vpcmesh.api.v1alpha1.StaticBackend;
import io.vpcmesh.cloud.simulated.WorldSnapshot;
import io.vpcmesh.membership.Instance;
import io.vpcmesh.membership.Instance.State;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.Resource;
import io.vpcmesh.model.ServiceName;
import io.vpcmesh.status.EndpointReport;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What people and tasks do, and the record of it: the only truth that the checker knows. */
final class Script {

  final TestWorld world;
  private final Map<EndpointKey, ServiceEndpointSpec> valid;
  private final Map<EndpointKey, Map<InstanceId, Instance>> tasks;
  private final Map<EndpointKey, Set<InstanceId>> unseen;
  private final Set<EndpointKey> acknowledged;
  private final Sight sight;
  private final Map<String, PrefixListId> lists = new HashMap<>();
  private final Map<String, EndpointKey> granted;
  private Runnable restarted = () -> {};

  /** Other ways to see the declared world, one of which may be all that the engine can know. */
  Supplier<Stream<Script>> sights = Stream::of;

  Script(TestWorld world) {
    this.world = world;
    this.valid = new TreeMap<>();
    this.tasks = new HashMap<>();
    this.unseen = new HashMap<>();
    this.acknowledged = new HashSet<>();
    this.granted = new HashMap<>();
    this.sight = new Truth(world, valid);
    world.onJournal = this::announced;
  }

  private Script(Script truth, Sight sight) {
    this.world = truth.world;
    this.valid = truth.valid;
    this.tasks = truth.tasks;
    this.unseen = truth.unseen;
    this.acknowledged = truth.acknowledged;
    this.granted = truth.granted;
    this.sight = sight;
  }

  /** What of the declared world somebody knows. */
  interface Sight {
    Optional<Resource<ServiceEndpointSpec>> endpoint(EndpointKey key);

    Optional<Resource<ServiceMeshSpec>> mesh(ObjectRef ref);

    /** What was declared of the endpoint when it was right the last time. */
    Optional<ServiceEndpointSpec> valid(EndpointKey key);
  }

  /** All of it, as it is. */
  private record Truth(TestWorld world, Map<EndpointKey, ServiceEndpointSpec> specs)
      implements Sight {

    @Override
    public Optional<Resource<ServiceEndpointSpec>> endpoint(EndpointKey key) {
      return Optional.ofNullable(world.endpoints.get(key.ref()));
    }

    @Override
    public Optional<Resource<ServiceMeshSpec>> mesh(ObjectRef ref) {
      return Optional.ofNullable(world.meshes.get(ref));
    }

    @Override
    public Optional<ServiceEndpointSpec> valid(EndpointKey key) {
      return Optional.ofNullable(specs.get(key));
    }
  }

  /** The same as whoever knows just that of what is declared has to see it. */
  Script as(Sight other) {
    return new Script(this, other);
  }

  Sight sight() {
    return sight;
  }

  /** Somebody declares something that is right. */
  Script endpoint(Resource<ServiceEndpointSpec> declared) {
    valid.put(new EndpointKey(declared.ref()), declared.spec());
    world.endpoint(declared);
    return this;
  }

  /** What has become of an instance. */
  enum Fate {
    /** It is there and shall be registered. */
    WANTED,
    /** It was seen to go, or somebody took it out of the declaration. */
    RELEASED,
    /** It is gone, and nobody saw it go. */
    UNSEEN
  }

  Script endpoint(String name, ServiceEndpointSpec spec) {
    valid.put(EndpointKey.of("shop", name), spec);
    world.endpoint(name, spec);
    return this;
  }

  /** Somebody declares nonsense: what was valid before stays in force. */
  Script broken(String name, ServiceEndpointSpec spec) {
    world.endpoint(name, spec);
    return this;
  }

  /** Somebody has made a prefix list that he calls so, with one network in it. */
  PrefixListId list(String name) {
    return lists.computeIfAbsent(name, _ -> world.cloud.makePrefixList(10, Cidr.of("10.9.0.0/16")));
  }

  Script task(String endpoint, Instance task) {
    EndpointKey key = EndpointKey.of("shop", endpoint);
    tasks.computeIfAbsent(key, fresh -> new TreeMap<>()).put(task.id(), task);
    unseen.getOrDefault(key, new HashSet<>()).remove(task.id());
    world.tasks.put(key, task);
    return this;
  }

  Script move(String endpoint, String id, State state) {
    EndpointKey key = EndpointKey.of("shop", endpoint);
    tasksOf(key).computeIfPresent(new InstanceId(id), (same, task) -> task.in(state));
    world.tasks.move(key, new InstanceId(id), state);
    return this;
  }

  /** Everybody can see it. */
  Script die(String endpoint, String id) {
    EndpointKey key = EndpointKey.of("shop", endpoint);
    tasksOf(key).remove(new InstanceId(id));
    world.tasks.die(key, new InstanceId(id));
    return this;
  }

  /** Nobody sees it: the task is merely not there any more. */
  Script lose(String endpoint, String id) {
    EndpointKey key = EndpointKey.of("shop", endpoint);
    tasksOf(key).remove(new InstanceId(id));
    unseen.computeIfAbsent(key, fresh -> new HashSet<>()).add(new InstanceId(id));
    world.tasks.lose(key, new InstanceId(id));
    return this;
  }

  /** The source does not show the task although it runs. */
  Script hide(String endpoint, String id) {
    world.tasks.lose(EndpointKey.of("shop", endpoint), new InstanceId(id));
    return this;
  }

  /** No file declares the endpoint any more, and nobody pruned it: it stays as it was. */
  Script orphan(String endpoint) {
    world.annotate(endpoint, EndpointReport.ORPHANED, world.loop.now().toString());
    return this;
  }

  /** A file declares it again. */
  Script bringBack(String endpoint) {
    world.annotate(endpoint);
    return this;
  }

  /** The process ends and another one starts. */
  Script restart() {
    restarted.run();
    world.restart();
    return this;
  }

  /** Who is told before a restart. */
  void onRestart(Runnable listener) {
    restarted = listener;
  }

  Fate fate(EndpointKey key, String service, InstanceId id) {
    if (!services(key).contains(service)) {
      return Fate.RELEASED;
    }
    if (unseen.getOrDefault(key, Set.of()).contains(id)) {
      return Fate.UNSEEN;
    }
    return wanted(key).contains(id) ? Fate.WANTED : Fate.RELEASED;
  }

  /** On its way out, and able to serve meanwhile. */
  boolean isDraining(EndpointKey key, InstanceId id) {
    return Optional.ofNullable(tasksOf(key).get(id)).filter(Instance::draining).isPresent();
  }

  boolean isThere(EndpointKey key, InstanceId id) {
    return tasksOf(key).containsKey(id);
  }

  boolean isAcknowledged(EndpointKey key) {
    return acknowledged.contains(key);
  }

  /** A person lets all deletions of the endpoint pass. */
  void acknowledge(EndpointKey key) {
    acknowledged.add(key);
  }

  Optional<String> uid(Mark mark) {
    return mark.endpoint().isPresent()
        ? resource(mark.key()).map(Resource::uid)
        : sight.mesh(mark.key().ref()).map(Resource::uid);
  }

  /** The names that the endpoint has a right to, none while it is being deleted. */
  Set<String> services(EndpointKey key) {
    return standing(key).map(spec -> names(key, spec)).orElse(Set.of()).stream()
        .filter(name -> !isTakenBack(key, name))
        .collect(Collectors.toSet());
  }

  /** The instances that shall be registered. */
  Set<InstanceId> wanted(EndpointKey key) {
    if (tasks.containsKey(key)) {
      return tasksOf(key).values().stream()
          .filter(task -> !task.draining())
          .map(Instance::id)
          .collect(Collectors.toSet());
    }
    return standing(key).map(Script::addresses).orElse(Set.of());
  }

  /** Those of them that can take traffic. */
  Set<InstanceId> ready(EndpointKey key) {
    return tasks.containsKey(key)
        ? tasksOf(key).values().stream()
            .filter(Instance::ready)
            .map(Instance::id)
            .collect(Collectors.toSet())
        : wanted(key);
  }

  /**
   * Who has the right to this name in the same mesh: who has the service, or began to create it
   * when nobody had a better right; else the oldest who declares it.
   */
  Optional<EndpointKey> owner(String service, EndpointKey claimant) {
    return holder(service)
        .filter(key -> isInMeshOf(claimant, key))
        .or(() ->
            Optional.ofNullable(granted.get(service))
                .filter(key -> announces(key, service) && isInMeshOf(claimant, key)))
        .or(() -> eldest(service, claimant));
  }

  /** Who has the service in AWS, and is still there. */
  Optional<EndpointKey> holder(String service) {
    return world
        .snapshot()
        .service(Specs.NAMESPACE, service)
        .map(found -> Mark.of(found.tags()))
        .filter(Mark::isOfThisInstallation)
        .flatMap(Mark::endpoint)
        .filter(key -> resource(key).isPresent());
  }

  /** Whoever began to create a service by right does not lose it to who declares its name later. */
  private void announced(EndpointKey key, EndpointJournal journal) {
    journal.services().keySet().stream()
        .map(ServiceName::value)
        .filter(service -> !announces(key, service))
        .filter(service ->
            Stream.concat(Stream.of(this), sights.get())
                .anyMatch(seen -> seen.owner(service, key).equals(Optional.of(key))))
        .forEach(service -> granted.put(service, key));
  }

  private boolean announces(EndpointKey key, String service) {
    return Optional.ofNullable(world.memory.load().endpoints().get(key))
        .filter(journal -> journal.services().containsKey(new ServiceName(service)))
        .isPresent();
  }

  private boolean isInMeshOf(EndpointKey claimant, EndpointKey key) {
    Optional<ServiceEndpointSpec> held = standing(key);
    return held.isEmpty()
        || standing(claimant)
            .map(ServiceEndpointSpec::meshRef)
            .equals(held.map(ServiceEndpointSpec::meshRef));
  }

  private Optional<EndpointKey> eldest(String service, EndpointKey claimant) {
    Optional<ServiceEndpointSpec> claim = standing(claimant);
    return valid.keySet().stream()
        .filter(key -> services(key).contains(service))
        .filter(key ->
            standing(key)
                .map(ServiceEndpointSpec::meshRef)
                .equals(claim.map(ServiceEndpointSpec::meshRef)))
        .min(
            Comparator.comparing((EndpointKey key) -> resource(key).orElseThrow().createdAt())
                .thenComparing(key -> key));
  }

  /** Whether no other endpoint has a better right to one of its names. */
  boolean hasItsNames(EndpointKey key) {
    return services(key).stream().allMatch(service -> owner(service, key).equals(Optional.of(key)));
  }

  /** Where what is registered is not what shall be, once all has been done. */
  List<String> deviations() {
    return valid.keySet().stream()
        .filter(key -> !isWithdrawn(key))
        .flatMap(key ->
            services(key).stream()
                .filter(service -> owner(service, key).equals(Optional.of(key)))
                .filter(service -> !registered(key, service).equals(wanted(key)))
                .map(service ->
                    "%s has %s in place of %s"
                        .formatted(service, registered(key, service), wanted(key))))
        .toList();
  }

  /** Whether no revision that holds has the service, whatever is declared. */
  private boolean isTakenBack(EndpointKey key, String service) {
    return Optional.ofNullable(world.memory.load().endpoints().get(key))
        .map(EndpointJournal::rollout)
        .filter(
            rollout -> rollout.deployment().filter(it -> it.phase().isBeingTakenBack()).isPresent())
        .filter(rollout ->
            rollout.stance().live().stream()
                .noneMatch(held -> names(key, held.declared()).contains(service)))
        .isPresent();
  }

  /** Whether its first deployment failed: then there is nothing of it. */
  private boolean isWithdrawn(EndpointKey key) {
    return Optional.ofNullable(world.memory.load().endpoints().get(key))
        .filter(journal -> journal.rollout().isWithdrawn())
        .isPresent();
  }

  private Set<InstanceId> registered(EndpointKey key, String service) {
    return world.snapshot().service(Specs.NAMESPACE, service).stream()
        .flatMap(found -> found.instances().stream())
        .filter(instance -> Mark.of(instance.attributes()).endpoint().equals(Optional.of(key)))
        .map(WorldSnapshot.Instance::id)
        .collect(Collectors.toSet());
  }

  /** Every endpoint that was ever declared rightly. */
  Set<EndpointKey> declared() {
    return valid.keySet();
  }

  /** What holds of an endpoint as long as it is there and stays. */
  Optional<ServiceEndpointSpec> standing(EndpointKey key) {
    return resource(key).filter(resource -> !resource.deleting()).flatMap(_ -> sight.valid(key));
  }

  private Optional<Resource<ServiceEndpointSpec>> resource(EndpointKey key) {
    return sight.endpoint(key);
  }

  private Map<InstanceId, Instance> tasksOf(EndpointKey key) {
    return requireNonNull(tasks.getOrDefault(key, new TreeMap<>()));
  }

  private static Set<String> names(EndpointKey key, ServiceEndpointSpec spec) {
    String declared = spec.serviceName();
    String first = declared == null ? key.ref().name() : declared;
    boolean srv = spec.discovery() != null && spec.discovery().record() == DnsRecords.SRV;
    int ports = srv ? spec.ports().size() : 1;
    return IntStream.range(0, ports)
        .mapToObj(i -> i == 0 ? first : first + "-" + spec.ports().get(i).name())
        .collect(Collectors.toSet());
  }

  private static Set<InstanceId> addresses(ServiceEndpointSpec spec) {
    Backend backend = spec.backend();
    StaticBackend fixed = backend == null ? null : backend.fixed();
    List<StaticAddress> written = fixed == null ? List.of() : fixed.addresses();
    return written.stream().map(Script::id).collect(Collectors.toSet());
  }

  private static InstanceId id(StaticAddress address) {
    String label = address.ip().replace('.', '-');
    return new InstanceId(address.port() == null ? label : label + "-" + address.port());
  }
}
