package io.vpcmesh.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;

/** Finds what the schema says of a field; the missing node where it says nothing. */
record SchemaTree(JsonNode root) {

  JsonNode at(FieldPath path) {
    JsonNode schema = root;
    for (FieldPath.Step step : path.steps()) {
      schema =
          switch (step) {
            case FieldPath.Step.Item _ -> schema.path("items");
            case FieldPath.Step.Field(String name) -> field(schema, name);
          };
    }
    return schema;
  }

  private static JsonNode field(JsonNode schema, String name) {
    JsonNode field = schema.path("properties").path(name);
    return field.isMissingNode() ? schema.path("additionalProperties") : field;
  }

  ImmutableList<String> fieldsAt(FieldPath path) {
    return ImmutableList.copyOf(at(path).path("properties").fieldNames());
  }
}
