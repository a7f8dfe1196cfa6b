package io.vpcmesh.engine;

import io.vpcmesh.api.v1alpha1.AuthorizationDefault;
import io.vpcmesh.api.v1alpha1.DriftPolicy;
import io.vpcmesh.api.v1alpha1.Enforcement;
import io.vpcmesh.api.v1alpha1.MeshAuthorization;
import io.vpcmesh.api.v1alpha1.Revocation;
import io.vpcmesh.api.v1alpha1.SecurityGroupMode;
import io.vpcmesh.api.v1alpha1.SecurityGroups;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import java.util.List;

/**
 * The mesh in a few words.
 *
 * @param immediate whether access is taken away at once
 * @param open whether whoever names no clients lets everybody in
 * @param office whether the network of the office may be named as a client
 * @param groupsAllowed whether the existing group may be carried
 * @param together how many deployments there may be at a time
 */
record MeshSketch(
    boolean immediate,
    boolean open,
    boolean office,
    boolean groupsAllowed,
    boolean paused,
    int together) {

  static final String OFFICE = "10.9.0.0/16";

  static MeshSketch usual() {
    return new MeshSketch(false, false, true, true, false, 5);
  }

  /** With all that endpoints may name, and not paused. */
  MeshSketch complete() {
    return new MeshSketch(immediate, open, true, true, false, together);
  }

  /**
   * The spec.
   *
   * @param group the existing one
   */
  ServiceMeshSpec spec(String group) {
    ServiceMeshSpec usual =
        Specs.secured(
            Specs.mesh(),
            new MeshAuthorization(
                open ? AuthorizationDefault.ALLOW : AuthorizationDefault.DENY,
                Enforcement.ENFORCE,
                office ? List.of(OFFICE) : List.of(),
                List.of(),
                immediate ? Revocation.IMMEDIATE : Revocation.DEPLOYMENT),
            new SecurityGroups(
                SecurityGroupMode.PER_SERVICE,
                groupsAllowed ? List.of(group) : List.of(),
                null,
                DriftPolicy.REVERT,
                null));
    return new ServiceMeshSpec(
        usual.mode(),
        usual.aws(),
        usual.namespace(),
        usual.members(),
        usual.defaults(),
        usual.authorization(),
        usual.securityGroups(),
        paused ? Boolean.TRUE : null,
        usual.deployment(),
        usual.hooks(),
        together);
  }
}
