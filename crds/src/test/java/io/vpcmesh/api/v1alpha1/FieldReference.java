package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes the field reference from the YAML that people install. */
final class FieldReference {
  private final StringBuilder text = new StringBuilder();

  static String markdown() {
    FieldReference reference = new FieldReference();
    reference.text.append(
        """
        # Fields of the API `vpcmesh.io/v1alpha1`

        Made from [manifests/](manifests/) by `FieldReferenceTest`. A `[]` marks the items of a \
        list. Durations are written like `10s` or `1m30s`.
        """);
    for (Crd crd : Crd.values()) {
      reference.kind(crd.yaml());
    }
    return reference.text.toString();
  }

  private void kind(JsonNode definition) {
    JsonNode schema = Crd.schemaOf(definition);
    text.append("\n## ").append(definition.at("/spec/names/kind").asText()).append("\n\n");
    text.append(schema.path("description").asText()).append(" Short name: `");
    text.append(definition.at("/spec/names/shortNames/0").asText()).append("`.\n");
    for (String part : List.of("spec", "status")) {
      part(part, schema.path("properties").path(part));
    }
    rules(schema);
  }

  private void part(String part, JsonNode schema) {
    text.append("\n### ").append(part).append("\n\n");
    text.append(schema.path("description").asText()).append("\n\n");
    text.append("| Field | Holds | Description |\n|---|---|---|\n");
    fields("", schema);
  }

  private void fields(String path, JsonNode schema) {
    for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
      String name = path + field.getKey();
      row(name, field.getValue(), isRequired(schema, field.getKey()));
      fields(name + ".", field.getValue());
      fields(name + "[].", field.getValue().path("items"));
    }
  }

  private void row(String name, JsonNode schema, boolean required) {
    List<String> holds = new ArrayList<>();
    holds.add(type(schema));
    if (required) {
      holds.add("**required**");
    }
    if (schema.has("default")) {
      holds.add("default `" + schema.path("default").asText() + "`");
    }
    text.append("| `").append(name).append("` | ").append(String.join(", ", holds));
    text.append(" | ").append(schema.path("description").asText()).append(" |\n");
  }

  private static String type(JsonNode schema) {
    if (schema.has("enum")) {
      List<String> values = new ArrayList<>();
      schema.path("enum").forEach(value -> values.add("`" + value.asText() + "`"));
      return String.join(" \\| ", values);
    }
    if (schema.has("title")) {
      return schema.path("title").asText();
    }
    return switch (schema.path("type").asText()) {
      case "array" -> "list of " + count(schema, "minItems", "maxItems");
      case "integer" -> "integer" + range(schema);
      case "string" -> text(schema);
      case "object" -> schema.has("additionalProperties") ? map(schema) : "object";
      default -> schema.path("type").asText();
    };
  }

  private static String text(JsonNode schema) {
    return schema.path("format").asText().equals("date-time")
        ? "time"
        : "text of at most " + schema.path("maxLength") + " characters";
  }

  private static String map(JsonNode schema) {
    return "map to "
        + type(schema.path("additionalProperties"))
        + ", at most "
        + schema.path("maxProperties")
        + " entries";
  }

  private static String count(JsonNode schema, String least, String most) {
    return schema.path(least).equals(schema.path(most))
        ? "exactly " + schema.path(most)
        : "at most " + schema.path(most);
  }

  /** Limits that only keep numbers inside what can be computed with are not worth a word. */
  private static String range(JsonNode schema) {
    long maximum = schema.path("maximum").asLong();
    return maximum > 65535 ? "" : " from " + schema.path("minimum") + " to " + maximum;
  }

  private static boolean isRequired(JsonNode schema, String name) {
    for (JsonNode required : schema.path("required")) {
      if (required.asText().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private void rules(JsonNode schema) {
    text.append("\n### Rules\n\nThe API server also refuses what breaks one of these:\n\n");
    rules("", schema);
  }

  private void rules(String path, JsonNode schema) {
    for (JsonNode rule : schema.path("x-kubernetes-validations")) {
      String place =
          path.isEmpty() ? rule.path("fieldPath").asText("").replaceFirst("^\\.", "") : path;
      text.append("- ").append(place.isEmpty() ? "" : "`" + place + "`: ");
      text.append(rule.path("message").asText()).append("\n");
    }
    for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
      rules(path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue());
    }
    if (schema.has("items")) {
      rules(path + "[]", schema.path("items"));
    }
  }
}
