package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;

/** The mesh or endpoint that changes; it is in the namespace of its deployments. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DeploymentTarget(
    @Required TargetKind kind, @Required String name, @Required String uid) {}
