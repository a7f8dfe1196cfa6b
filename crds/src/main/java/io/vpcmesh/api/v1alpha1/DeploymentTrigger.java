package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** Why a deployment began, and by whom. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DeploymentTrigger(@Required TriggerKind kind, @Nullable String by) {}
