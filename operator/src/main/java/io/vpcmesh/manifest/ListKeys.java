package io.vpcmesh.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import java.util.HashMap;
import java.util.Map;

/** Finds items of a list with the same key, which Kubernetes refuses and JSON schema cannot. */
final class ListKeys {
  private final ImmutableList.Builder<Finding> findings = ImmutableList.builder();

  private ListKeys() {}

  static ImmutableList<Finding> duplicates(JsonNode schema, JsonNode document) {
    ListKeys search = new ListKeys();
    search.visit(FieldPath.ROOT, schema, document);
    return search.findings.build();
  }

  private void visit(FieldPath path, JsonNode schema, JsonNode value) {
    schema
        .path("properties")
        .properties()
        .forEach(field ->
            visit(path.field(field.getKey()), field.getValue(), value.path(field.getKey())));
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        visit(path.item(i), schema.path("items"), value.path(i));
      }
      schema.path("x-kubernetes-list-map-keys").forEach(key -> compare(path, key.asText(), value));
    }
  }

  private void compare(FieldPath path, String key, JsonNode list) {
    Map<JsonNode, FieldPath> seen = new HashMap<>();
    for (int i = 0; i < list.size(); i++) {
      JsonNode value = list.path(i).path(key);
      FieldPath place = path.item(i);
      FieldPath first = seen.putIfAbsent(value, place);
      if (first != null && value.isValueNode()) {
        findings.add(
            new Finding(place.field(key), Shown.value(value) + " is already used by " + first));
      }
    }
  }
}
