package io.vpcmesh.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * A {@link io.vpcmesh.api.v1alpha1.MeshDeployment} as it came over the wire: one that Java cannot
 * read must not hide the others.
 */
@Group("vpcmesh.io")
@Version("v1alpha1")
@Kind("MeshDeployment")
@Plural("meshdeployments")
public final class RawDeployment extends CustomResource<JsonNode, JsonNode> implements Namespaced {

  private static final long serialVersionUID = 1;

  @Override
  protected JsonNode initSpec() {
    return JsonNodeFactory.instance.objectNode();
  }

  @Override
  protected JsonNode initStatus() {
    return JsonNodeFactory.instance.objectNode();
  }
}
