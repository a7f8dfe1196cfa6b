package io.vpcmesh.engine;

import com.google.common.collect.Comparators;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.engine.GroupAttachment.State;
import io.vpcmesh.engine.GroupAttachment.Wish;
import io.vpcmesh.firewall.FirewallChange;
import io.vpcmesh.firewall.FirewallChange.Close;
import io.vpcmesh.firewall.FirewallDesired;
import io.vpcmesh.firewall.FirewallTerms;
import io.vpcmesh.firewall.GroupPlan;
import io.vpcmesh.firewall.GroupPlanner;
import io.vpcmesh.firewall.KnownGroup;
import io.vpcmesh.firewall.KnownRule;
import io.vpcmesh.membership.Membership;
import io.vpcmesh.model.IpAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The security group's part of a pass over an endpoint: what it shall be, and what that takes. */
final class GroupPass {

  private final GroupScope scope;
  private final EngineContext context;
  private final EndpointState state;
  private final ListReads lists;
  private final GroupWishes wishes;

  /**
   * For one pass over one endpoint.
   *
   * @param lists what its mesh knows of prefix lists
   */
  GroupPass(GroupScope scope, ListReads lists) {
    this.scope = scope;
    this.context = scope.context();
    this.state = scope.state();
    this.lists = lists;
    this.wishes = new GroupWishes(scope, lists);
  }

  /**
   * What follows from an intent.
   *
   * @param barred whether nobody can say which account is meant
   */
  GroupPart decide(EndpointIntent intent, Membership membership, boolean barred) {
    GroupWish wish = wishes.wish(intent, membership, barred);
    state.group.ifPresent(track -> {
      track.leave(wish instanceof GroupWish.Delete, context.loop.now());
      track.abandon(isReplaced(wish, track));
    });
    GroupLists known = lists(wish);
    GroupPlan plan = heedDrift(wish, plan(wish, known));
    ImmutableSet<IpAddress> addresses =
        membership.instances().values().stream()
            .flatMap(instance -> instance.ipv4().or(instance::ipv6).stream())
            .collect(ImmutableSet.toImmutableSet());
    Instant heldUntil = Comparators.max(heldUntil(wish, plan, known), hiddenUntil(plan));
    return new GroupPart(wish, plan, state.group, heldUntil, addresses, known, new State.Settled());
  }

  /** Has the group put on what is started from now on, or taken off it. */
  GroupPart attach(GroupPart part, EndpointIntent intent, boolean writing) {
    Wish wish = writing ? AttachmentWish.of(intent, part, scope.endpoint()) : new Wish.Leave();
    return part.attached(context.attachment.want(state.key, wish));
  }

  /** What somebody else changed is put right, unless the mesh wants it to be reported. */
  private GroupPlan heedDrift(GroupWish wish, GroupPlan plan) {
    if (state.group.isEmpty() || !(wish instanceof GroupWish.Keep(FirewallDesired desired))) {
      return plan;
    }
    GroupTrack track = state.group.orElseThrow();
    if (!scope.isDriftReported()) {
      track.settle(Optional.empty());
      return plan;
    }
    return new Drift(track, desired.group()).reported(plan);
  }

  private GroupLists lists(GroupWish wish) {
    return switch (wish) {
      case GroupWish.Keep(var desired) -> lists(desired);
      case GroupWish.Narrow(var desired) -> lists(desired);
      case GroupWish.Outlive(var desired) -> lists(desired);
      case GroupWish.Delete(var meanwhile) -> meanwhile.map(this::lists).orElse(GroupLists.NONE);
      case GroupWish.Existing _, GroupWish.Leave _ -> GroupLists.NONE;
    };
  }

  private GroupLists lists(FirewallDesired desired) {
    return GroupLists.of(
        Stream.concat(
                desired.lists().byList().keySet().stream(),
                state.group.stream().flatMap(track -> track.lists().stream()))
            .collect(ImmutableSet.toImmutableSet()),
        lists);
  }

