package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.engine.Dispatcher.Purpose;
import io.vpcmesh.engine.EndpointJournal.Home;
import io.vpcmesh.engine.requests.Request;
import io.vpcmesh.engine.requests.Request.Priority;
import io.vpcmesh.firewall.FirewallChange;
import io.vpcmesh.firewall.FirewallChange.DeleteGroup;
import io.vpcmesh.firewall.apply.FirewallApplier;
import io.vpcmesh.firewall.apply.FirewallReader;
import io.vpcmesh.firewall.apply.GroupSite;
import io.vpcmesh.firewall.apply.ShownGroups;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.SecurityGroupId;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;

/** The calls about the security group of one endpoint: one at a time, a read or one step. */
final class GroupRequests {

  /** What there is one request for at a time. */
  static final String SLOT = "security group";

  /** The same for those of others. */
  static final String EXISTING = "existing security groups";

  private final EngineContext context;
  private final Dispatcher dispatcher;
  private final EndpointState state;
  private final Identity identity;
  private final Home home;
  private final MeshState mesh;

  /**
   * For one pass over one endpoint.
   *
   * @param mesh reads for its endpoints, where it is there to do so
   */
  GroupRequests(
      EngineContext context,
      Dispatcher dispatcher,
      EndpointState state,
      Identity identity,
      Home home,
      MeshState mesh) {
    this.context = context;
    this.dispatcher = dispatcher;
    this.state = state;
    this.identity = identity;
    this.home = home;
    this.mesh = mesh;
  }

  /**
   * What is due now.
   *
   * @param question for the mesh, which asks for its endpoints together
   */
  record Due(ImmutableList<Request> requests, Optional<GroupReads.Question> question) {

    static final Due NOTHING = new Due(ImmutableList.of(), Optional.empty());
  }

  /**
   * The request whose time has come, if any, or the question.
   *
   * @param writing whether AWS may be changed
   * @param tags for what is made
   */
  Due due(GroupPart part, boolean writing, ImmutableMap<String, String> tags) {
    Instant now = context.loop.now();
    GroupWish wish = part.wish();
    if (wish instanceof GroupWish.Existing existing) {
      return look(existing);
    }
    if (state.group.isEmpty()
        || wish instanceof GroupWish.Leave
        || state.failures.blocked(SLOT, now)
        || state.patience.blocked(SLOT, now)) {
      return Due.NOTHING;
    }
    GroupTrack track = state.group.orElseThrow();
    boolean leaving = wish instanceof GroupWish.Delete;
    Optional<SecurityGroupId> unproven = track.unproven();
    if (unproven.isPresent()) {
      return new Due(ImmutableList.of(prove(track, unproven.orElseThrow())), Optional.empty());
    }
    if (track.readDue(leaving, now)) {
      return read(track);
    }
    ImmutableList<Request> requests =
        part
            .next(now)
            .filter(_ -> writing)
            .flatMap(step -> next(step, part, track, tags))
            .or(() -> carriage(part, track))
            .stream()
            .collect(ImmutableList.toImmutableList());
    return new Due(requests, Optional.empty());
  }

  /** Groups of others are only looked at. */
  private Due look(GroupWish.Existing wish) {
    Instant now = context.loop.now();
    ExistingGroups groups = wish.groups();
    boolean due = !now.isBefore(groups.nextLook(wish.desired().group()));
    if (!due || state.failures.blocked(EXISTING, now)) {
      return Due.NOTHING;
    }
    FirewallReader reader = new FirewallReader(ec2());
    ImmutableSet<SecurityGroupId> doubtful = groups.doubtful(now);
    Purpose purpose =
        new Purpose(
            state.key,
            EXISTING,
            groups.isUnread() ? Priority.ADDITION : Priority.AUDIT,
            ImmutableList.of(
                AwsAction.DESCRIBE_SECURITY_GROUPS, AwsAction.DESCRIBE_SECURITY_GROUP_RULES),
            context.budget(home.place()));
    Request read =
        dispatcher.request(
            purpose,
            () -> look(reader, groups.ids, doubtful),
            look -> {
              state.failures.clear(EXISTING);
              groups.read(look, now);
            },
            failure -> state.failures.add(EXISTING, failure, context.loop.now()));
    return new Due(ImmutableList.of(read), Optional.empty());
  }

