package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** How many may fail before a change counts as failed; what is absent is inherited. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record FailureThreshold(
    @Nullable ThresholdType type,
    @Nullable Integer value,
    @Nullable Integer min,
    @Nullable Integer max) {}