  private Instant heldUntil(GroupWish wish, GroupPlan plan, GroupLists known) {
    if (!(wish instanceof GroupWish.Keep(FirewallDesired desired)) || state.group.isEmpty()) {
      return Instant.MIN;
    }
    GroupTrack track = state.group.orElseThrow();
    boolean more =
        desired.unidentified().stream().anyMatch(context.groups::isComing)
            || known.awaited().isPresent();
    boolean open = track.ledger().rules().stream().anyMatch(KnownRule::ours);
    return track.gathering.until(plan, more, open, context.loop.now());
  }

  /** What does not show yet cannot be closed. */
  private Instant hiddenUntil(GroupPlan plan) {
    boolean closes = plan.steps().stream().findFirst().filter(Close.class::isInstance).isPresent();
    return state.group.filter(_ -> closes).map(GroupTrack::hiddenUntil).orElse(Instant.MIN);
  }

  /** Whether others' groups took the place of this one, and nothing carries it any more. */
  private boolean isReplaced(GroupWish wish, GroupTrack track) {
    boolean since = track.isAbandoned() || track.isGivenUp(context.loop.now());
    return wish instanceof GroupWish.Delete && !scope.carried().isEmpty() && since;
  }

  private GroupPlan plan(GroupWish wish, GroupLists known) {
    if (state.group.isEmpty()) {
      return GroupPlan.NOTHING;
    }
    GroupTrack track = state.group.orElseThrow();
    GroupPlanner planner =
        new GroupPlanner(
            new FirewallTerms(
                context.settings.firewall().rules(),
                context.settings.firewall().rulesPerGroup(),
                known.loads()),
            track.ref().name(),
            track.ref().vpc());
    return switch (wish) {
      case GroupWish.Keep(var desired) -> planner.keep(desired.group(), track.ledger().known());
      case GroupWish.Outlive(var desired) -> planner.keep(desired.group(), track.ledger().known());
      case GroupWish.Narrow(var desired) -> narrowed(planner, desired, track);
      case GroupWish.Delete(var meanwhile) -> leaving(planner, meanwhile, track);
      case GroupWish.Existing _, GroupWish.Leave _ -> GroupPlan.NOTHING;
    };
  }

  /** As long as something carries it, whoever may not call any more is shut out. */
  private static GroupPlan leaving(
      GroupPlanner planner, Optional<FirewallDesired> meanwhile, GroupTrack track) {
    KnownGroup known = track.ledger().known();
    ImmutableList<FirewallChange> first =
        meanwhile
            .filter(_ -> known instanceof KnownGroup.Present && !track.isAbandoned())
            .map(desired -> planner.keep(desired.group(), known).steps())
            .orElseGet(ImmutableList::of);
    return first.isEmpty()
        ? planner.remove(known)
        : new GroupPlan(first, ImmutableList.of(), ImmutableList.of());
  }

  /** What is gone is made anew when its endpoint may be changed again. */
  private static GroupPlan narrowed(
      GroupPlanner planner, FirewallDesired desired, GroupTrack track) {
    return track.ledger().known() instanceof KnownGroup.Present present
        ? planner.keep(desired.group(), present)
        : GroupPlan.NOTHING;
  }

  /** When the group wants another pass, after the one that began then, if nothing happens. */
  Stream<Instant> nextLooks(GroupPart part, Instant begun) {
    GroupWish wish = part.wish();
    if (wish instanceof GroupWish.Existing(var groups, var desired)) {
      return Stream.of(groups.nextLook(desired.group()));
    }
    if (state.group.isEmpty()) {
      return Stream.empty();
    }
    GroupTrack track = state.group.orElseThrow();
    boolean leaving = wish instanceof GroupWish.Delete;
    Stream<Instant> quiet =
        wish instanceof GroupWish.Outlive && state.emptiedAt.isPresent()
            ? Stream.of(wishes.quietAt())
            : Stream.empty();
    Stream<Instant> free =
        wish instanceof GroupWish.Keep
            ? track.ports.nextFree(track.openPorts(), scope.drain(), begun).stream()
            : Stream.empty();
    return Stream.of(
            Stream.of(track.nextLook(leaving), part.heldUntil(), part.carriageDueAt()), quiet, free)
        .flatMap(looks -> looks);
  }
}