  private static ExistingGroups.Look look(
      FirewallReader reader,
      ImmutableSet<SecurityGroupId> ids,
      ImmutableSet<SecurityGroupId> doubtful) {
    ShownGroups shown = reader.read(ids, Optional.empty());
    return new ExistingGroups.Look(
        shown,
        doubtful.stream()
            .filter(id -> !shown.groups().containsKey(id))
            .filter(reader::isMissing)
            .collect(ImmutableSet.toImmutableSet()));
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

  /**
   * A group goes last: when no rule names it, no network interface carries it, and nothing is
   * started that would.
   */
  private Optional<Request> next(
      FirewallChange step, GroupPart part, GroupTrack track, ImmutableMap<String, String> tags) {
    if (!(step instanceof DeleteGroup delete)) {
      return Optional.of(write(step, track, tags));
    }
    Instant now = context.loop.now();
    if (track.carriersDue(now)) {
      return Optional.of(askCarriers(track, delete.facts().id()));
    }
    boolean named = !context.groups.whoNames(delete.facts().id(), state.key).isEmpty();
    boolean free = track.isFree(now) && !named && part.worn().isEmpty();
    return free ? Optional.of(write(step, track, tags)) : Optional.empty();
  }

  /** The mesh does not ask while a call about this group is under way: it may be changing. */
  private Due read(GroupTrack track) {
    GroupReads.Question question =
        new GroupReads.Question(home.place(), track.ref(), identity, state, track);
    if (!mesh.readsAt(home.place())) {
      return new Due(ImmutableList.of(readAlone(question)), Optional.empty());
    }
    return dispatcher.underWay(state.key, SLOT)
        ? Due.NOTHING
        : new Due(ImmutableList.of(), Optional.of(question));
  }

  private Request readAlone(GroupReads.Question question) {
    FirewallReader reader = new FirewallReader(ec2());
    Instant askedAt = context.loop.now();
    return dispatcher.request(
        purpose(
            question.priority(),
            AwsAction.DESCRIBE_SECURITY_GROUPS,
            AwsAction.DESCRIBE_SECURITY_GROUP_RULES),
        () -> question.ask(reader),
        found -> question.answered(found, askedAt, context.loop.now()),
        this::failed);
  }

  /** What lets somebody in, or is let go for good, is gone only when AWS itself says so. */
  private Request prove(GroupTrack track, SecurityGroupId group) {
    FirewallReader reader = new FirewallReader(ec2());
    return dispatcher.request(
        purpose(Priority.AUDIT, AwsAction.DESCRIBE_SECURITY_GROUPS),
        () -> reader.isMissing(group),
        missing -> {
          state.failures.clear(SLOT);
          track.proven(missing, context.loop.now());
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
    GroupOutcomes outcomes = new GroupOutcomes(context, state, track, step, mesh.listReads);
    Request request =
        dispatcher.request(
            new Purpose(
                state.key, SLOT, priority(step), actions(step), context.budget(home.place())),
            () -> applier.apply(step, site),
            outcomes::done,
            outcomes::failed);
    return step instanceof FirewallChange.CreateGroup
        ? request.ranked(context.makingOrder.turn(state.key))
        : request;
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
          ImmutableList.<AwsAction>builder()
              .add(open.action(), AwsAction.DESCRIBE_SECURITY_GROUPS)
              .addAll(
                  Collections.nCopies(
                      open.lists().size(), AwsAction.GET_MANAGED_PREFIX_LIST_ENTRIES))
              .build();
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
