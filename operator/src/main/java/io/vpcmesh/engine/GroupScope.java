package io.vpcmesh.engine;

import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.engine.EndpointJournal.GroupRef;
import io.vpcmesh.firewall.GroupName;
import io.vpcmesh.membership.Membership;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.Revision;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.topology.Discovery;
import io.vpcmesh.topology.DiscoveryOverrides;
import io.vpcmesh.topology.Endpoint;
import io.vpcmesh.topology.EndpointView;
import io.vpcmesh.topology.GroupPolicy.OnDrift;
import io.vpcmesh.topology.Mesh;
import io.vpcmesh.topology.MeshFacts;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a pass over one endpoint knows of it that concerns its security group.
 *
 * @param others the instances of its other live revision
 */
record GroupScope(
    EngineContext context,
    EndpointView view,
    EndpointState state,
    Identity identity,
    Membership others) {

  /** Whether a revision of the mesh that a rollback would go back to sees to groups. */
  boolean mayBeManagedAgain() {
    return view.mesh()
        .flatMap(of -> of.stance().other())
        .filter(other -> GroupWish.isManaged(other.spec().groups()))
        .isPresent();
  }

  Optional<Mesh> mesh() {
    return view.mesh().flatMap(MeshFacts::accepted).map(Revision::spec);
  }

  /** As it holds; before it does, or when it does no more, as it is declared. */
  Optional<Endpoint> endpoint() {
    return view.known();
  }

  Optional<GroupRef> journaled() {
    return state.group.map(GroupTrack::ref).or(() -> state.journal.group());
  }

  /** A journal that was lost left the id alone, if that; the rest follows from the resource. */
  GroupRef named(GroupRef known, String vpc) {
    return known.isNameless()
        ? new GroupRef(vpc, GroupName.of(state.key, identity), known.id(), known.settled())
        : known;
  }

  GroupTrack track(GroupRef ref) {
    if (state.group.isEmpty()) {
      state.group =
          Optional.of(
              new GroupTrack(
                  ref,
                  state.journal.group().isPresent(),
                  state.lagsUntil,
                  context.loop.now(),
                  context.settings.auditEvery()));
    }
    return state.group.orElseThrow();
  }

  /** The group that was begun. */
  GroupRef known() {
    GroupRef known = journaled().orElseThrow();
    return mesh().map(of -> named(known, of.aws().vpc())).orElse(known);
  }

  Duration drain() {
    DiscoveryOverrides declared =
        endpoint().map(Endpoint::discovery).orElse(DiscoveryOverrides.NONE);
    DiscoveryOverrides inherited = mesh().map(Mesh::discovery).orElse(DiscoveryOverrides.NONE);
    return drain(Discovery.effective(declared, inherited));
  }

  static Duration drain(Discovery discovery) {
    return discovery.ttl().plus(discovery.deregistrationDelay());
  }

  /**
   * The groups of others that its instances carry in place of one of ours. As long as one of the
   * live revisions has one of ours, there is one.
   */
  ImmutableSortedSet<SecurityGroupId> carried() {
    boolean own = view.other().filter(it -> it.existingGroups().isEmpty()).isPresent();
    return endpoint()
        .filter(_ -> !own)
        .map(Endpoint::existingGroups)
        .orElseGet(ImmutableSortedSet::of);
  }

  /** The groups of others by which its instances may be told, whichever revision they follow. */
  ImmutableSortedSet<SecurityGroupId> toldBy() {
    return Stream.concat(endpoint().stream(), view.other().stream())
        .flatMap(it -> it.existingGroups().stream())
        .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
  }

  boolean isDriftReported() {
    return mesh().filter(of -> of.groups().onDrift() == OnDrift.REPORT).isPresent();
  }
}
