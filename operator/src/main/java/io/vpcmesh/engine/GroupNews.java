package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.engine.EndpointJournal.GroupRef;
import io.vpcmesh.firewall.FirewallChange;
import io.vpcmesh.firewall.FirewallDesired;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.Snapshot;
import io.vpcmesh.topology.Mesh;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** What endpoints tell each other of their security groups in their passes. */
final class GroupNews {

  private final GroupScope scope;
  private final EngineContext context;
  private final EndpointState state;

  GroupNews(GroupScope scope) {
    this.scope = scope;
    this.context = scope.context();
    this.state = scope.state();
  }

  /** Whose turn it is next to have a group made, seen from what has come of this one. */
  ImmutableList<EndpointKey> next(GroupPart part, boolean writing) {
    MakingOrder order = context.makingOrder;
    boolean has = scope.journaled().flatMap(GroupRef::id).isPresent();
    if (!has && !comes(part, writing)) {
      order.forget(state.key);
      return ImmutableList.of();
    }
    order.lacks(state.key, lacking(part, has));
    if (has) {
      return context.groups.isComing(state.key) ? order.made(state.key) : ImmutableList.of();
    }
    boolean waits =
        part.plan().steps().stream().anyMatch(FirewallChange.CreateGroup.class::isInstance);
    return waits && order.turn(state.key).isEmpty() ? order.next() : ImmutableList.of();
  }

  /** Whose groups are not there, of those that it takes to open this one. */
  private ImmutableSet<EndpointKey> lacking(GroupPart part, boolean has) {
    if (!(part.wish() instanceof GroupWish.Keep(FirewallDesired desired))) {
      return ImmutableSet.of();
    }
    Stream<EndpointKey> own = has ? Stream.of() : Stream.of(state.key);
    return Stream.concat(desired.unidentified().stream(), own)
        .collect(ImmutableSet.toImmutableSet());
  }

  private boolean comes(GroupPart part, boolean writing) {
    return scope.journaled().flatMap(GroupRef::id).isEmpty() && writing && isComing(part);
  }

  /** Tells all whom that concerns, and that may be this one, which groups of others it carries. */
  ImmutableSet<EndpointKey> carried() {
    return isWritten() && context.groups.carries(state.key, allowed())
        ? context.index.destinationsOf(state.key)
        : ImmutableSet.of();
  }

  /** Tells other endpoints which group this one has or will have, and which groups it names. */
  ImmutableSet<EndpointKey> publish(GroupPart part, boolean writing) {
    ImmutableSet.Builder<EndpointKey> concerned = ImmutableSet.builder();
    Optional<SecurityGroupId> id =
        scope
            .journaled()
            .filter(_ -> state.group.filter(GroupTrack::isAbandoned).isEmpty())
            .filter(_ -> !state.rollout.isWithdrawn())
            .flatMap(GroupRef::id);
    boolean awaited = context.groups.isComing(state.key);
    concerned.addAll(carried());
    if (isWritten() && context.groups.publish(state.key, id, comes(part, writing))) {
      concerned.addAll(context.index.destinationsOf(state.key));
    }
    if (!awaited && context.groups.isComing(state.key)) {
      context.makingOrder.comes(state.key);
    }
    state
        .group
        .filter(track -> !track.isUnread())
        .ifPresent(track -> concerned.addAll(context.groups.names(state.key, track.sources())));
    return concerned.build();
  }

  /** Whether it was written down which revisions hold: nobody acts on it before. */
  private boolean isWritten() {
    return state
        .journal
        .rollout()
        .stance()
        .map(Snapshot::hash)
        .equals(state.rollout.stance().map(Snapshot::hash));
  }

  /**
   * Those of others' groups that the endpoint may be told by; absent when it has one of ours.
   * Nobody is told by what was withdrawn, else its group could never go.
   */
  private Optional<ImmutableSortedSet<SecurityGroupId>> allowed() {
    ImmutableSortedSet<SecurityGroupId> absent =
        state.existing.map(ExistingGroups::missing).orElseGet(ImmutableSortedSet::of);
    return scope.toldBy().isEmpty() || state.rollout.isWithdrawn()
        ? Optional.empty()
        : scope
            .mesh()
            .map(Mesh::groups)
            .map(policy ->
                scope.toldBy().stream()
                    .filter(id -> policy.allowedIds().contains(id) && !absent.contains(id))
                    .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder())));
  }

  /** Whether nothing stands in the way of a group that is to be made. */
  private boolean isComing(GroupPart part) {
    boolean failed =
        state
            .failures
            .of(GroupRequests.SLOT)
            .filter(failure -> !(failure instanceof AwsFailure.Throttled))
            .isPresent();
    return part.wish() instanceof GroupWish.Keep
        && part.plan().problems().isEmpty()
        && !failed
        && !state.patience.blocked(GroupRequests.SLOT, context.loop.now());
  }
}
