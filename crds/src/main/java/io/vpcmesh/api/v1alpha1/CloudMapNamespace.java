package io.vpcmesh.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;

/** The Cloud Map namespace that a mesh fills. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CloudMapNamespace(
    @Required String name,
    @Default("DnsPrivate") NamespaceType type,
    @Default("Managed") Ownership ownership) {
  public CloudMapNamespace {
    type = requireNonNullElse(type, NamespaceType.DNS_PRIVATE);
    ownership = requireNonNullElse(ownership, Ownership.MANAGED);
  }
}
