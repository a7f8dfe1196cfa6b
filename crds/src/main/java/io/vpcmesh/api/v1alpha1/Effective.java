package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** The values in force after endpoint, mesh and built-in defaults are put together. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Effective(@Nullable Discovery discovery) {}
