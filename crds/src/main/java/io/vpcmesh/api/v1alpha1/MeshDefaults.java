package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** What endpoints inherit unless they say otherwise. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MeshDefaults(@Nullable Discovery discovery) {}
