package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Pods of the endpoint's own namespace; exactly one of service and selector is set. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record KubernetesBackend(
    @Nullable String service, @Nullable PodSelector selector, @Nullable Boolean hostPort) {}
