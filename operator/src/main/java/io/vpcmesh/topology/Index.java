package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.GuardSeam;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Resource;
import io.vpcmesh.model.ServiceName;
import io.vpcmesh.model.Stance;
import io.vpcmesh.topology.Authorization.Revocation;
import io.vpcmesh.topology.Consents.Terms;
import io.vpcmesh.topology.EndpointView.Accepted;
import io.vpcmesh.topology.EndpointView.Admission;
import io.vpcmesh.topology.GroupPolicy.Mode;
import io.vpcmesh.topology.NameClaims.Claim;
import io.vpcmesh.topology.NameClaims.Claimant;
import io.vpcmesh.topology.NameClaims.Name;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The declared world. One writer updates it in place; what it shows is immutable and kept until an
 * event touches it, so that the work grows with what changed and not with the mesh.
 */
public final class Index {

  private final Declarations<EndpointKey, ServiceEndpointSpec, Endpoint> endpoints =
      new Declarations<>();
  private final Declarations<MeshId, ServiceMeshSpec, Mesh> meshes = new Declarations<>();
  private final Map<EndpointKey, Placement> placements = new HashMap<>();
  private final Map<EndpointKey, ImmutableMap<ServiceName, NameHold>> held = new HashMap<>();
  private final Roster roster = new Roster();
  private final References references = new References();
  private final NameClaims claims;
  private final Consents consents = new Consents();
  private final Acceptance<ServiceMeshSpec, Mesh> ofMeshes;
  private final ViewCache views = new ViewCache();
  private final Set<Key> touched = new LinkedHashSet<>();

  /** An index that knows nothing yet; of two claims to a free name the older wins. */
  public Index() {
    this(new NameClaims(), Acceptance.OF_MESHES);
  }

  @GuardSeam
  Index(NameClaims claims, Acceptance<ServiceMeshSpec, Mesh> ofMeshes) {
    this.claims = claims;
    this.ofMeshes = ofMeshes;
  }

  /** Takes in what a driver saw; answers the keys whose view changed. */
  public ImmutableSet<Key> apply(TopologyEvent event) {
    touched.clear();
    take(event);
    views.forget(touched);
    return ImmutableSet.copyOf(touched);
  }

  /** What a pass over an endpoint may know; empty until the resource itself was seen. */
  public Optional<EndpointView> endpoint(EndpointKey key) {
    Declaration<ServiceEndpointSpec, Endpoint> known = endpoints.get(key);
    return known.resource().map(seen -> views.endpoint(key, () -> view(key, seen, known)));
  }

  /** What a pass over a mesh may know; empty until the resource itself was seen. */
  public Optional<MeshView> mesh(MeshId id) {
    Declaration<ServiceMeshSpec, Mesh> known = meshes.get(id);
    return known.resource().map(seen -> views.mesh(id, () -> view(id, seen, known)));
  }

  /** The endpoints that name a mesh, whether or not it takes them. */
  public ImmutableSortedSet<EndpointKey> endpointsOf(MeshId mesh) {
    return roster.of(mesh);
  }

  /** The endpoints that let this one call them: its identity is theirs to know. */
  public ImmutableSortedSet<EndpointKey> destinationsOf(EndpointKey caller) {
    return consents.destinationsOf(caller);
  }

  /** Every resource that was seen. */
  public ImmutableSet<Key> keys() {
    ImmutableSet.Builder<Key> seen = ImmutableSet.builder();
    return seen.addAll(meshes.seen().iterator()).addAll(endpoints.seen().iterator()).build();
  }

  /** How many views were computed so far: the measure of the work. */
  public long viewsBuilt() {
    return views.built();
  }

  private void take(TopologyEvent event) {
    switch (event) {
      case TopologyEvent.MeshSeen(var seen) ->
          update(new MeshId(seen.ref()), known -> known.seen(seen, ofMeshes));
      case TopologyEvent.EndpointSeen(var seen) ->
          update(new EndpointKey(seen.ref()), known -> known.seen(seen, Acceptance.OF_ENDPOINTS));
      case TopologyEvent.NamespaceSeen(var name, var labels) -> {
        if (references.note(name, labels)) {
          roster.in(name).forEach(this::settle);
        }
      }
      case TopologyEvent.Unreadable(MeshId id, var why) ->
          update(id, known -> known.unreadable(why));
      case TopologyEvent.Unreadable(EndpointKey key, var why) ->
          update(key, known -> known.unreadable(why));
      case TopologyEvent.MeshUnreadable(var seen, var why) ->
          update(new MeshId(seen.ref()), known -> known.unreadable(seen, why));
      case TopologyEvent.EndpointUnreadable(var seen, var why) ->
          update(new EndpointKey(seen.ref()), known -> known.unreadable(seen, why));
      case TopologyEvent.Gone(MeshId id) -> update(id, _ -> Declaration.unknown());
      case TopologyEvent.Gone(EndpointKey key) -> {
        held.remove(key);
        update(key, _ -> Declaration.unknown());
      }
      case TopologyEvent.EndpointInForce(EndpointKey key, var stance) ->
          update(key, known -> known.inForce(key.ref(), stance, Acceptance.OF_ENDPOINTS));
      case TopologyEvent.ServicesHeld(EndpointKey key, var services) -> {
        held.put(key, services);
        claim(key, endpoints.get(key), placements.getOrDefault(key, Placement.NOWHERE));
      }
      case TopologyEvent.MeshInForce(MeshId id, var stance) ->
          update(id, known -> known.inForce(id.ref(), stance, ofMeshes));
    }
  }

