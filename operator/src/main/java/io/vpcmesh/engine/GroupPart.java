package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.firewall.FirewallChange;
import io.vpcmesh.firewall.GroupFacts;
import io.vpcmesh.firewall.GroupPlan;
import io.vpcmesh.firewall.KnownGroup;
import io.vpcmesh.model.Identity.Standing;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.Problem;
import io.vpcmesh.registry.RegistryChange.CreateService;
import java.time.Instant;
import java.util.Optional;

/**
 * What a pass decided about the security group of an endpoint.
 *
 * @param track absent when there is no group and none is wanted
 * @param heldUntil until when the first step waits for callers that are about to have their groups
 * @param addresses one of each instance, which shall carry the group
 * @param lists what is known of the prefix lists that it is about
 * @param attachment how it stands with putting the group on what is started
 */
record GroupPart(
    GroupWish wish,
    GroupPlan plan,
    Optional<GroupTrack> track,
    Instant heldUntil,
    ImmutableSet<IpAddress> addresses,
    GroupLists lists,
    GroupAttachment.State attachment) {

  /** Whether everybody is let in who shall be, as far as AWS acknowledged it. */
  boolean isOpen() {
    return track.filter(it -> it.ledger().known() instanceof KnownGroup.Present).isPresent()
        && plan.problems().isEmpty()
        && lists.awaited().isEmpty()
        && plan.steps().stream().noneMatch(step -> step instanceof FirewallChange.Open);
  }

  /** The same, knowing that. */
  GroupPart attached(GroupAttachment.State state) {
    return new GroupPart(wish, plan, track, heldUntil, addresses, lists, state);
  }

  /** What keeps the group from being put on what is started, or from being taken off. */
  Optional<Problem> hindrance() {
    return attachment instanceof GroupAttachment.State.Hindered(Problem problem)
        ? Optional.of(problem)
        : Optional.empty();
  }

  /** Whether it is not known yet what is started with the group. */
  boolean isAttaching() {
    return attachment instanceof GroupAttachment.State.UnderWay;
  }

  /** What a group waits for that is to go: nothing may be started that would look for it. */
  Optional<String> worn() {
    return switch (attachment) {
      case GroupAttachment.State.Settled _ -> Optional.empty();
      case GroupAttachment.State.UnderWay(String what) -> Optional.of(what);
      case GroupAttachment.State.Hindered(Problem problem) -> Optional.of(problem.message());
    };
  }

  /** The step whose time has come. */
  Optional<FirewallChange> next(Instant now) {
    return now.isBefore(heldUntil) ? Optional.empty() : plan.steps().stream().findFirst();
  }

  /** When it is to be asked who carries the group, if nothing else is to be done about it. */
  Instant carriageDueAt() {
    return wish instanceof GroupWish.Keep && plan.steps().isEmpty()
        ? track.map(it -> it.carriageDueAt(addresses)).orElse(Instant.MAX)
        : Instant.MAX;
  }

  /** What is left of a plan for Cloud Map: nobody is told of a service before he can reach it. */
  EndpointPlan before(EndpointPlan registrations, boolean writing) {
    boolean early =
        writing
            && wish instanceof GroupWish.Keep
            && !isOpen()
            && registrations.changes().stream().anyMatch(CreateService.class::isInstance);
    return early
        ? registrations
            .withAdditions(0)
            .withoutCreations()
            .waitingFor("waiting for its security group")
        : registrations;
  }

  /** Whether nothing of ours is left of the group, or nobody's business but others'. */
  boolean isLeft(EndpointJournal journal) {
    if (journal.group().isEmpty()) {
      return true;
    }
    return wish instanceof GroupWish.Delete
        && track
            .filter(it ->
                it.gone()
                    || it.ledger()
                        .facts()
                        .map(GroupFacts::standing)
                        .filter(GroupPart::isForeign)
                        .isPresent())
            .isPresent();
  }

  private static boolean isForeign(Standing standing) {
    return switch (standing) {
      case OURS, FORMER -> false;
      case RIVAL, OTHERS, UNMARKED -> true;
    };
  }

  /** The steps, for a person. */
  ImmutableList<String> planned() {
    return plan.steps().stream()
        .map(FirewallChange::describe)
        .collect(ImmutableList.toImmutableList());
  }
}
