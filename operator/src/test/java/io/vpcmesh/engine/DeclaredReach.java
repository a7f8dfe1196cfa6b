package io.vpcmesh.engine;

import com.google.common.collect.SetMultimap;
import com.google.common.collect.TreeMultimap;
import io.vpcmesh.api.v1alpha1.AuthorizationDefault;
import io.vpcmesh.api.v1alpha1.Client;
import io.vpcmesh.api.v1alpha1.EndpointPort;
import io.vpcmesh.api.v1alpha1.EndpointRef;
import io.vpcmesh.api.v1alpha1.EndpointSecurityGroups;
import io.vpcmesh.api.v1alpha1.Enforcement;
import io.vpcmesh.api.v1alpha1.MeshAuthorization;
import io.vpcmesh.api.v1alpha1.PlatformSource;
import io.vpcmesh.api.v1alpha1.Revocation;
import io.vpcmesh.api.v1alpha1.SecurityGroupMode;
import io.vpcmesh.api.v1alpha1.SecurityGroups;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.api.v1alpha1.TargetPort;
import io.vpcmesh.cloud.simulated.GroupSnapshot;
import io.vpcmesh.deployment.Rollout;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.Resource;
import io.vpcmesh.model.Snapshot;
import io.vpcmesh.model.Stance;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Who may reach whom by what people declare, and by nothing else: it is read from the specs as they
 * are written, without a word of how the product works it out. Which of them hold is read from what
 * was written down of deployments.
 *
 * @param meanwhile whether an instance may still carry the group that its endpoint had before it
 *     named others, and what the engine did not hear of yet that it was written down may not hold
 *     yet
 */
record DeclaredReach(Script script, boolean meanwhile) {

  DeclaredReach(Script script) {
    this(script, false);
  }

  /** Whether the endpoint stays and has a group of its own, by any revision that holds. */
  boolean hasGroup(EndpointKey key) {
    return live(key).stream()
        .filter(spec -> existing(spec).isEmpty())
        .anyMatch(spec -> meshes(spec).stream().anyMatch(DeclaredReach::managed));
  }

  /** The revisions of an endpoint of which something may hold. */
  private List<ServiceEndpointSpec> live(EndpointKey key) {
    return standing(key).stream()
        .flatMap(spec -> stances(key, spec).flatMap(stance -> stance.live().stream()))
        .distinct()
        .toList();
  }

  private Stream<Stance<ServiceEndpointSpec>> stances(
      EndpointKey key, ServiceEndpointSpec declared) {
    Stream<Optional<EndpointJournal>> unheard =
        meanwhile ? script.world.unheard.before(key) : Stream.of();
    return Stream.concat(
        Stream.of(stance(key, declared)), unheard.map(before -> stance(before, declared)));
  }

  private Stance<ServiceEndpointSpec> stance(EndpointKey key, ServiceEndpointSpec declared) {
    return stance(Optional.ofNullable(script.world.memory.load().endpoints().get(key)), declared);
  }

  private static Stance<ServiceEndpointSpec> stance(
      Optional<EndpointJournal> journal, ServiceEndpointSpec declared) {
    return journal
        .map(EndpointJournal::rollout)
        .filter(rollout -> rollout.isWithdrawn() || rollout.stance().current().isPresent())
        .map(Rollout::stance)
        .map(stance -> stance.<ServiceEndpointSpec>map(Snapshot::declared))
        .orElseGet(() -> Stance.atRest(declared));
  }

  /** The groups of others that its instances carry, whether its mesh allows them or not. */
  private static List<String> existing(ServiceEndpointSpec spec) {
    return Optional.ofNullable(spec.securityGroups())
        .map(EndpointSecurityGroups::ids)
        .orElse(List.of());
  }

  /**
   * What may be open in the group of an endpoint: {@code sg-0123:8080} or {@code 10.0.0.0/8:80}.
   */
  Set<String> openings(EndpointKey destination) {
    SetMultimap<String, String> openings = TreeMultimap.create();
    live(destination)
        .forEach(spec ->
            meshes(spec).forEach(mesh -> openings.putAll(openings(destination, spec, mesh))));
    return masked(destination, openings);
  }

  /**
   * The same with the groups of those who are on their way from one of their own to others, and by
   * what the engine goes as long as it was not told that a newer journal is written.
   */
  Set<String> openingsMeanwhile(EndpointKey destination) {
    return new DeclaredReach(script, true).openings(destination);
  }

  /** Where access is taken away at once, nobody has it who is not declared to. */
  private Set<String> masked(EndpointKey destination, SetMultimap<String, String> openings) {
    Set<String> masked = new TreeSet<>(openings.values());
    standing(destination)
        .filter(declared ->
            mesh(declared)
                .map(ServiceMeshSpec::authorization)
                .filter(it -> it.revocation() == Revocation.IMMEDIATE)
                .isPresent())
        .ifPresent(declared -> {
          SetMultimap<String, String> most =
              openings(destination, declared, mesh(declared).orElseThrow());
          masked.removeIf(opening ->
              !most.containsValue(opening)
                  && openings.keySet().stream()
                      .filter(who -> openings.containsEntry(who, opening))
                      .noneMatch(who -> isMoving(opening, declared, most.get(who))));
        });
    return masked;
  }

