package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** Names another endpoint; without a namespace it is in the same one. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record EndpointRef(@Required String name, @Nullable String namespace) {}
