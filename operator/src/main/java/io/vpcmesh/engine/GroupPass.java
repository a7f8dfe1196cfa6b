package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.engine.EndpointJournal.GroupRef;
import io.vpcmesh.engine.GroupAttachment.State;
import io.vpcmesh.engine.GroupAttachment.Wish;
import io.vpcmesh.firewall.FirewallChange;
import io.vpcmesh.firewall.FirewallDesired;
import io.vpcmesh.firewall.FirewallTerms;
import io.vpcmesh.firewall.GroupName;
import io.vpcmesh.firewall.GroupPlan;
import io.vpcmesh.firewall.GroupPlanner;
import io.vpcmesh.firewall.KnownGroup;
import io.vpcmesh.firewall.KnownRule;
import io.vpcmesh.firewall.ListRulings;
import io.vpcmesh.firewall.ServicePorts;
import io.vpcmesh.firewall.Sources;
import io.vpcmesh.membership.Membership;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.PortNumber;
import io.vpcmesh.model.Revision;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.topology.Discovery;
import io.vpcmesh.topology.DiscoveryOverrides;
import io.vpcmesh.topology.Endpoint;
import io.vpcmesh.topology.EndpointView;
import io.vpcmesh.topology.GroupPolicy;
import io.vpcmesh.topology.GroupPolicy.OnDrift;
import io.vpcmesh.topology.Mesh;
import io.vpcmesh.topology.MeshFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The security group's part of a pass over an endpoint: what it shall be, and what that takes. */
final class GroupPass {

  private final EngineContext context;
  private final EndpointView view;
  private final EndpointState state;
  private final Identity identity;
  private final ListReads lists;

  /**
   * For one pass over one endpoint.
   *
   * @param lists what its mesh knows of prefix lists
   */
  GroupPass(
      EngineContext context,
      EndpointView view,
      EndpointState state,
      Identity identity,
      ListReads lists) {
    this.context = context;
    this.view = view;
    this.state = state;
    this.identity = identity;
    this.lists = lists;
  }

  /**
   * What follows from an intent.
   *
   * @param barred whether nobody can say which account is meant
   */
  GroupPart decide(EndpointIntent intent, Membership membership, boolean barred) {
    GroupWish wish = wish(intent, membership, barred);
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
    Instant heldUntil = heldUntil(wish, plan, known);
    return new GroupPart(wish, plan, state.group, heldUntil, addresses, known, new State.Settled());
  }

  /** Has the group put on what is started from now on, or taken off it. */
  GroupPart attach(GroupPart part, EndpointIntent intent, boolean writing) {
    Wish wish = writing ? AttachmentWish.of(intent, part, endpoint()) : new Wish.Leave();
    return part.attached(context.attachment.want(state.key, wish));
  }

  /** What somebody else changed is put right, unless the mesh wants it to be reported. */
  private GroupPlan heedDrift(GroupWish wish, GroupPlan plan) {
    if (state.group.isEmpty() || !(wish instanceof GroupWish.Keep(FirewallDesired desired))) {
      return plan;
    }
    GroupTrack track = state.group.orElseThrow();
    if (!isDriftReported()) {
      track.settle(Optional.empty());
      return plan;
    }
    return new Drift(track, desired.group()).reported(plan);
  }

  private boolean isDriftReported() {
    return mesh().filter(of -> of.groups().onDrift() == OnDrift.REPORT).isPresent();
  }

