package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** A content that failed and is not tried again by itself. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record QuarantinedRevision(
    @Required String hash, @Nullable Long revision, @Nullable String reason, @Nullable String at) {}
