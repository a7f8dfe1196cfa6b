package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One network of a mesh. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Vpc(@Required String id, @Nullable Boolean primary) {}
