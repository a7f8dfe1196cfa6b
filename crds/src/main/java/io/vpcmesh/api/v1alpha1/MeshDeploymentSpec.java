package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.generator.annotation.Required;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is brought in and how, frozen when the deployment began.
 *
 * @param snapshot the spec of the target as it was declared, field by field
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MeshDeploymentSpec(
    @Required DeploymentTarget targetRef,
    @Required Long revision,
    @Required Long generation,
    @Required String hash,
    @Required Map<String, JsonNode> snapshot,
    @Nullable Long sourceRevision,
    @Required DeploymentSettings plan,
    @Required DeploymentTrigger trigger) {
  public MeshDeploymentSpec {
    snapshot = Copies.map(snapshot);
  }
}
