package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSet;

/**
 * A CEL rule of a definition.
 *
 * @param at where it stands, such as {@code spec.ports}; empty for the whole object
 * @param message what people are told who break it
 */
record Rule(String kind, String at, String message) {

  /** Every rule of a kind's schema. */
  static ImmutableSet<Rule> of(String kind, JsonNode schema) {
    ImmutableSet.Builder<Rule> rules = ImmutableSet.builder();
    collect(kind, "", schema, rules);
    return rules.build();
  }

  private static void collect(
      String kind, String path, JsonNode schema, ImmutableSet.Builder<Rule> rules) {
    for (JsonNode rule : schema.path("x-kubernetes-validations")) {
      rules.add(new Rule(kind, path, rule.path("message").asText()));
    }
    String prefix = path.isEmpty() ? "" : path + ".";
    schema
        .path("properties")
        .properties()
        .forEach(field -> collect(kind, prefix + field.getKey(), field.getValue(), rules));
    if (schema.has("items")) {
      collect(kind, path + "[]", schema.path("items"), rules);
    }
    if (schema.has("additionalProperties")) {
      collect(kind, path + "{}", schema.path("additionalProperties"), rules);
    }
  }
}
