package io.vpcmesh.engine;

import io.vpcmesh.api.v1alpha1.AuthorizationDefault;
import io.vpcmesh.api.v1alpha1.DriftPolicy;
import io.vpcmesh.api.v1alpha1.Enforcement;
import io.vpcmesh.api.v1alpha1.MeshAuthorization;
import io.vpcmesh.api.v1alpha1.MeshDefaults;
import io.vpcmesh.api.v1alpha1.Revocation;
import io.vpcmesh.api.v1alpha1.SecurityGroupMode;
import io.vpcmesh.api.v1alpha1.SecurityGroups;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import java.util.List;

/** Meshes that say something to their endpoints. */
final class MeshSpecs {

  private MeshSpecs() {}

  /** The same with this time to live for whoever states none. */
  static ServiceMeshSpec ttl(ServiceMeshSpec mesh, String ttl) {
    return new ServiceMeshSpec(
        mesh.mode(),
        mesh.aws(),
        mesh.namespace(),
        mesh.members(),
        new MeshDefaults(Specs.ttl(ttl)),
        mesh.authorization(),
        mesh.securityGroups(),
        mesh.paused(),
        mesh.deployment(),
        mesh.hooks(),
        mesh.maxConcurrentDeployments());
  }

  /** The same with security groups, and endpoints may name these networks. */
  static ServiceMeshSpec allowing(ServiceMeshSpec mesh, String... networks) {
    return Specs.secured(
        mesh,
        new MeshAuthorization(
            AuthorizationDefault.DENY,
            Enforcement.ENFORCE,
            List.of(networks),
            List.of(),
            Revocation.DEPLOYMENT),
        groups());
  }

  /** The same with security groups, and whoever names no clients is open to all endpoints. */
  static ServiceMeshSpec open(ServiceMeshSpec mesh) {
    return Specs.secured(
        mesh,
        new MeshAuthorization(
            AuthorizationDefault.ALLOW,
            Enforcement.ENFORCE,
            List.of(),
            List.of(),
            Revocation.DEPLOYMENT),
        groups());
  }

  /** The same, and nothing begins or goes on. */
  static ServiceMeshSpec paused(ServiceMeshSpec mesh) {
    return new ServiceMeshSpec(
        mesh.mode(),
        mesh.aws(),
        mesh.namespace(),
        mesh.members(),
        mesh.defaults(),
        mesh.authorization(),
        mesh.securityGroups(),
        true,
        mesh.deployment(),
        mesh.hooks(),
        mesh.maxConcurrentDeployments());
  }

  private static SecurityGroups groups() {
    return new SecurityGroups(
        SecurityGroupMode.PER_SERVICE, List.of(), null, DriftPolicy.REVERT, null);
  }
}
