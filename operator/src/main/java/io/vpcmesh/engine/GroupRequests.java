package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.engine.Dispatcher.Purpose;
import io.vpcmesh.engine.EndpointJournal.GroupRef;
import io.vpcmesh.engine.EndpointJournal.Home;
import io.vpcmesh.engine.requests.Request;
import io.vpcmesh.engine.requests.Request.Priority;
import io.vpcmesh.firewall.FirewallChange;
import io.vpcmesh.firewall.FirewallChange.DeleteGroup;
import io.vpcmesh.firewall.apply.FirewallApplier;
import io.vpcmesh.firewall.apply.FirewallReader;
import io.vpcmesh.firewall.apply.GroupSite;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.SecurityGroupId;
import java.time.Instant;
import java.util.Optional;

/** The calls about the security group of one endpoint: one at a time, a read or one step. */
final class GroupRequests {

  /** What there is one request for at a time. */
  static final String SLOT = "security group";

  private final EngineContext context;
  private final Dispatcher dispatcher;
  private final EndpointState state;
  private final Identity identity;
  private final Home home;

  GroupRequests(
      EngineContext context,
      Dispatcher dispatcher,
      EndpointState state,
      Identity identity,
      Home home) {
    this.context = context;
    this.dispatcher = dispatcher;
    this.state = state;
    this.identity = identity;
    this.home = home;
  }

  /**
   * The request whose time has come, if any.
   *
   * @param writing whether AWS may be changed
   * @param tags for what is made
   */
  ImmutableList<Request> due(GroupPart part, boolean writing, ImmutableMap<String, String> tags) {
    Instant now = context.loop.now();
    GroupWish wish = part.wish();
    if (state.group.isEmpty()
        || wish instanceof GroupWish.Leave
        || state.failures.blocked(SLOT, now)
        || state.patience.blocked(SLOT, now)) {
      return ImmutableList.of();
    }
    GroupTrack track = state.group.orElseThrow();
    if (track.readDue(wish instanceof GroupWish.Delete, now)) {
      return ImmutableList.of(read(track));
    }
    return part
        .next(now)
        .filter(_ -> writing)
        .flatMap(step -> next(step, track, tags))
        .or(() -> carriage(part, track))
        .stream()
        .collect(ImmutableList.toImmutableList());
  }

  /** Rules mean something only for what carries the group; that is worth knowing and no more. */
  private Optional<Request> carriage(GroupPart part, GroupTrack track) {
    Instant now = context.loop.now();
    if (now.isBefore(part.carriageDueAt())) {
      return Optional.empty();
    }
    SecurityGroupId group = track.ledger().id().orElseThrow();
    Ec2 ec2 = ec2();
    return Optional.of(
        dispatcher.request(
            purpose(Priority.AUDIT, AwsAction.DESCRIBE_NETWORK_INTERFACES),
            () -> new FirewallReader(ec2).carriers(group),
            carriers -> track.carriedBy(carriers, now),
            _ -> track.carriersUnknown(now)));
  }

  /** A group goes last: when no rule names it and no network interface carries it. */
  private Optional<Request> next(
      FirewallChange step, GroupTrack track, ImmutableMap<String, String> tags) {
    if (!(step instanceof DeleteGroup delete)) {
      return Optional.of(write(step, track, tags));
    }
    Instant now = context.loop.now();
    if (!context.groups.whoNames(delete.facts().id(), state.key).isEmpty()) {
      return Optional.empty();
    }
    if (track.carriersDue(now)) {
      return Optional.of(askCarriers(track, delete.facts().id()));
    }
    return track.isFree(now) ? Optional.of(write(step, track, tags)) : Optional.empty();
  }

  private Request read(GroupTrack track) {
    FirewallReader reader = new FirewallReader(ec2());
    GroupRef ref = track.ref();
    Instant askedAt = context.loop.now();
    return dispatcher.request(
        purpose(
            track.isUnread() ? Priority.ADDITION : Priority.AUDIT,
            AwsAction.DESCRIBE_SECURITY_GROUPS,
            AwsAction.DESCRIBE_SECURITY_GROUP_RULES),
        () ->
            ref.id().isPresent()
                ? reader.read(
                    ref.id().orElseThrow(),
                    Optional.of(ref.vpc()).filter(vpc -> !vpc.isEmpty()),
                    identity)
                : reader.find(ref.vpc(), ref.name(), identity),
        found -> {
          state.failures.clear(SLOT);
          track.read(found, askedAt, context.loop.now());
        },
        this::failed);
  }

  private Request askCarriers(GroupTrack track, SecurityGroupId group) {
    Instant askedAt = context.loop.now();
    Ec2 ec2 = ec2();
    return dispatcher.request(
        purpose(Priority.REMOVAL, AwsAction.DESCRIBE_NETWORK_INTERFACES),
        () -> new FirewallReader(ec2).carriers(group),
        carriers -> {
          state.failures.clear(SLOT);
          track.carriedBy(carriers, askedAt);
        },
        this::failed);
  }

  private Request write(FirewallChange step, GroupTrack track, ImmutableMap<String, String> tags) {
    FirewallApplier applier = context.appliers.firewall(ec2());
    GroupSite site = new GroupSite(identity, tags, track.isFresh(context.loop.now()));
    GroupOutcomes outcomes = new GroupOutcomes(context, state, track, step);
    return dispatcher.request(
        new Purpose(state.key, SLOT, priority(step), actions(step), context.budget(home.place())),
        () -> applier.apply(step, site),
        outcomes::done,
        outcomes::failed);
  }

  private static Priority priority(FirewallChange step) {
    return switch (step) {
      case FirewallChange.CreateGroup _, FirewallChange.Claim _, FirewallChange.Open _ ->
          Priority.ADDITION;
      case FirewallChange.Close _, DeleteGroup _ -> Priority.REMOVAL;
    };
  }

  /** The call that changes something, with the reads that prove whose the group is. */
  private static ImmutableList<AwsAction> actions(FirewallChange step) {
    return switch (step) {
      case FirewallChange.CreateGroup create -> ImmutableList.of(create.action());
      case FirewallChange.Open open ->
          ImmutableList.of(open.action(), AwsAction.DESCRIBE_SECURITY_GROUPS);
      case FirewallChange.Close close ->
          ImmutableList.of(close.action(), AwsAction.DESCRIBE_SECURITY_GROUP_RULES);
      case FirewallChange.Claim _, DeleteGroup _ ->
          ImmutableList.of(
              step.action(),
              AwsAction.DESCRIBE_SECURITY_GROUPS,
              AwsAction.DESCRIBE_SECURITY_GROUP_RULES);
    };
  }

  private Purpose purpose(Priority priority, AwsAction... actions) {
    return new Purpose(
        state.key, SLOT, priority, ImmutableList.copyOf(actions), context.budget(home.place()));
  }

  private void failed(AwsFailure failure) {
    state.failures.add(SLOT, failure, context.loop.now());
  }

  private Ec2 ec2() {
    return context.cloud.ec2(home.place());
  }
}
