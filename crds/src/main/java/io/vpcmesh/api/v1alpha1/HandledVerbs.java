package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** The tokens of the annotations that were acted upon, each once. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record HandledVerbs(
    @Nullable String retry,
    @Nullable String abort,
    @Nullable String promote,
    @Nullable String undo,
    @Nullable String pause,
    @Nullable String reconcile) {}
