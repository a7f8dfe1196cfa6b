package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;

/** How much of an AWS quota is used. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Quota(@Required String name, @Required Integer used, @Required Integer limit) {}