  private void update(
      EndpointKey key, UnaryOperator<Declaration<ServiceEndpointSpec, Endpoint>> change) {
    if (!store(endpoints, key, change)) {
      return;
    }
    roster.enroll(key, meshOf(key, endpoints.get(key))).forEach(this::touch);
    settle(key);
  }

  private void update(MeshId id, UnaryOperator<Declaration<ServiceMeshSpec, Mesh>> change) {
    if (!store(meshes, id, change)) {
      return;
    }
    Declaration<ServiceMeshSpec, Mesh> now = meshes.get(id);
    if (references.note(id, now.resource().map(_ -> MeshFacts.of(id, now, now.stance(ofMeshes))))) {
      roster.of(id).forEach(this::settle);
    }
  }

  /** Answers whether anything changed; what did not, dies here. */
  private <K extends Key & Comparable<K>, D, S> boolean store(
      Declarations<K, D, S> declarations, K key, UnaryOperator<Declaration<D, S>> change) {
    Declaration<D, S> before = declarations.get(key);
    Declaration<D, S> after = change.apply(before);
    if (after.equals(before)) {
      return false;
    }
    // Once for a view that ends with the change, once for one that begins.
    touch(key);
    declarations.put(key, after);
    touch(key);
    return true;
  }

  /** Brings everything that follows from an endpoint and its mesh up to date. */
  private void settle(EndpointKey key) {
    Declaration<ServiceEndpointSpec, Endpoint> known = endpoints.get(key);
    Placement now =
        meshOf(key, known)
            .map(mesh -> references.resolve(key.ref().namespace(), mesh))
            .orElse(Placement.NOWHERE);
    Placement before = known.isUnknown() ? placements.remove(key) : placements.put(key, now);
    if (!now.equals(before)) {
      touch(key);
    }
    claim(key, known, now);
    consents.set(key, member(key, known, now), consent(known, now)).forEach(this::touch);
  }

  /** An endpoint that was not seen since a restart is still there, as far as anybody knows. */
  private Optional<Member> member(
      EndpointKey key, Declaration<ServiceEndpointSpec, Endpoint> known, Placement placement) {
    String namespace = key.ref().namespace();
    return meshOf(key, known)
        .filter(_ -> !known.isUnknown())
        .map(mesh ->
            new Member(
                mesh,
                placement.admission(),
                known.resource().filter(Resource::deleting).isPresent(),
                namespace,
                references.labels(namespace)));
  }

  private static Optional<Terms> consent(
      Declaration<ServiceEndpointSpec, Endpoint> known, Placement placement) {
    Stance<Accepted<ServiceEndpointSpec, Endpoint>> held = known.stance(Acceptance.OF_ENDPOINTS);
    Stance<Endpoint> stance = held.map(Index::spec);
    boolean managed =
        placement.acceptedMesh().filter(of -> of.groups().mode() != Mode.UNMANAGED).isPresent();
    return placement
        .mesh()
        .filter(_ -> managed && stance.current().isPresent())
        .map(mesh ->
            new Terms(
                stance.map(endpoint -> consents(endpoint, mesh)),
                // Since a restart it may not have been valid: then what it said last is in force.
                most(known.accepted().or(held::current), mesh)));
  }

  /** What each of the revisions of the mesh that let in makes of an endpoint's consent. */
  private static ImmutableList<Consent> consents(Endpoint endpoint, MeshFacts mesh) {
    return mesh.lettingIn().stream()
        .map(of -> Consent.of(endpoint, of))
        .distinct()
        .collect(ImmutableList.toImmutableList());
  }

  /** Where a client that is no longer named loses its access at once, that is what is declared. */
  private static Optional<Consent> most(
      Optional<Accepted<ServiceEndpointSpec, Endpoint>> declared, MeshFacts mesh) {
    return mesh.declared()
        .filter(of -> of.authorization().revocation() == Revocation.IMMEDIATE)
        .flatMap(of -> declared.map(it -> Consent.of(it.revision().spec(), of)));
  }

