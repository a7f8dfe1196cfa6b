package io.vpcmesh.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;

/** Somebody who is asked over HTTP whether a deployment may go on. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DeploymentHook(
    @Required String name,
    @Required String url,
    @Required HookStage stage,
    @Default("30s") String timeout,
    @Default("Trip") HookFailurePolicy onFailure) {
  public DeploymentHook {
    timeout = requireNonNullElse(timeout, "30s");
    onFailure = requireNonNullElse(onFailure, HookFailurePolicy.TRIP);
  }
}
