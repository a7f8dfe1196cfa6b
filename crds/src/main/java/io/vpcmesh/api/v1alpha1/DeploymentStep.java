package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One step of a deployment: how far the change goes, and how long it is watched there. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DeploymentStep(
    @Required Integer percent, @Nullable String bake, @Nullable Boolean pause) {}
