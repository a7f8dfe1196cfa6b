package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.engine.EndpointJournal.GroupRef;
import io.vpcmesh.firewall.FirewallDesired;
import io.vpcmesh.firewall.FirewallDesired.Access;
import io.vpcmesh.firewall.GroupName;
import io.vpcmesh.firewall.KnownGroup;
import io.vpcmesh.firewall.ListRulings;
import io.vpcmesh.firewall.ServicePorts;
import io.vpcmesh.firewall.Sources;
import io.vpcmesh.membership.Membership;
import io.vpcmesh.model.PortNumber;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.TrafficSource;
import io.vpcmesh.topology.Endpoint;
import io.vpcmesh.topology.EndpointView;
import io.vpcmesh.topology.GroupPolicy;
import io.vpcmesh.topology.Mesh;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decides what is to become of the security group of an endpoint. */
final class GroupWishes {

  private final GroupScope scope;
  private final EngineContext context;
  private final EndpointView view;
  private final EndpointState state;
  private final ListReads lists;

  GroupWishes(GroupScope scope, ListReads lists) {
    this.scope = scope;
    this.context = scope.context();
    this.view = scope.view();
    this.state = scope.state();
    this.lists = lists;
  }

  /** From now on the group that the wish is about is tracked. */
  GroupWish wish(EndpointIntent intent, Membership membership, boolean barred) {
    return switch (intent) {
      case EndpointIntent.Keep keep ->
          keep(keep.mesh(), membership, GroupScope.drain(keep.discovery()));
      case EndpointIntent.Remove _ -> remove(membership);
      case EndpointIntent.Hold _ when !barred && !view.resource().deleting() -> narrow(membership);
      case EndpointIntent.LetGo _, EndpointIntent.Hold _ -> new GroupWish.Leave();
    };
  }

  private GroupWish narrow(Membership membership) {
    boolean managed = scope.mesh().filter(of -> GroupWish.isManaged(of.groups())).isPresent();
    return scope.journaled().isPresent() && managed && !isDriftAlone(membership)
        ? withoutNews(membership)
            .<GroupWish>map(GroupWish.Narrow::new)
            .orElseGet(GroupWish.Leave::new)
        : new GroupWish.Leave();
  }

  /** Whether whatever is not as wanted is somebody's change, and such is only reported. */
  private boolean isDriftAlone(Membership membership) {
    GroupTrack track = scope.track(scope.known());
    return scope.isDriftReported()
        && desired(track, membership)
            .filter(desired -> new Drift(track, desired.group()).isSettled())
            .isPresent();
  }

  /** What the group lets in already, as far as that is declared. */
  private Optional<FirewallDesired> withoutNews(Membership membership) {
    GroupTrack track = scope.track(scope.known());
    return desired(track, membership).map(desired -> desired.opensNothing(track.ledger().known()));
  }

  private Optional<FirewallDesired> desired(GroupTrack track, Membership membership) {
    return scope
        .mesh()
        .filter(_ -> scope.endpoint().isPresent())
        .map(of -> desired(track, of.groups(), membership, scope.drain()));
  }

  private FirewallDesired desired(
      GroupTrack track, GroupPolicy policy, Membership membership, Duration drain) {
    Instant now = context.loop.now();
    track.ports.look(membership, state.registeredPorts(), now);
    ImmutableSet<PortNumber> draining = track.ports.stillCalled(track.openPorts(), drain, now);
    ImmutableList<Access> live = live(membership, draining);
    ImmutableSet<TrafficSource> clients =
        live.stream()
            .flatMap(access -> access.callers().outside().keySet().stream())
            .collect(ImmutableSet.toImmutableSet());
    ListRulings rulings = ListRulings.of(clients, policy, lists::known, membership.families());
    FirewallDesired desired =
        FirewallDesired.of(
            live, policy, new Sources(context.groups, rulings), track.ledger().known());
    return new AbsentSources(state.patience).without(desired, now);
  }

