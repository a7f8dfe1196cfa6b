package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import io.vpcmesh.firewall.DesiredGroup;
import io.vpcmesh.firewall.DesiredGroup.Knowledge;
import io.vpcmesh.firewall.FirewallChange;
import io.vpcmesh.firewall.FirewallChange.Close;
import io.vpcmesh.firewall.FirewallChange.Open;
import io.vpcmesh.firewall.GroupPlan;
import io.vpcmesh.firewall.KnownGroup;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells what somebody else changed from what is declared anew: the group was as wanted once, and
 * the wish has been the same since. Where drift is only reported, that outlives a restart.
 */
record Drift(GroupTrack track, DesiredGroup desired) {

  private static final int LENGTH = 16;

  /** The plan without what would put drift right, and with what there is to say of it. */
  GroupPlan reported(GroupPlan plan) {
    if (!(track.ledger().known() instanceof KnownGroup.Present)) {
      return plan;
    }
    if (!isSettled()) {
      boolean asWanted =
          plan.steps().isEmpty()
              && plan.problems().isEmpty()
              && plan.leftOut().isEmpty()
              && desired.knowledge() == Knowledge.COMPLETE;
      track.settle(asWanted ? Optional.of(print()) : Optional.empty());
      return plan;
    }
    ImmutableList<FirewallChange> repairs =
        plan.steps().stream().filter(Drift::isRepair).collect(ImmutableList.toImmutableList());
    return repairs.isEmpty() ? plan : without(plan, repairs);
  }

  /** Whether the group was as wanted once, and the wish has been the same since. */
  boolean isSettled() {
    return track.ref().settled().equals(Optional.of(print()));
  }

  private GroupPlan without(GroupPlan plan, ImmutableList<FirewallChange> repairs) {
    ImmutableList<FirewallChange> others =
        plan.steps().stream()
            .filter(step -> !isRepair(step))
            .collect(ImmutableList.toImmutableList());
    return new GroupPlan(
        others,
        Stream.concat(Stream.of(problem(repairs)), plan.problems().stream())
            .collect(ImmutableList.toImmutableList()),
        plan.leftOut());
  }

  private static boolean isRepair(FirewallChange step) {
    return step instanceof Open || step instanceof Close;
  }

  private Problem problem(ImmutableList<FirewallChange> repairs) {
    return new Problem(
        Reason.DriftDetected,
        "somebody changed the rules of security group %s (%s); it would take this to put them right: %s; do that there, or set spec.securityGroups.onDrift of the mesh to Revert"
            .formatted(
                track.ref().name(),
                track.ledger().id().map(Object::toString).orElse(""),
                repairs.stream().map(FirewallChange::describe).collect(Collectors.joining("; "))));
  }

  /** What is wanted, whatever the reasons. */
  private String print() {
    return Hashing.sha256()
        .hashString(desired.openings().keySet().toString(), StandardCharsets.UTF_8)
        .toString()
        .substring(0, LENGTH);
  }
}
