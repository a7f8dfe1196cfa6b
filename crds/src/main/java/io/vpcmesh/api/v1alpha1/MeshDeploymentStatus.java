package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a deployment came, and what spoke against it. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MeshDeploymentStatus(
    @Nullable String phase,
    @Nullable Integer step,
    @Nullable String stepSummary,
    @Nullable String reason,
    @Nullable String message,
    @Nullable String begunAt,
    @Nullable String phaseSince,
    @Nullable String endedAt,
    @Nullable BreakerStatus breaker,
    List<Evidence> evidence,
    List<String> ignoredAlarms) {
  public MeshDeploymentStatus {
    evidence = Copies.list(evidence);
    ignoredAlarms = Copies.list(ignoredAlarms);
  }
}