  /** Whoever may call may do so on a port that is being left: that takes no access away. */
  private static boolean isMoving(String opening, ServiceEndpointSpec declared, Set<String> most) {
    int colon = opening.lastIndexOf(':');
    boolean left =
        !ports(declared, List.of()).contains(Integer.valueOf(opening.substring(colon + 1)));
    return left
        && most.stream().anyMatch(other -> other.startsWith(opening.substring(0, colon + 1)));
  }

  /** Whether it is known that no revision holds yet: what a superseded first one made may go. */
  private boolean isYetToBegin(EndpointKey key) {
    return Optional.ofNullable(script.world.memory.load().endpoints().get(key))
        .map(EndpointJournal::rollout)
        .filter(rollout -> rollout.deployment().isPresent() && rollout.stance().live().isEmpty())
        .isPresent();
  }

  /** What has to be open, by the revision whose values hold. */
  Set<String> needed(EndpointKey destination) {
    return standing(destination)
        .filter(_ -> !isYetToBegin(destination))
        .flatMap(spec -> stance(destination, spec).current())
        .flatMap(spec ->
            meshStance(spec)
                .current()
                .map(mesh -> masked(destination, openings(destination, spec, mesh))))
        .orElse(Set.of());
  }

  /** What each of the callers is let in by: two may carry the same group. */
  private SetMultimap<String, String> openings(
      EndpointKey destination, ServiceEndpointSpec spec, ServiceMeshSpec mesh) {
    SetMultimap<String, String> openings = TreeMultimap.create();
    if (!managed(mesh)) {
      return openings;
    }
    // What the mesh does not let endpoints name any more is out at once.
    ServiceMeshSpec most = mesh(spec).orElseThrow();
    for (Client client : spec.clients()) {
      Set<String> let = new TreeSet<>();
      Set<String> mask = new TreeSet<>();
      addClient(client, destination, spec, mesh, let);
      addClient(client, destination, spec, most, mask);
      addList(client, spec, mesh, let);
      addList(client, spec, most, mask);
      let.retainAll(mask);
      openings.putAll(who(client, destination), let);
    }
    if (isOpen(spec, mesh)) {
      peers(destination)
          .forEach(peer -> add(peer, spec, List.of(), openings.get(peer.ref().toString())));
    }
    platform(mesh).forEach(opening -> openings.put("the platform", opening));
    return openings;
  }

  private static String who(Client client, EndpointKey destination) {
    return client.endpointRef() == null
        ? "what is no endpoint"
        : peer(client.endpointRef(), destination).ref().toString();
  }

  private static EndpointKey peer(EndpointRef client, EndpointKey destination) {
    String namespace =
        client.namespace() == null ? destination.ref().namespace() : client.namespace();
    return EndpointKey.of(namespace, client.name());
  }

  private void addClient(
      Client client,
      EndpointKey destination,
      ServiceEndpointSpec spec,
      ServiceMeshSpec mesh,
      Set<String> openings) {
    if (client.endpointRef() != null) {
      EndpointKey peer = peer(client.endpointRef(), destination);
      if (sameMesh(peer, destination)) {
        add(peer, spec, client.ports(), openings);
      }
    }
    SecurityGroups groups = mesh.securityGroups();
    if (client.securityGroupId() != null
        && groups != null
        && groups.allowedIds().contains(client.securityGroupId())) {
      ports(spec, client.ports())
          .forEach(port -> openings.add(client.securityGroupId() + ":" + port));
    }
    MeshAuthorization authorization = mesh.authorization();
    if (client.cidr() != null
        && authorization != null
        && authorization.allowedCidrs().contains(client.cidr())) {
      ports(spec, client.ports()).forEach(port -> openings.add(client.cidr() + ":" + port));
    }
  }

  private void addList(
      Client client, ServiceEndpointSpec spec, ServiceMeshSpec mesh, Set<String> openings) {
    MeshAuthorization authorization = mesh.authorization();
    if (client.prefixListId() != null
        && authorization != null
        && authorization.allowedPrefixListIds().contains(client.prefixListId())) {
      ports(spec, client.ports()).forEach(port -> openings.add(client.prefixListId() + ":" + port));
    }
  }

  private void add(
      EndpointKey peer, ServiceEndpointSpec spec, List<String> names, Set<String> openings) {
    carried(peer)
        .forEach(group -> ports(spec, names).forEach(port -> openings.add(group + ":" + port)));
  }

