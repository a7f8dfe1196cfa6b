package io.vpcmesh.engine;

import io.vpcmesh.api.v1alpha1.Alarms;
import io.vpcmesh.api.v1alpha1.CircuitBreaker;
import io.vpcmesh.api.v1alpha1.DeploymentHook;
import io.vpcmesh.api.v1alpha1.DeploymentSettings;
import io.vpcmesh.api.v1alpha1.HookFailurePolicy;
import io.vpcmesh.api.v1alpha1.HookStage;
import io.vpcmesh.api.v1alpha1.MeshDefaults;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How changes of a mesh and of its endpoints are brought in, in a few words.
 *
 * @param watched whether the alarm is watched
 * @param stage when the hook is asked; null: never
 * @param ignores whether the hook is only asked for the record
 * @param halts whether what fails stays as it is
 * @param bake of a change of the mesh, in seconds
 * @param ttl of endpoints that state none; 0: the mesh states none either
 */
record PolicySketch(
    boolean watched, @Nullable HookStage stage, boolean ignores, boolean halts, int bake, int ttl) {

  static final String ALARM = "errors";

  static PolicySketch none() {
    return new PolicySketch(false, null, false, false, 0, 0);
  }

  /** The same mesh with this policy; without one nothing is said. */
  ServiceMeshSpec of(ServiceMeshSpec mesh) {
    return equals(none())
        ? mesh
        : new ServiceMeshSpec(
            mesh.mode(),
            mesh.aws(),
            mesh.namespace(),
            mesh.members(),
            ttl == 0 ? mesh.defaults() : new MeshDefaults(Specs.ttl(ttl + "s")),
            mesh.authorization(),
            mesh.securityGroups(),
            mesh.paused(),
            settings(),
            hooks(),
            mesh.maxConcurrentDeployments());
  }

  private DeploymentSettings settings() {
    return new DeploymentSettings(
        List.of(),
        bake + "s",
        null,
        null,
        halts ? new CircuitBreaker(null, false, null, null, null) : null,
        watched ? new Alarms(List.of(ALARM)) : null,
        null);
  }

  private List<DeploymentHook> hooks() {
    return stage == null
        ? List.of()
        : List.of(
            new DeploymentHook(
                "gate",
                "http://gate.shop:8080/",
                stage,
                "5s",
                ignores ? HookFailurePolicy.IGNORE : HookFailurePolicy.TRIP));
  }

  @Override
  public String toString() {
    return "%s, %s, what fails %s, bake %d s%s"
        .formatted(
            watched ? "the alarm" : "no alarm",
            stage == null ? "no hook" : "a hook " + stage + (ignores ? " that is not obeyed" : ""),
            halts ? "stays" : "is taken back",
            bake,
            ttl == 0 ? "" : ", TTL " + ttl);
  }
}