  /** Who may call on which ports, as each of the live revisions says. */
  private ImmutableList<Access> live(Membership membership, ImmutableSet<PortNumber> draining) {
    Access current =
        new Access(
            view.callers(), ServicePorts.of(scope.endpoint().orElseThrow(), membership, draining));
    return view.other()
        .map(other ->
            new Access(view.others(), ServicePorts.of(other, scope.others(), ImmutableSet.of())))
        .map(other -> ImmutableList.of(current, other))
        .orElseGet(() -> ImmutableList.of(current));
  }

  private GroupWish keep(Mesh of, Membership membership, Duration drain) {
    state.emptiedAt = Optional.empty();
    if (!GroupWish.isManaged(of.groups()) || !scope.carried().isEmpty()) {
      boolean left =
          state.journal.group().isEmpty() && state.group.filter(GroupTrack::gone).isPresent();
      if (left) {
        state.group = Optional.empty();
      }
      if (scope.mayBeManagedAgain() && scope.carried().isEmpty()) {
        return new GroupWish.Leave();
      }
      return scope.journaled().isEmpty()
          ? others(of.groups(), membership)
          : delete(meanwhile(of, membership, drain));
    }
    GroupRef fresh =
        new GroupRef(of.aws().vpc(), GroupName.of(state.key, scope.identity()), Optional.empty());
    GroupRef ref = scope.journaled().map(known -> scope.named(known, of.aws().vpc())).orElse(fresh);
    GroupTrack track = scope.track(ref);
    if (state.home.isEmpty() && track.isUnread()) {
      // The namespace is only planned, and so is everything else.
      track.ledger().seen(new KnownGroup.Absent());
    }
    return new GroupWish.Keep(desired(track, of.groups(), membership, drain));
  }

  /** Where nobody here sees to who calls whom, nothing follows for who is let in. */
  private Optional<FirewallDesired> meanwhile(Mesh of, Membership membership, Duration drain) {
    return GroupWish.isManaged(of.groups())
        ? Optional.of(desired(scope.track(scope.known()), of.groups(), membership, drain))
        : Optional.empty();
  }

  private GroupWish others(GroupPolicy policy, Membership membership) {
    ImmutableSortedSet<SecurityGroupId> ids = scope.carried();
    if (!GroupWish.isManaged(policy) || ids.isEmpty()) {
      return new GroupWish.Leave();
    }
    ExistingGroups groups =
        state
            .existing
            .filter(known -> known.ids.equals(ids))
            .orElseGet(() -> new ExistingGroups(ids, context.settings.auditEvery()));
    state.existing = Optional.of(groups);
    FirewallDesired desired =
        FirewallDesired.of(
            live(membership, ImmutableSet.of()),
            policy,
            // What others let in is theirs to judge, so nobody looks into lists.
            new Sources(context.groups, ListRulings.NONE),
            new KnownGroup.Absent());
    return new GroupWish.Existing(groups, desired);
  }

  /** The group goes when nothing is registered any more and DNS has forgotten the instances. */
  private GroupWish remove(Membership membership) {
    if (scope.journaled().isEmpty()) {
      return new GroupWish.Leave();
    }
    Instant now = context.loop.now();
    boolean empty = state.tracks.values().stream().allMatch(EndpointPass::left);
    if (!empty) {
      state.emptiedAt = Optional.empty();
    } else if (state.emptiedAt.isEmpty()) {
      state.emptiedAt = Optional.of(now);
    }
    if (empty && !now.isBefore(quietAt())) {
      return delete(withoutNews(membership));
    }
    return withoutNews(membership)
        .<GroupWish>map(GroupWish.Outlive::new)
        .orElseGet(GroupWish.Leave::new);
  }

  private GroupWish delete(Optional<FirewallDesired> meanwhile) {
    scope.track(scope.known());
    return new GroupWish.Delete(meanwhile);
  }

  /** From when on nobody dials what was registered. */
  Instant quietAt() {
    boolean served = !scope.endpoint().map(Endpoint::ports).orElseGet(ImmutableList::of).isEmpty();
    Instant since = state.emptiedAt.orElse(Instant.MAX);
    return served && state.emptiedAt.isPresent() ? since.plus(scope.drain()) : since;
  }
}
