package io.vpcmesh.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.List;

/** The validator's errors in our own short sentences. */
final class SchemaMessages {
  private final SchemaTree schemas;

  SchemaMessages(SchemaTree schemas) {
    this.schemas = schemas;
  }

  Finding finding(Error error) {
    FieldPath path = path(error.getInstanceLocation());
    return switch (error.getKeyword()) {
      case "additionalProperties" ->
          new Finding(path.field(error.getProperty()), unknown(path, error.getProperty()));
      case "required" -> new Finding(path.field(error.getProperty()), "is required and missing");
      default -> new Finding(path, message(error, schemas.at(path)));
    };
  }

  private static FieldPath path(NodePath location) {
    FieldPath path = FieldPath.ROOT;
    for (int i = 0; i < location.getNameCount(); i++) {
      path =
          location.getElement(i) instanceof Integer index
              ? path.item(index)
              : path.field(location.getName(i));
    }
    return path;
  }

  private String unknown(FieldPath path, String field) {
    return "unknown field" + Suggestion.forWord(field, schemas.fieldsAt(path));
  }

  private static String message(Error error, JsonNode schema) {
    JsonNode value = error.getInstanceNode();
    return switch (error.getKeyword()) {
      case "type" -> type(value, schema);
      case "enum" -> oneOf(value, schema);
      case "pattern" -> pattern(value, schema);
      case "minimum", "maximum" ->
          "must be from %s to %s, not %s"
              .formatted(schema.path("minimum"), schema.path("maximum"), Shown.value(value));
      case "minItems", "maxItems" -> count(value.size(), "items", schema, "Items");
      case "minLength", "maxLength" ->
          count(value.asText().length(), "characters", schema, "Length");
      case "minProperties", "maxProperties" -> properties(value, schema);
      default -> error.getMessage();
    };
  }

  private static String type(JsonNode value, JsonNode schema) {
    if (value.isNull()) {
      return "has no value; give it one or remove it";
    }
    boolean wantsText = schema.path("type").asText().equals("string");
    return "must be "
        + typeName(schema)
        + ", not "
        + Shown.value(value)
        + (wantsText && value.isValueNode() ? "; put it in quotes" : "");
  }

  private static String typeName(JsonNode schema) {
    return switch (schema.path("type").asText()) {
      case "object" -> "a mapping";
      case "array" -> "a list";
      case "string" -> "text";
      case "integer" -> "a whole number";
      case "boolean" -> "true or false";
      default -> "a number or a name";
    };
  }

  private static String oneOf(JsonNode value, JsonNode schema) {
    List<String> allowed = new ArrayList<>();
    schema.path("enum").forEach(word -> allowed.add(word.asText()));
    return "must be one of "
        + String.join(", ", allowed)
        + ", not "
        + Shown.value(value)
        + Suggestion.forWord(value.asText(), ImmutableList.copyOf(allowed));
  }

  /** A schema's title is the noun for what its pattern admits. */
  private static String pattern(JsonNode value, JsonNode schema) {
    String title = schema.path("title").asText();
    String admitted =
        title.isEmpty() ? "text like " + schema.path("pattern").asText() : article(title) + title;
    return "must be " + admitted + ", not " + Shown.value(value);
  }

  private static String article(String noun) {
    if (noun.startsWith("text")) {
      return "";
    }
    return "aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ";
  }

  private static String count(int size, String what, JsonNode schema, String keyword) {
    int least = schema.path("min" + keyword).asInt();
    int most = schema.path("max" + keyword).asInt();
    if (least == most) {
      return "has " + size + " " + what + "; exactly " + least + " must be there";
    }
    return size < least
        ? "must not be empty"
        : "has " + size + " " + what + "; at most " + most + " are allowed";
  }

  private static String properties(JsonNode value, JsonNode schema) {
    if (!schema.has("properties")) {
      return count(value.size(), "entries", schema, "Properties");
    }
    List<String> fields = ImmutableList.copyOf(schema.path("properties").fieldNames());
    return "must hold exactly one of " + String.join(", ", fields);
  }
}
