package io.vpcmesh.firewall;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.model.Problem;

/**
 * What has to change in one group, and what stands in the way.
 *
 * @param steps each is made when AWS has acknowledged the one before
 * @param problems nothing is opened because of them
 * @param leftOut why some are not let in; the others are
 */
public record GroupPlan(
    ImmutableList<FirewallChange> steps,
    ImmutableList<Problem> problems,
    ImmutableList<Problem> leftOut) {

  /** Nothing has to change. */
  public static final GroupPlan NOTHING =
      new GroupPlan(ImmutableList.of(), ImmutableList.of(), ImmutableList.of());

  static GroupPlan of(ImmutableList<FirewallChange> steps) {
    return new GroupPlan(steps, ImmutableList.of(), ImmutableList.of());
  }

  static GroupPlan refused(Problem problem) {
    return new GroupPlan(ImmutableList.of(), ImmutableList.of(problem), ImmutableList.of());
  }

  /** The same without some openings. */
  GroupPlan leavingOut(ImmutableList<Problem> why) {
    return new GroupPlan(steps, problems, why);
  }
}