  private void claim(
      EndpointKey key, Declaration<ServiceEndpointSpec, Endpoint> known, Placement placement) {
    claims.set(key, claimed(key, known, placement)).forEach(this::touch);
  }

  /** An endpoint that is refused can keep no name from others but what it still has. */
  private Optional<Claim> claimed(
      EndpointKey key, Declaration<ServiceEndpointSpec, Endpoint> known, Placement placement) {
    Instant since = known.resource().map(Resource::createdAt).orElse(Instant.MIN);
    ImmutableMap<ServiceName, NameHold> has = held.getOrDefault(key, ImmutableMap.of());
    Stream<Name> declared =
        placement.admission() == Admission.REFUSED
            ? Stream.empty()
            : live(known).flatMap(endpoint -> names(endpoint, placement));
    Stream<Name> kept =
        meshOf(key, known).stream()
            .flatMap(mesh -> has.keySet().stream().map(name -> new Name(mesh, name)));
    ImmutableMap<Name, NameHold> names =
        Stream.concat(declared, kept)
            .distinct()
            .collect(
                ImmutableMap.toImmutableMap(
                    name -> name, name -> has.getOrDefault(name.name(), NameHold.DECLARED)));
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(new Claim(new Claimant(since, key), names));
  }

  /** What holds, and what shall hold. */
  private static Stream<Endpoint> live(Declaration<ServiceEndpointSpec, Endpoint> known) {
    return Stream.concat(
            known.stance(Acceptance.OF_ENDPOINTS).live().stream(), known.accepted().stream())
        .map(Index::spec);
  }

  private static Endpoint spec(Accepted<ServiceEndpointSpec, Endpoint> accepted) {
    return accepted.revision().spec();
  }

  private static ImmutableSet<ServiceName> serviceNames(
      Stream<Endpoint> endpoints, Placement placement) {
    return endpoints
        .flatMap(endpoint -> ServiceNames.of(endpoint, placement.acceptedMesh()).stream())
        .collect(ImmutableSet.toImmutableSet());
  }

  private static Stream<Name> names(Endpoint endpoint, Placement placement) {
    return ServiceNames.of(endpoint, placement.acceptedMesh()).stream()
        .map(name -> new Name(endpoint.mesh(), name));
  }

  private static Optional<MeshId> meshOf(
      EndpointKey key, Declaration<ServiceEndpointSpec, Endpoint> known) {
    return live(known)
        .findFirst()
        .map(Endpoint::mesh)
        .or(() -> known.resource().flatMap(seen -> EndpointParser.mesh(key, seen.spec())));
  }

  private void touch(Key key) {
    if (isSeen(key)) {
      touched.add(key);
    }
  }

  private boolean isSeen(Key key) {
    return switch (key) {
      case MeshId id -> meshes.isSeen(id);
      case EndpointKey endpoint -> endpoints.isSeen(endpoint);
    };
  }

  private EndpointView view(
      EndpointKey key,
      Resource<ServiceEndpointSpec> seen,
      Declaration<ServiceEndpointSpec, Endpoint> known) {
    Placement placement = placements.getOrDefault(key, Placement.NOWHERE);
    Stance<Accepted<ServiceEndpointSpec, Endpoint>> stance = known.stance(Acceptance.OF_ENDPOINTS);
    LostNames names = claims.lost(key);
    // What serves goes on: it only does not get what it asks for besides.
    boolean serves = stance.current().isPresent() && claims.hasService(key);
    Stream<Endpoint> needing =
        stance.current().isEmpty() ? live(known) : stance.live().stream().map(Index::spec);
    Optional<Problem> conflict =
        serves ? Optional.empty() : names.among(serviceNames(needing, placement));
    Optional<Problem> lost =
        conflict.isPresent() ? Optional.empty() : names.among(serviceNames(live(known), placement));
    Stance<Callers> callers = consents.callers(key, roster::of);
    return new EndpointView(
        seen,
        known.accepted().filter(_ -> lost.isEmpty()),
        stance,
        Stream.of(known.problems().stream(), placement.problem().stream(), lost.stream())
            .flatMap(problems -> problems)
            .collect(ImmutableList.toImmutableList()),
        conflict,
        names,
        placement.mesh(),
        placement.admission(),
        callers.current().orElse(Callers.NOBODY),
        callers.other().orElse(Callers.NOBODY));
  }

  private MeshView view(
      MeshId id, Resource<ServiceMeshSpec> seen, Declaration<ServiceMeshSpec, Mesh> known) {
    return new MeshView(
        seen,
        known.accepted(),
        known.stance(ofMeshes),
        known.problems(),
        roster.endpoints(id),
        roster.namespaces(id));
  }
}
