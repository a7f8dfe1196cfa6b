package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** Names the mesh of an endpoint; without a namespace it is the endpoint's own. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MeshRef(@Required String name, @Nullable String namespace) {}
