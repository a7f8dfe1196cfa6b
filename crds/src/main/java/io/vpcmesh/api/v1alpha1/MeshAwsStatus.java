package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** The AWS objects of a mesh. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MeshAwsStatus(
    @Nullable String namespaceId,
    @Nullable String namespaceArn,
    @Nullable String hostedZoneId,
    @Nullable Integer pendingOperations) {}
