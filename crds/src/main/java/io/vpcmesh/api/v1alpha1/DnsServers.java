package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;

/** Something that answers questions for names. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DnsServers(@Required String securityGroupId) {}
