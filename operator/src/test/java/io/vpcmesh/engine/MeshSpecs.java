package io.vpcmesh.engine;

import io.vpcmesh.api.v1alpha1.Alarms;
import io.vpcmesh.api.v1alpha1.AuthorizationDefault;
import io.vpcmesh.api.v1alpha1.DeploymentHook;
import io.vpcmesh.api.v1alpha1.DeploymentSettings;
import io.vpcmesh.api.v1alpha1.Discovery;
import io.vpcmesh.api.v1alpha1.DriftPolicy;
import io.vpcmesh.api.v1alpha1.Enforcement;
import io.vpcmesh.api.v1alpha1.HookFailurePolicy;
import io.vpcmesh.api.v1alpha1.HookStage;
import io.vpcmesh.api.v1alpha1.MeshAuthorization;
import io.vpcmesh.api.v1alpha1.MeshDefaults;
import io.vpcmesh.api.v1alpha1.Revocation;
import io.vpcmesh.api.v1alpha1.SecurityGroupMode;
import io.vpcmesh.api.v1alpha1.SecurityGroups;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Meshes that say something to their endpoints. */
final class MeshSpecs {

  private MeshSpecs() {}

  /** The same with this time to live for whoever states none. */
  static ServiceMeshSpec ttl(ServiceMeshSpec mesh, String ttl) {
    return defaults(mesh, Specs.ttl(ttl));
  }

  /** The same with what holds for whoever states nothing. */
  static ServiceMeshSpec defaults(ServiceMeshSpec mesh, Discovery discovery) {
    return with(mesh, new MeshDefaults(discovery), mesh.paused(), mesh.deployment(), mesh.hooks());
  }

  /** The same with security groups, and endpoints may name these networks. */
  static ServiceMeshSpec allowing(ServiceMeshSpec mesh, String... networks) {
    return authorizing(mesh, AuthorizationDefault.DENY, networks);
  }

  /** The same with security groups, and whoever names no clients is open to all endpoints. */
  static ServiceMeshSpec open(ServiceMeshSpec mesh) {
    return authorizing(mesh, AuthorizationDefault.ALLOW);
  }

  /** The same, and nothing begins or goes on. */
  static ServiceMeshSpec paused(ServiceMeshSpec mesh) {
    return with(mesh, mesh.defaults(), true, mesh.deployment(), mesh.hooks());
  }

  /** The same, and what comes next comes in the middle of the bake. */
  static ServiceMeshSpec slowly(ServiceMeshSpec mesh) {
    return deploying(mesh, new DeploymentSettings(List.of(), "20m", null, null, null, null, null));
  }

  /** The same, and a change is given up when nothing moves for so long. */
  static ServiceMeshSpec impatient(ServiceMeshSpec mesh, String deadline) {
    return deploying(
        mesh, new DeploymentSettings(List.of(), null, deadline, null, null, null, null));
  }

  /** The same, and an alarm is watched while it changes. */
  static ServiceMeshSpec watched(ServiceMeshSpec mesh, String alarm) {
    return deploying(
        mesh,
        new DeploymentSettings(
            List.of(), null, null, null, null, new Alarms(List.of(alarm)), null));
  }

  /** The same, and somebody is asked at that stage of a change. */
  static ServiceMeshSpec asking(ServiceMeshSpec mesh, HookStage stage) {
    DeploymentHook gate =
        new DeploymentHook("gate", "http://gate.shop:8080/", stage, "5s", HookFailurePolicy.TRIP);
    return with(mesh, mesh.defaults(), mesh.paused(), mesh.deployment(), List.of(gate));
  }

  private static ServiceMeshSpec deploying(ServiceMeshSpec mesh, DeploymentSettings settings) {
    return with(mesh, mesh.defaults(), mesh.paused(), settings, mesh.hooks());
  }

  private static ServiceMeshSpec authorizing(
      ServiceMeshSpec mesh, AuthorizationDefault access, String... networks) {
    return Specs.secured(
        mesh,
        new MeshAuthorization(
            access, Enforcement.ENFORCE, List.of(networks), List.of(), Revocation.DEPLOYMENT),
        new SecurityGroups(
            SecurityGroupMode.PER_SERVICE, List.of(), null, DriftPolicy.REVERT, null));
  }

  private static ServiceMeshSpec with(
      ServiceMeshSpec mesh,
      @Nullable MeshDefaults defaults,
      @Nullable Boolean paused,
      @Nullable DeploymentSettings settings,
      List<DeploymentHook> hooks) {
    return new ServiceMeshSpec(
        mesh.mode(),
        mesh.aws(),
        mesh.namespace(),
        mesh.members(),
        defaults,
        mesh.authorization(),
        mesh.securityGroups(),
        paused,
        settings,
        hooks,
        mesh.maxConcurrentDeployments());
  }
}
