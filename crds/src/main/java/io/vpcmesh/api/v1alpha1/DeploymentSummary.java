package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** The deployment that is under way, or the last one. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DeploymentSummary(
    @Nullable String name,
    @Nullable String phase,
    @Nullable String stepSummary,
    @Nullable String reason,
    @Nullable String message) {}
