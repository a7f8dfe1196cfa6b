package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Which revision runs, and since when, and which one is being brought in. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RevisionStatus(
    @Nullable Long running,
    @Nullable Long target,
    @Nullable String runningHash,
    @Nullable String targetHash,
    @Nullable String completedAt) {}
