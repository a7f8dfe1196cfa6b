package io.vpcmesh.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every field of the API keeps to, because something breaks where it does not. */
class SchemaRulesTest {
  /** YAML 1.1 reads these as booleans, kubectl among others. */
  private static final Pattern BOOLEAN_WORD = Pattern.compile("(?i)on|off|yes|no|y|n");

  private static final Set<String> OVERRIDABLE = Set.of("discovery", "defaults", "deployment");

  @ParameterizedTest
  @EnumSource(Crd.class)
  void everyFieldKeepsTheRules(Crd crd) {
    assertThat(offences(Crd.schemaOf(crd.yaml()))).isEmpty();
  }

  @Test
  void anOffenceIsFound() {
    ObjectNode schema = (ObjectNode) Crd.schemaOf(Crd.ENDPOINT.yaml());
    ObjectNode spec = (ObjectNode) schema.at("/properties/spec/properties");
    ObjectNode status = (ObjectNode) schema.at("/properties/status");

    spec.putObject("on").put("type", "integer");
    ((ObjectNode) spec.at("/ports")).remove("maxItems");
    ((ObjectNode) spec.at("/serviceName")).remove("maxLength");
    ((ObjectNode) spec.at("/discovery/properties/ttl")).put("default", "10s");
    status.remove("default");
    ((ObjectNode) status.at("/properties/phase")).put("default", "Pending");

    assertThat(offences(schema))
        .containsExactlyInAnyOrder(
            "spec.serviceName: a string needs maxLength, enum or both",
            "spec.ports: a list needs maxItems",
            "spec.discovery.ttl: a default would beat the mesh's value",
            "spec.on: YAML reads this name as a boolean",
            "spec.on: no description",
            "spec.on: an integer needs minimum and maximum",
            "status: who waits takes a new object without observedGeneration 0 for one that is ready",
            "status.phase: a default would beat the mesh's value");
  }

  private static List<String> offences(JsonNode schema) {
    List<String> offences = new ArrayList<>();
    check("spec", schema.at("/properties/spec"), false, offences);
    require(
        schema.at("/properties/status/default").toString().equals("{\"observedGeneration\":0}")
            || isRecord(schema),
        "status: who waits takes a new object without observedGeneration 0 for one that is ready",
        offences);
    checkChildren("status", schema.at("/properties/status"), true, offences);
    return offences;
  }

  /** What never changes after it was written has no generation that somebody could wait for. */
  private static boolean isRecord(JsonNode schema) {
    return schema
        .at("/properties/spec/x-kubernetes-validations/0/rule")
        .asText()
        .equals("self == oldSelf");
  }

  private static void check(
      String path, JsonNode schema, boolean defaultsForbidden, List<String> offences) {
    switch (schema.path("type").asText()) {
      case "string" ->
          require(
              schema.has("maxLength") || schema.has("enum"),
              path + ": a string needs maxLength, enum or both",
              offences);
      case "integer" ->
          require(
              schema.has("minimum") && schema.has("maximum"),
              path + ": an integer needs minimum and maximum",
              offences);
      case "array" -> {
        require(schema.has("maxItems"), path + ": a list needs maxItems", offences);
        require(schema.has("x-kubernetes-list-type"), path + ": a list needs its type", offences);
      }
      case "number" -> offences.add(path + ": floats are not compared reliably");
      default ->
          require(
              !schema.has("additionalProperties") || schema.has("maxProperties"),
              path + ": a map needs maxProperties",
              offences);
    }
    require(
        !defaultsForbidden || !schema.has("default"),
        path + ": a default would beat the mesh's value",
        offences);
    checkChildren(path, schema, defaultsForbidden, offences);
  }

  private static void checkChildren(
      String path, JsonNode schema, boolean defaultsForbidden, List<String> offences) {
    schema
        .path("properties")
        .properties()
        .forEach(field -> {
          String child = path + "." + field.getKey();
          require(
              !BOOLEAN_WORD.matcher(field.getKey()).matches(),
              child + ": YAML reads this name as a boolean",
              offences);
          require(field.getValue().has("description"), child + ": no description", offences);
          check(
              child,
              field.getValue(),
              defaultsForbidden || OVERRIDABLE.contains(field.getKey()),
              offences);
        });
    if (schema.has("items")) {
      check(path + "[]", schema.path("items"), defaultsForbidden, offences);
    }
    if (schema.has("additionalProperties")) {
      check(path + "{}", schema.path("additionalProperties"), defaultsForbidden, offences);
    }
  }

  private static void require(boolean kept, String offence, List<String> offences) {
    if (!kept) {
      offences.add(offence);
    }
  }
}
