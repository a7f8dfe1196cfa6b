package io.vpcmesh.registry;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.model.Problem;

/** What has to change in one Cloud Map service, and what stands in the way. */
public record ServicePlan(ImmutableList<RegistryChange> changes, ImmutableList<Problem> problems) {

  /** Nothing to do. */
  public static final ServicePlan NOTHING = new ServicePlan(ImmutableList.of(), ImmutableList.of());

  static ServicePlan refused(Problem problem) {
    return new ServicePlan(ImmutableList.of(), ImmutableList.of(problem));
  }
}
