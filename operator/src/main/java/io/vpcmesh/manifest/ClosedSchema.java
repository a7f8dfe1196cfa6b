package io.vpcmesh.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableSet;
import java.util.Map;

/**
 * A Kubernetes schema as a plain JSON schema that lets no unknown field through.
 *
 * <p>Kubernetes drops or refuses unknown fields by itself and has keywords of its own; a JSON
 * schema must say so.
 */
final class ClosedSchema {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String INT_OR_STRING = "x-kubernetes-int-or-string";
  private static final String MAX_LENGTH = "maxLength";

  /** What is for people or for Kubernetes alone; the validator would complain of some of it. */
  private static final ImmutableSet<String> DROPPED =
      ImmutableSet.of("title", "description", "default", "format", "nullable", "type");

  private ClosedSchema() {}

  static ObjectNode of(JsonNode schema) {
    ObjectNode closed = JSON.objectNode();
    types(schema, closed);
    for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
      switch (keyword.getKey()) {
        case "properties" -> closed.set("properties", each(keyword.getValue()));
        case "items", "additionalProperties" ->
            closed.set(keyword.getKey(), of(keyword.getValue()));
        case "pattern" -> pattern(schema, closed);
        case String name when isDropped(name) -> {}
        default -> closed.set(keyword.getKey(), keyword.getValue());
      }
    }
    if (closed.has("properties")) {
      closed.put("additionalProperties", false);
    }
    return closed;
  }

  private static boolean isDropped(String keyword) {
    return keyword.startsWith("x-") || DROPPED.contains(keyword);
  }

  /** Tried on short texts alone: what is endless would end the stack of a pattern that recurses. */
  private static void pattern(JsonNode schema, ObjectNode closed) {
    if (!schema.has(MAX_LENGTH)) {
      throw new IllegalStateException("a pattern needs a " + MAX_LENGTH + " beside it: " + schema);
    }
    closed.set("if", JSON.objectNode().set(MAX_LENGTH, schema.path(MAX_LENGTH)));
    closed.set("then", JSON.objectNode().set("pattern", schema.path("pattern")));
  }

  private static void types(JsonNode schema, ObjectNode closed) {
    ArrayNode types = JSON.arrayNode();
    if (schema.path(INT_OR_STRING).asBoolean()) {
      types.add("integer").add("string");
    } else if (schema.has("type")) {
      types.add(schema.path("type"));
    }
    if (schema.path("nullable").asBoolean()) {
      types.add("null");
    }
    if (!types.isEmpty()) {
      closed.set("type", types);
    }
  }

  private static ObjectNode each(JsonNode properties) {
    ObjectNode closed = JSON.objectNode();
    properties.properties().forEach(field -> closed.set(field.getKey(), of(field.getValue())));
    return closed;
  }
}
