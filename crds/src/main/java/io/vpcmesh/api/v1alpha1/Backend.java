package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** Where the instances of a service come from; exactly one member is set. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Backend(
    @Nullable KubernetesBackend kubernetes,
    @JsonProperty("static") @Nullable StaticBackend fixed) {}
