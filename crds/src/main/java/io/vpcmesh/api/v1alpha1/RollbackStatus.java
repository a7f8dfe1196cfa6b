package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** The last change that was taken back. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RollbackStatus(
    @Nullable Long from,
    @Nullable Long to,
    @Nullable String reason,
    @Nullable String message,
    @Nullable String at,
    @Nullable String duration) {}
