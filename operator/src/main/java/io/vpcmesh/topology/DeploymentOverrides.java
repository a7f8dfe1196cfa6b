package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Sets;
import io.vpcmesh.model.DeploymentPolicy;
import io.vpcmesh.model.DeploymentPolicy.Step;
import java.time.Duration;
import java.util.Optional;

/** What one resource states of how changes are brought in; what is absent is inherited. */
public record DeploymentOverrides(
    Optional<ImmutableList<Step>> steps,
    Optional<Duration> bakeTime,
    Optional<Duration> progressDeadline,
    Optional<Duration> rollbackDeadline,
    BreakerOverrides breaker,
    ImmutableSortedSet<String> alarms,
    Optional<Integer> historyLimit) {

  /** States nothing. */
  public static final DeploymentOverrides NONE =
      new DeploymentOverrides(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          BreakerOverrides.NONE,
          ImmutableSortedSet.of(),
          Optional.empty());

  /**
   * What holds for an endpoint of a mesh, or with {@link #NONE} in place of the endpoint for the
   * mesh itself; alarms of both are joined. {@link ThresholdOverrides#contradiction} tells whether
   * it makes sense.
   */
  public static DeploymentPolicy effective(DeploymentOverrides endpoint, DeploymentOverrides mesh) {
    DeploymentPolicy usual = DeploymentPolicy.DEFAULT;
    return new DeploymentPolicy(
        endpoint.steps().or(mesh::steps).orElse(usual.steps()),
        endpoint.bakeTime().or(mesh::bakeTime).orElse(usual.bakeTime()),
        endpoint.progressDeadline().or(mesh::progressDeadline).orElse(usual.progressDeadline()),
        endpoint.rollbackDeadline().or(mesh::rollbackDeadline).orElse(usual.rollbackDeadline()),
        BreakerOverrides.effective(endpoint.breaker(), mesh.breaker()),
        ImmutableSortedSet.copyOf(Sets.union(mesh.alarms(), endpoint.alarms())),
        endpoint.historyLimit().or(mesh::historyLimit).orElse(usual.historyLimit()));
  }
}
