package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** How many namespaces and endpoints belong to a mesh. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MemberCount(
    @Nullable Integer namespaces,
    @Nullable Integer endpoints,
    @Nullable Integer ready,
    @Nullable Integer diverged) {}
