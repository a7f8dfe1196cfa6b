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
 * A {@link io.vpcmesh.api.v1alpha1.ServiceMesh} as it came over the wire: an object that Java
 * cannot read must not end the watch for all others.
 */
@Group("vpcmesh.io")
@Version("v1alpha1")
@Kind("ServiceMesh")
@Plural("servicemeshes")
public final class RawMesh extends CustomResource<JsonNode, JsonNode> implements Namespaced {

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
