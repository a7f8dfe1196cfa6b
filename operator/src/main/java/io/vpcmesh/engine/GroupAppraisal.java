package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.firewall.DesiredGroup;
import io.vpcmesh.firewall.FirewallDesired;
import io.vpcmesh.firewall.GroupFacts;
import io.vpcmesh.firewall.KnownGroup;
import io.vpcmesh.firewall.apply.Admittance;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.status.EndpointFindings.Bearer;
import io.vpcmesh.status.EndpointFindings.Carriage;
import io.vpcmesh.status.EndpointFindings.Existing;
import io.vpcmesh.status.EndpointFindings.Managed;
import io.vpcmesh.status.EndpointFindings.Security;
import io.vpcmesh.topology.Authorization.Enforcement;
import io.vpcmesh.topology.EndpointView;
import io.vpcmesh.topology.GroupPolicy;
import io.vpcmesh.topology.GroupPolicy.PodGroups;
import io.vpcmesh.topology.MeshFacts;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts together what a pass found out about the security group of an endpoint. */
record GroupAppraisal(
    EndpointView view,
    GroupPart part,
    EndpointState state,
    GroupDirectory directory,
    DnsGroups dns) {

  /** The same for other revisions. */
  GroupAppraisal of(EndpointView other) {
    return new GroupAppraisal(other, part, state, directory, dns);
  }

  /** What there is to say of it; nothing where there is no group and none is wanted. */
  Optional<Security> security() {
    if (part.wish() instanceof GroupWish.Existing(ExistingGroups groups, var desired)) {
      return Optional.of(existing(groups, desired.group()));
    }
    return part.wish() instanceof GroupWish.Leave
        ? Optional.empty()
        : part.track()
            .filter(track -> !(part.wish() instanceof GroupWish.Delete && track.gone()))
            .map(track ->
                new Managed(
                    track.ledger().facts().map(GroupFacts::id),
                    track.ref().name(),
                    track.ledger().rules().size(),
                    problem(),
                    failure(),
                    waiting(track),
                    part.wish() instanceof GroupWish.Delete,
                    isAudited(),
                    part.hindrance(),
                    unresolved(besides()),
                    track.carriers().map(this::carriage)));
  }

  private Existing existing(ExistingGroups groups, DesiredGroup desired) {
    return new Existing(
        groups.ids,
        groups.missing(),
        groups.isUnread() ? Optional.empty() : Optional.of(groups.admitted(desired, Admittance.NO)),
        groups.admitted(desired, Admittance.BY_NETWORK),
        state.failures.of(GroupRequests.EXISTING),
        unresolved(ImmutableSortedSet.of()));
  }

  private Optional<String> unresolved(ImmutableSortedSet<SecurityGroupId> besides) {
    return directory
        .groupsOf(state.key)
        .map(groups ->
            ImmutableSortedSet.<SecurityGroupId>naturalOrder()
                .addAll(groups)
                .addAll(besides)
                .build())
        .flatMap(groups -> dns.objection(state.key, groups));
  }

  /** What its pods carry besides its group. */
  private ImmutableSortedSet<SecurityGroupId> besides() {
    return asked().map(PodGroups::additional).orElseGet(ImmutableSortedSet::of);
  }

  /** What the mesh asks of pods, if the endpoint has any. */
  private Optional<PodGroups> asked() {
    return view.mesh()
        .flatMap(MeshFacts::accepted)
        .flatMap(mesh -> mesh.spec().groups().pods())
        .filter(_ -> runsAsPods());
  }

  private boolean runsAsPods() {
    return view.accepted().flatMap(it -> AttachmentWish.pods(it.revision().spec())).isPresent();
  }

  /** Groups of others that the endpoint names, and that its mesh does not let it be told by. */
  ImmutableList<Problem> refused() {
    Stream<SecurityGroupId> carried =
        view.accepted().stream()
            .flatMap(accepted -> accepted.revision().spec().existingGroups().stream());
    return policy()
        .filter(GroupWish::isManaged)
        .map(of -> carried.filter(id -> !of.allowedIds().contains(id)))
        .orElseGet(Stream::of)
        .map(id ->
            new Problem(
                Reason.NotAllowedByMesh,
                "spec.securityGroups.ids: %s is not among the mesh's spec.securityGroups.allowedIds: nobody lets the endpoint in by it; have it added there, or name another"
                    .formatted(id)))
        .collect(ImmutableList.toImmutableList());
  }

  private Optional<GroupPolicy> policy() {
    return view.mesh().flatMap(MeshFacts::accepted).map(mesh -> mesh.spec().groups());
  }

  private Carriage carriage(GroupTrack.Carriers carriers) {
    return new Carriage(
        bearer(),
        part.addresses().size(),
        carriers.among(part.addresses()),
        carriers.interfaces().size());
  }

  private Bearer bearer() {
    if (!runsAsPods()) {
      return Bearer.OTHER;
    }
    return asked().isPresent() ? Bearer.PODS_BY_POLICY : Bearer.PODS;
  }

  private Optional<Problem> problem() {
    return Stream.of(
            part.plan().problems().stream(),
            Optional.ofNullable(state.refusals.get(GroupRequests.SLOT)).stream(),
            desired().stream().flatMap(AbsentSources::problems),
            listProblems().stream(),
            part.plan().leftOut().stream())
        .flatMap(problems -> problems)
        .findFirst();
  }

  private ImmutableList<Problem> listProblems() {
    return part.wish() instanceof GroupWish.Keep(FirewallDesired desired)
        ? desired.lists().problems()
        : ImmutableList.of();
  }

  /** What failed last that the group is about, if it is to be repeated. */
  Optional<AwsFailure> failure() {
    return state.failures.of(GroupRequests.SLOT).or(() -> part.lists().failure());
  }

  private Optional<String> waiting(GroupTrack track) {
    return switch (part.wish()) {
      case GroupWish.Keep _ when track.isUnread() -> Optional.of("its security group is read");
      case GroupWish.Keep _ when part.lists().awaited().isPresent() ->
          part.lists().awaited().map("prefix list %s is read"::formatted);
      case GroupWish.Keep _ -> part.planned().stream().findFirst();
      case GroupWish.Narrow _ ->
          part.planned().stream().findFirst().or(() -> Optional.of("nobody new is let in for now"));
      case GroupWish.Outlive _ ->
          Optional.of("the security group stays until nobody can call any more");
      case GroupWish.Delete _ -> track.gone() ? Optional.empty() : Optional.of(leaving(track));
      case GroupWish.Leave _, GroupWish.Existing _ -> Optional.empty();
    };
  }

  /** Who keeps the group from going. */
  private String leaving(GroupTrack track) {
    Optional<SecurityGroupId> id = track.ledger().id();
    ImmutableSet<EndpointKey> names =
        id.map(it -> directory.whoNames(it, state.key)).orElseGet(ImmutableSet::of);
    ImmutableList<String> carriers =
        track.carriers().map(GroupTrack.Carriers::ids).orElseGet(ImmutableList::of);
    String group =
        "security group %s%s"
            .formatted(track.ref().name(), id.map(it -> " (" + it + ")").orElse(""));
    if (!carriers.isEmpty()) {
      return "%s is deleted when nothing carries it any more: %s%s%s"
          .formatted(
              group,
              String.join(", ", carriers.subList(0, Math.min(3, carriers.size()))),
              carriers.size() > 3 ? " and %d more".formatted(carriers.size() - 3) : "",
              isFrozen() ? "; until then its rules stay as they are" : "");
    }
    if (!names.isEmpty()) {
      return "%s waits until %s, whose rules name it, %s updated"
          .formatted(
              group,
              names.iterator().next().ref()
                  + (names.size() > 1 ? " and %d more".formatted(names.size() - 1) : ""),
              names.size() > 1 ? "are" : "is");
    }
    if (part.worn().isPresent()) {
      return "%s waits until no pod is started with it: %s"
          .formatted(group, part.worn().orElseThrow());
    }
    return track.ledger().known() instanceof KnownGroup.Absent
        ? "making sure that " + group + " is gone"
        : "deleting " + group;
  }

  private boolean isFrozen() {
    return part.wish() instanceof GroupWish.Delete(var meanwhile) && meanwhile.isEmpty();
  }

  private boolean isAudited() {
    return view.mesh()
        .flatMap(MeshFacts::accepted)
        .map(accepted -> accepted.spec().authorization().enforcement())
        .filter(Enforcement.AUDIT::equals)
        .isPresent();
  }

  /** What is worth knowing and no fault. */
  ImmutableList<String> notes() {
    ImmutableList.Builder<String> notes = ImmutableList.builder();
    desired()
        .ifPresent(desired -> {
          view.callers()
              .missing()
              .forEach(key ->
                  notes.add(
                      "ClientNotFound: spec.clients names %s, and the mesh has no such endpoint"
                          .formatted(key.ref())));
          desired
              .unidentified()
              .forEach(key ->
                  notes.add(
                      "client %s is let in as soon as it has a security group"
                          .formatted(key.ref())));
        });
    return notes.build();
  }

  private Optional<FirewallDesired> desired() {
    return switch (part.wish()) {
      case GroupWish.Keep(FirewallDesired desired) -> Optional.of(desired);
      case GroupWish.Existing(var _, FirewallDesired desired) -> Optional.of(desired);
      case GroupWish.Outlive _, GroupWish.Narrow _, GroupWish.Delete _, GroupWish.Leave _ ->
          Optional.empty();
    };
  }
}
