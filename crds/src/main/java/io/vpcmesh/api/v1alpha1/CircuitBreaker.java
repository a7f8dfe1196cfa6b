package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** When a change counts as failed, and what becomes of it; what is absent is inherited. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CircuitBreaker(
    @Nullable Boolean enabled,
    @Nullable Boolean rollback,
    @Nullable FailureThreshold threshold,
    @Nullable Boolean resetOnHealthy,
    @Nullable FirstDeploymentPolicy onFirstDeployment) {}
