package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What YAML and Java must agree on, field by field. */
final class SchemaFacts {
  /** One field: what it holds and whether it may be left out. */
  record Fact(
      String type,
      boolean required,
      boolean nullable,
      ImmutableSortedSet<String> values,
      String defaultValue) {}

  private final Map<String, Fact> facts = new TreeMap<>();

  /** The fields of spec and status by their path, such as {@code spec.ports[].port}. */
  static ImmutableSortedMap<String, Fact> of(JsonNode schema) {
    SchemaFacts collector = new SchemaFacts();
    for (String part : List.of("spec", "status")) {
      collector.add(part, schema.path("properties").path(part), false);
    }
    return ImmutableSortedMap.copyOf(collector.facts);
  }

  /** One line per field on which the two differ; empty when they agree. */
  static List<String> differences(JsonNode yaml, JsonNode java) {
    Map<String, Fact> left = of(yaml);
    Map<String, Fact> right = of(java);
    List<String> differences = new ArrayList<>();
    left.forEach((path, fact) -> {
      if (!right.containsKey(path)) {
        differences.add(path + ": only in the YAML");
      } else if (!fact.equals(right.get(path))) {
        differences.add(path + ": YAML " + fact + ", Java " + right.get(path));
      }
    });
    right.forEach((path, fact) -> {
      if (!left.containsKey(path)) {
        differences.add(path + ": only in Java");
      }
    });
    return differences;
  }

  private void add(String path, JsonNode schema, boolean required) {
    facts.put(
        path,
        new Fact(
            typeOf(schema),
            required,
            schema.path("nullable").asBoolean(),
            valuesOf(schema),
            schema.path("default").asText()));
    addChildren(path, schema);
  }

  private void addChildren(String path, JsonNode schema) {
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    schema
        .path("properties")
        .properties()
        .forEach(child ->
            add(path + "." + child.getKey(), child.getValue(), required.contains(child.getKey())));
    if (schema.has("items")) {
      add(path + "[]", schema.path("items"), false);
    }
    if (schema.has("additionalProperties")) {
      add(path + "{}", schema.path("additionalProperties"), false);
    }
  }

  private static String typeOf(JsonNode schema) {
    return schema.path("x-kubernetes-int-or-string").asBoolean()
        ? "int-or-string"
        : schema.path("type").asText();
  }

  /** The Java enums hold one value more, for what they do not know. */
  private static ImmutableSortedSet<String> valuesOf(JsonNode schema) {
    ImmutableSortedSet.Builder<String> values = ImmutableSortedSet.naturalOrder();
    for (JsonNode value : schema.path("enum")) {
      if (!value.asText().equals("UNKNOWN")) {
        values.add(value.asText());
      }
    }
    return values.build();
  }
}
