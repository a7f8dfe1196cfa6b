package io.vpcmesh.engine.codec;

import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.ResourceJson;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import java.util.Map;

/** A spec as it stands in the record of its deployment: field by field, without what is data. */
public final class SnapshotJson {

  private static final ObjectMapper JSON = ResourceJson.mapper();

  private SnapshotJson() {}

  /** The fields of a spec; addresses come and go without a deployment. */
  public static ImmutableMap<String, JsonNode> of(Object declared) {
    ObjectNode fields = JSON.valueToTree(declared);
    if (fields.path("backend").path("static") instanceof ObjectNode fixed) {
      fields.withObject("/backend").set("static", fixed.without("addresses"));
    }
    return fields.properties().stream()
        .collect(toImmutableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The spec of a mesh with these fields. */
  public static ServiceMeshSpec mesh(Map<String, JsonNode> fields) {
    return JSON.convertValue(fields, ServiceMeshSpec.class);
  }

  /** The spec of an endpoint with these fields. */
  public static ServiceEndpointSpec endpoint(Map<String, JsonNode> fields) {
    return JSON.convertValue(fields, ServiceEndpointSpec.class);
  }
}
