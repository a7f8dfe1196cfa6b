package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One thing that spoke against a change. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Evidence(
    @Required String cause, @Nullable String unit, @Nullable String message, @Nullable String at) {}
