package io.vpcmesh.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.generator.annotation.Default;
import java.util.List;

/** Who may call whom in a mesh. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MeshAuthorization(
    @JsonProperty("default") @Default("Deny") AuthorizationDefault fallback,
    @Default("Enforce") Enforcement enforcement,
    List<String> allowedCidrs,
    List<String> allowedPrefixListIds,
    @Default("Deployment") Revocation revocation) {
  public MeshAuthorization {
    fallback = requireNonNullElse(fallback, AuthorizationDefault.DENY);
    enforcement = requireNonNullElse(enforcement, Enforcement.ENFORCE);
    allowedCidrs = Copies.list(allowedCidrs);
    allowedPrefixListIds = Copies.list(allowedPrefixListIds);
    revocation = requireNonNullElse(revocation, Revocation.DEPLOYMENT);
  }
}
