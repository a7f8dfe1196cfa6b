package io.vpcmesh.engine;

import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.topology.Mesh;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why a mesh cannot have its namespace, and the way out. */
final class NamespaceProblems {

  private NamespaceProblems() {}

  static Problem account(String wanted, String actual) {
    return new Problem(
        Reason.AccountMismatch,
        "the credentials belong to account %s, spec.aws.accountId is %s: nothing is written; use other credentials or correct the spec"
            .formatted(actual, wanted));
  }

  /** Networks that are not there, among those that the mesh names. */
  static Problem networks(Mesh mesh, Networks networks, Optional<String> account, boolean exists) {
    return new Problem(
        Reason.VpcNotFound,
        "VPC %s is not in %s of %s: correct spec.aws.vpcs, or make it; %s"
            .formatted(
                String.join(", ", networks.missing()),
                mesh.aws().region(),
                account.map(id -> "account " + id).orElse("the account of the credentials"),
                exists
                    ? "what is registered stays and goes on"
                    : "until then namespace " + mesh.namespace().name() + " is not created"));
  }

  /** The namespace was made with credentials of another account. */
  static Problem moved(Mesh mesh, String home, String actual) {
    return new Problem(
        Reason.AccountMismatch,
        "the credentials belong to account %s, but namespace %s of this mesh is in account %s: nothing is written; set spec.aws.assumeRoleArn to a role of that account, or delete the mesh with its credentials and create it anew"
            .formatted(actual, mesh.namespace().name(), home));
  }

  /** There is none, or more than one, to adopt. */
  static Problem adoption(Mesh mesh, MeshState state) {
    String name = mesh.namespace().name();
    if (state.tagged.isEmpty()) {
      return new Problem(
          Reason.NamespaceNotFound,
          "there is no %s namespace %s in %s to adopt: create it, or set spec.namespace.ownership: Managed"
              .formatted(mesh.namespace().type(), name, mesh.aws().region()));
    }
    return new Problem(
        Reason.NamespaceConflict,
        "several namespaces are called %s (%s): which one to adopt cannot be told"
            .formatted(
                name,
                String.join(
                    ", ",
                    state.tagged.stream()
                        .map(found -> found.description().id().value())
                        .toList())));
  }

  /** A namespace of that name is there and not ours. */
  static Problem taken(Mesh mesh) {
    return new Problem(
        Reason.NamespaceConflict,
        "namespace %s exists and is not this mesh's: set spec.namespace.ownership: Adopted to use it, or choose another name"
            .formatted(mesh.namespace().name()));
  }

  /** Services that no endpoint has any more keep it from being deleted. */
  static Problem occupied(Mesh mesh, Collection<String> services, AwsFailure failure) {
    String which =
        services.isEmpty()
            ? failure.error().message()
            : services.stream().limit(5).collect(Collectors.joining(", "));
    return new Problem(
        Reason.ForeignInstances,
        "namespace %s cannot be deleted, services are left in it: %s; delete them, or set spec.namespace.ownership: Adopted"
            .formatted(mesh.namespace().name(), which));
  }
}
