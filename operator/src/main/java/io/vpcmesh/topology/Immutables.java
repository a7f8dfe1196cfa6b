package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.model.RoleArn;
import java.util.Optional;

/** What cannot be changed in place, since AWS objects are named and placed by it. */
final class Immutables {

  private final ImmutableList.Builder<Problem> changed = ImmutableList.builder();
  private final String kind;

  private Immutables(String kind) {
    this.kind = kind;
  }

  /** The immutable fields that differ. */
  static ImmutableList<Problem> changed(Endpoint before, Endpoint after) {
    return new Immutables("endpoint")
        .compare("spec.meshRef", before.mesh().ref(), after.mesh().ref())
        .compare("spec.serviceName", before.serviceName(), after.serviceName())
        .changed
        .build();
  }

  /** The immutable fields that differ. */
  static ImmutableList<Problem> changed(Mesh before, Mesh after) {
    return new Immutables("mesh")
        .compare("spec.aws.region", before.aws().region(), after.aws().region())
        .compareIfBoth("the account of spec.aws.assumeRoleArn", account(before), account(after))
        .compare("primary of spec.aws.vpcs", before.aws().vpc(), after.aws().vpc())
        .compare("spec.namespace.name", before.namespace().name(), after.namespace().name())
        .compare("spec.namespace.type", before.namespace().type(), after.namespace().type())
        .changed
        .build();
  }

  /** Another role of the same account is as good. */
  private static Optional<String> account(Mesh mesh) {
    return mesh.aws().place().role().map(RoleArn::account);
  }

  /** Of which account our own credentials are cannot be told from a spec. */
  private Immutables compareIfBoth(String field, Optional<String> before, Optional<String> after) {
    return before.isPresent() && after.isPresent()
        ? compare(field, before.orElseThrow(), after.orElseThrow())
        : this;
  }

  private Immutables compare(String field, Object before, Object after) {
    if (!before.equals(after)) {
      changed.add(
          new Problem(
              Reason.ReplacementRequired,
              "%s: is immutable and was '%s', not '%s': set it back, or delete the %s and create it anew"
                  .formatted(field, before, after, kind)));
    }
    return this;
  }
}
