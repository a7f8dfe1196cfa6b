package io.vpcmesh.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people declare of a mesh: where it lives in AWS and who belongs to it. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ServiceMeshSpec(
    @Default("Enforce") MeshMode mode,
    @Required MeshAws aws,
    @Required CloudMapNamespace namespace,
    @Nullable Members members,
    @Nullable MeshDefaults defaults,
    @Nullable MeshAuthorization authorization,
    @Nullable SecurityGroups securityGroups,
    @Nullable Boolean paused,
    @Nullable DeploymentSettings deployment,
    List<DeploymentHook> hooks,
    @Default("5") Integer maxConcurrentDeployments) {
  public ServiceMeshSpec {
    mode = requireNonNullElse(mode, MeshMode.ENFORCE);
    hooks = Copies.list(hooks);
    maxConcurrentDeployments = requireNonNullElse(maxConcurrentDeployments, 5);
  }
}
