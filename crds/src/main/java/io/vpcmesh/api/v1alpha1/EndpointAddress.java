package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One way in which clients reach an endpoint. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record EndpointAddress(
    @Required String name, @Nullable Integer port, @Required AddressVia via) {}
