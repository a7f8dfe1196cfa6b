package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.firewall.FirewallDesired;
import io.vpcmesh.firewall.GroupFacts;
import io.vpcmesh.firewall.KnownGroup;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.status.EndpointFindings.Carriage;
import io.vpcmesh.status.EndpointFindings.Security;
import io.vpcmesh.topology.Authorization.Enforcement;
import io.vpcmesh.topology.Endpoint.Backend;
import io.vpcmesh.topology.EndpointView;
import io.vpcmesh.topology.MeshFacts;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts together what a pass found out about the security group of an endpoint. */
record GroupAppraisal(
    EndpointView view, GroupPart part, EndpointState state, GroupDirectory directory) {

  /** What there is to say of it; nothing where there is no group and none is wanted. */
  Optional<Security> security() {
    return part.wish() instanceof GroupWish.Leave
        ? Optional.empty()
        : part.track()
            .filter(track -> !(part.wish() instanceof GroupWish.Delete && track.gone()))
            .map(track ->
                new Security(
                    track.ledger().facts().map(GroupFacts::id),
                    track.ref().name(),
                    track.ledger().rules().size(),
                    problem(),
                    state.failures.of(GroupRequests.SLOT),
                    waiting(track),
                    isAudited(),
                    track.carriers().map(this::carriage)));
  }

  private Carriage carriage(GroupTrack.Carriers carriers) {
    boolean pods =
        view.accepted()
            .filter(it ->
                it.revision().spec().backend() instanceof Backend.Kubernetes pod && !pod.hostPort())
            .isPresent();
    return new Carriage(
        pods,
        part.addresses().size(),
        carriers.among(part.addresses()),
        carriers.interfaces().size());
  }

  private Optional<Problem> problem() {
    return Stream.concat(
            part.plan().problems().stream(),
            Optional.ofNullable(state.refusals.get(GroupRequests.SLOT)).stream())
        .findFirst();
  }

  private Optional<String> waiting(GroupTrack track) {
    return switch (part.wish()) {
      case GroupWish.Keep _ when track.isUnread() -> Optional.of("its security group is read");
      case GroupWish.Keep _ -> part.planned().stream().findFirst();
      case GroupWish.Narrow _ ->
          part.planned().stream().findFirst().or(() -> Optional.of("nobody new is let in for now"));
      case GroupWish.Outlive _ ->
          Optional.of("the security group stays until nobody can call any more");
      case GroupWish.Delete _ -> track.gone() ? Optional.empty() : Optional.of(leaving(track));
      case GroupWish.Leave _ -> Optional.empty();
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
    if (!names.isEmpty()) {
      return "%s waits until %s, whose rules name it, %s updated"
          .formatted(
              group,
              names.iterator().next().ref()
                  + (names.size() > 1 ? " and %d more".formatted(names.size() - 1) : ""),
              names.size() > 1 ? "are" : "is");
    }
    if (!carriers.isEmpty()) {
      return "%s is deleted when nothing carries it any more: %s%s"
          .formatted(
              group,
              String.join(", ", carriers.subList(0, Math.min(3, carriers.size()))),
              carriers.size() > 3 ? " and %d more".formatted(carriers.size() - 3) : "");
    }
    return track.ledger().known() instanceof KnownGroup.Absent
        ? "making sure that " + group + " is gone"
        : "deleting " + group;
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
    if (part.wish() instanceof GroupWish.Keep(FirewallDesired desired)) {
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
                  "client %s is let in as soon as it has a security group".formatted(key.ref())));
    }
    return notes.build();
  }
}
