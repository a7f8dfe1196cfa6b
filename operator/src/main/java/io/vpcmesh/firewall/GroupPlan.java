package io.vpcmesh.firewall;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.model.Problem;

/**
 * What has to change in one group, and what stands in the way.
 *
 * @param steps each is made when AWS has acknowledged the one before
 */
public record GroupPlan(ImmutableList<FirewallChange> steps, ImmutableList<Problem> problems) {

  /** Nothing has to change. */
  public static final GroupPlan NOTHING = new GroupPlan(ImmutableList.of(), ImmutableList.of());

  static GroupPlan refused(Problem problem) {
    return new GroupPlan(ImmutableList.of(), ImmutableList.of(problem));
  }
}