  private GroupLists lists(GroupWish wish) {
    return switch (wish) {
      case GroupWish.Keep(var desired) -> lists(desired);
      case GroupWish.Narrow(var desired) -> lists(desired);
      case GroupWish.Outlive(var desired) -> lists(desired);
      case GroupWish.Existing _, GroupWish.Delete _, GroupWish.Leave _ -> GroupLists.NONE;
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

  /** From now on the group that the wish is about is tracked. */
  private GroupWish wish(EndpointIntent intent, Membership membership, boolean barred) {
    return switch (intent) {
      case EndpointIntent.Keep keep -> keep(keep.mesh(), membership, drain(keep.discovery()));
      case EndpointIntent.Remove _ -> remove(membership);
      case EndpointIntent.Hold _ when !barred && !view.resource().deleting() -> narrow(membership);
      case EndpointIntent.LetGo _, EndpointIntent.Hold _ -> new GroupWish.Leave();
    };
  }

  private GroupWish narrow(Membership membership) {
    boolean managed = mesh().filter(of -> GroupWish.isManaged(of.groups())).isPresent();
    return journaled().isPresent() && managed && !isDriftAlone(membership)
        ? withoutNews(membership)
            .<GroupWish>map(GroupWish.Narrow::new)
            .orElseGet(GroupWish.Leave::new)
        : new GroupWish.Leave();
  }

  /** Whether whatever is not as wanted is somebody's change, and such is only reported. */
  private boolean isDriftAlone(Membership membership) {
    GroupTrack track = track(known());
    return isDriftReported()
        && desired(track, membership)
            .filter(desired -> new Drift(track, desired.group()).isSettled())
            .isPresent();
  }

  /** What the group lets in already, as far as that is declared. */
  private Optional<FirewallDesired> withoutNews(Membership membership) {
    GroupTrack track = track(known());
    return desired(track, membership).map(desired -> desired.opensNothing(track.ledger().known()));
  }

  private Optional<FirewallDesired> desired(GroupTrack track, Membership membership) {
    return mesh()
        .filter(_ -> endpoint().isPresent())
        .map(of -> desired(track, of.groups(), membership, drain()));
  }

  private GroupWish keep(Mesh of, Membership membership, Duration drain) {
    state.emptiedAt = Optional.empty();
    if (!GroupWish.isManaged(of.groups()) || !carried().isEmpty()) {
      boolean left =
          state.journal.group().isEmpty() && state.group.filter(GroupTrack::gone).isPresent();
      if (left) {
        state.group = Optional.empty();
      }
      return journaled().isEmpty() ? others(of.groups(), membership) : delete();
    }
    GroupRef fresh =
        new GroupRef(of.aws().vpc(), GroupName.of(state.key, identity), Optional.empty());
    GroupRef ref = journaled().map(known -> named(known, of.aws().vpc())).orElse(fresh);
    GroupTrack track = track(ref);
    if (state.home.isEmpty() && track.isUnread()) {
      // The namespace is only planned, and so is everything else.
      track.ledger().seen(new KnownGroup.Absent());
    }
    return new GroupWish.Keep(desired(track, of.groups(), membership, drain));
  }

  /** The groups of others that its instances carry. */
  private ImmutableSortedSet<SecurityGroupId> carried() {
    return endpoint().map(Endpoint::existingGroups).orElseGet(ImmutableSortedSet::of);
  }

  /** Whether others' groups took the place of this one, and nothing carries it any more. */
  private boolean isReplaced(GroupWish wish, GroupTrack track) {
    boolean since = track.isAbandoned() || track.isGivenUp(context.loop.now());
    return wish instanceof GroupWish.Delete && !carried().isEmpty() && since;
  }

  private GroupWish others(GroupPolicy policy, Membership membership) {
    ImmutableSortedSet<SecurityGroupId> ids = carried();
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
            view.callers(),
            policy,
            // What others let in is theirs to judge, so nobody looks into lists.
            new Sources(context.groups, ListRulings.NONE),
            ServicePorts.of(endpoint().orElseThrow(), membership, ImmutableSet.of()),
            new KnownGroup.Absent());
    return new GroupWish.Existing(groups, desired);
  }

  /** The group goes when nothing is registered any more and DNS has forgotten the instances. */
  private GroupWish remove(Membership membership) {
    if (journaled().isEmpty()) {
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
      return delete();
    }
    return withoutNews(membership)
        .<GroupWish>map(GroupWish.Outlive::new)
        .orElseGet(GroupWish.Leave::new);
  }

  private GroupWish delete() {
    track(known());
    return new GroupWish.Delete();
  }

  /** The group that was begun. */
  private GroupRef known() {
    GroupRef known = journaled().orElseThrow();
    return mesh().map(of -> named(known, of.aws().vpc())).orElse(known);
  }

  /** From when on nobody dials what was registered. */
  private Instant quietAt() {
    boolean served = !endpoint().map(Endpoint::ports).orElseGet(ImmutableList::of).isEmpty();
    Instant since = state.emptiedAt.orElse(Instant.MAX);
    return served && state.emptiedAt.isPresent() ? since.plus(drain()) : since;
  }

  private FirewallDesired desired(
      GroupTrack track, GroupPolicy policy, Membership membership, Duration drain) {
    Instant now = context.loop.now();
    track.ports.look(membership, state.registered(), now);
    ImmutableSet<PortNumber> draining = track.ports.stillCalled(track.openPorts(), drain, now);
    ListRulings rulings =
        ListRulings.of(view.callers(), policy, lists::known, membership.families());
    FirewallDesired desired =
        GroupWish.desired(
            endpoint().orElseThrow(),
            view.callers(),
            policy,
            new Sources(context.groups, rulings),
            membership,
            track,
            draining);
    return new AbsentSources(state.patience).without(desired, now);
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
      case GroupWish.Delete _ -> planner.remove(track.ledger().known());
      case GroupWish.Existing _ -> GroupPlan.NOTHING;
      case GroupWish.Leave _ -> GroupPlan.NOTHING;
    };
  }

