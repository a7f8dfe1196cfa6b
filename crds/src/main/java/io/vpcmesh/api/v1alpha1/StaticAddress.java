package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One instance that is written down. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record StaticAddress(@Required String ip, @Nullable Integer port, @Nullable String zone) {}
