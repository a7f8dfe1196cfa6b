package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** Who may call an endpoint besides the clients that it names; absent: what the mesh says. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record EndpointAuthorization(
    @JsonProperty("default") @Nullable AuthorizationDefault fallback) {}
