package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How changes are brought in, and when they are given up; what is absent is inherited. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DeploymentSettings(
    List<DeploymentStep> steps,
    @Nullable String bakeTime,
    @Nullable String progressDeadline,
    @Nullable String rollbackDeadline,
    @Nullable CircuitBreaker circuitBreaker,
    @Nullable Alarms alarms,
    @Nullable Integer historyLimit) {
  public DeploymentSettings {
    steps = Copies.list(steps);
  }
}