  private static boolean isOpen(ServiceEndpointSpec spec, ServiceMeshSpec mesh) {
    MeshAuthorization authorization = mesh.authorization();
    if (authorization != null && authorization.enforcement() == Enforcement.AUDIT) {
      return true;
    }
    AuthorizationDefault usual =
        authorization == null ? AuthorizationDefault.DENY : authorization.fallback();
    AuthorizationDefault own =
        spec.authorization() == null ? null : spec.authorization().fallback();
    return spec.clients().isEmpty() && (own == null ? usual : own) == AuthorizationDefault.ALLOW;
  }

  private static Stream<String> platform(ServiceMeshSpec mesh) {
    SecurityGroups groups = mesh.securityGroups();
    return groups == null || groups.platform() == null
        ? Stream.of()
        : groups.platform().sources().stream()
            .flatMap(source -> source.ports().stream().map(port -> spell(source) + ":" + port));
  }

  private static String spell(PlatformSource source) {
    return Stream.of(
            Optional.ofNullable(source.cidr()),
            Optional.ofNullable(source.securityGroupId()),
            Optional.ofNullable(source.prefixListId()))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow();
  }

  private static List<Integer> ports(ServiceEndpointSpec spec, List<String> names) {
    return spec.ports().stream()
        .filter(port -> names.isEmpty() || names.contains(port.name()))
        .map(DeclaredReach::target)
        .toList();
  }

  private static int target(EndpointPort port) {
    return port.targetPort() instanceof TargetPort.ByNumber(int number) ? number : port.port();
  }

  private Stream<EndpointKey> peers(EndpointKey destination) {
    return script.declared().stream()
        .filter(key -> !key.equals(destination) && sameMesh(key, destination));
  }

  private boolean sameMesh(EndpointKey one, EndpointKey other) {
    return standing(one).isPresent()
        && standing(one)
            .map(ServiceEndpointSpec::meshRef)
            .equals(standing(other).map(ServiceEndpointSpec::meshRef));
  }

  /** The groups that the instances of an endpoint may be told by. */
  private Stream<String> carried(EndpointKey peer) {
    return live(peer).stream().flatMap(spec -> carried(peer, spec)).distinct();
  }

  private Stream<String> carried(EndpointKey peer, ServiceEndpointSpec spec) {
    List<String> existing = existing(spec);
    if (existing.isEmpty()) {
      return groups(peer).map(group -> group.group().id().value());
    }
    Stream<String> allowed =
        existing.stream()
            .filter(id -> meshes(spec).stream().anyMatch(mesh -> allows(mesh, id)))
            .filter(id -> mesh(spec).filter(most -> allows(most, id)).isPresent());
    return meanwhile
        ? Stream.concat(allowed, groups(peer).map(group -> group.group().id().value()))
        : allowed;
  }

  private static boolean allows(ServiceMeshSpec mesh, String group) {
    SecurityGroups groups = mesh.securityGroups();
    return groups != null && groups.allowedIds().contains(group);
  }

  /** The groups that carry the mark of an endpoint. */
  private Stream<GroupSnapshot> groups(EndpointKey key) {
    return script.world.snapshot().groups().stream()
        .filter(group -> Mark.of(group.group().tags()).isOfThisInstallation())
        .filter(group -> Mark.of(group.group().tags()).endpoint().equals(Optional.of(key)));
  }

  private Optional<ServiceEndpointSpec> standing(EndpointKey key) {
    return script.standing(key);
  }

  /** The revisions of its mesh of which something may hold. */
  private List<ServiceMeshSpec> meshes(ServiceEndpointSpec spec) {
    MeshId id = MeshId.of("shop", spec.meshRef().name());
    Stream<Optional<MeshJournal>> unheard =
        meanwhile ? script.world.unheard.before(id) : Stream.of();
    return Stream.concat(
            Stream.of(meshStance(spec)), unheard.map(before -> meshStance(before, spec)))
        .flatMap(stance -> stance.live().stream())
        .distinct()
        .toList();
  }

  private Stance<ServiceMeshSpec> meshStance(ServiceEndpointSpec spec) {
    MeshId id = MeshId.of("shop", spec.meshRef().name());
    return meshStance(Optional.ofNullable(script.world.memory.load().meshes().get(id)), spec);
  }

  private Stance<ServiceMeshSpec> meshStance(
      Optional<MeshJournal> journal, ServiceEndpointSpec spec) {
    return journal
        .map(MeshJournal::rollout)
        .map(Rollout::stance)
        .filter(stance -> stance.current().isPresent())
        .map(stance -> stance.<ServiceMeshSpec>map(Snapshot::declared))
        .filter(_ -> mesh(spec).isPresent())
        .orElseGet(() -> Stance.atRest(mesh(spec)));
  }

  /** Its mesh as it is declared. */
  private Optional<ServiceMeshSpec> mesh(ServiceEndpointSpec spec) {
    return script.sight().mesh(new ObjectRef("shop", spec.meshRef().name())).map(Resource::spec);
  }

  private static boolean managed(ServiceMeshSpec mesh) {
    SecurityGroups groups = mesh.securityGroups();
    return groups != null && groups.mode() == SecurityGroupMode.PER_SERVICE;
  }
}
