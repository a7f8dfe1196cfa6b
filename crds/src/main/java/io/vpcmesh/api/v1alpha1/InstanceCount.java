package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** How many instances stand behind an endpoint; the summary is healthy/desired. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record InstanceCount(
    @Nullable Integer desired,
    @Nullable Integer registered,
    @Nullable Integer healthy,
    @Nullable Integer draining,
    @Nullable String summary) {}
