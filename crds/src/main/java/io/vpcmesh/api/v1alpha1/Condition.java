package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One aspect of a resource's state, in the shape that Kubernetes tools read. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
    @Required String type,
    @Required ConditionStatus status,
    @Nullable Long observedGeneration,
    @Required String lastTransitionTime,
    @Required String reason,
    @Required String message) {}