  /** What is gone is made anew when its endpoint may be changed again. */
  private static GroupPlan narrowed(
      GroupPlanner planner, FirewallDesired desired, GroupTrack track) {
    return track.ledger().known() instanceof KnownGroup.Present present
        ? planner.keep(desired.group(), present)
        : GroupPlan.NOTHING;
  }

  /** Whose turn it is next to have a group made, seen from what has come of this one. */
  ImmutableList<EndpointKey> next(GroupPart part, boolean writing) {
    MakingOrder order = context.makingOrder;
    boolean has = journaled().flatMap(GroupRef::id).isPresent();
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
    return journaled().flatMap(GroupRef::id).isEmpty() && writing && isComing(part);
  }

  /** Tells other endpoints which group this one has or will have, and which groups it names. */
  ImmutableSet<EndpointKey> publish(GroupPart part, boolean writing) {
    ImmutableSet.Builder<EndpointKey> concerned = ImmutableSet.builder();
    Optional<SecurityGroupId> id =
        journaled()
            .filter(_ -> state.group.filter(GroupTrack::isAbandoned).isEmpty())
            .flatMap(GroupRef::id);
    if (context.groups.carries(state.key, allowed())) {
      concerned.addAll(context.index.destinationsOf(state.key));
    }
    boolean awaited = context.groups.isComing(state.key);
    if (context.groups.publish(state.key, id, comes(part, writing))) {
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

  /** Those of others' groups that the endpoint may be told by; absent when it has one of ours. */
  private Optional<ImmutableSortedSet<SecurityGroupId>> allowed() {
    ImmutableSortedSet<SecurityGroupId> absent =
        state.existing.map(ExistingGroups::missing).orElseGet(ImmutableSortedSet::of);
    return carried().isEmpty()
        ? Optional.empty()
        : mesh()
            .map(Mesh::groups)
            .map(policy ->
                carried().stream()
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

  /** When the group wants another pass if nothing happens. */
  Stream<Instant> nextLooks(GroupPart part) {
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
            ? Stream.of(quietAt())
            : Stream.empty();
    Stream<Instant> free =
        wish instanceof GroupWish.Keep
            ? track.ports.nextFree(track.openPorts(), drain(), context.loop.now()).stream()
            : Stream.empty();
    return Stream.of(
            Stream.of(track.nextLook(leaving), part.heldUntil(), part.carriageDueAt()), quiet, free)
        .flatMap(looks -> looks);
  }

  private Duration drain() {
    DiscoveryOverrides declared =
        endpoint().map(Endpoint::discovery).orElse(DiscoveryOverrides.NONE);
    DiscoveryOverrides inherited = mesh().map(Mesh::discovery).orElse(DiscoveryOverrides.NONE);
    return drain(Discovery.effective(declared, inherited));
  }

  private static Duration drain(Discovery discovery) {
    return discovery.ttl().plus(discovery.deregistrationDelay());
  }

  private Optional<Mesh> mesh() {
    return view.mesh().flatMap(MeshFacts::accepted).map(Revision::spec);
  }

  private Optional<Endpoint> endpoint() {
    return view.accepted().map(accepted -> accepted.revision().spec());
  }

  /** A journal that was lost left the id alone, if that; the rest follows from the resource. */
  private GroupRef named(GroupRef known, String vpc) {
    return known.isNameless()
        ? new GroupRef(vpc, GroupName.of(state.key, identity), known.id(), known.settled())
        : known;
  }

  private Optional<GroupRef> journaled() {
    return state.group.map(GroupTrack::ref).or(() -> state.journal.group());
  }

  private GroupTrack track(GroupRef ref) {
    if (state.group.isEmpty()) {
      state.group =
          Optional.of(
              new GroupTrack(
                  ref,
                  state.journal.group().isPresent(),
                  context.loop.now(),
                  context.settings.auditEvery()));
    }
    return state.group.orElseThrow();
  }
}
