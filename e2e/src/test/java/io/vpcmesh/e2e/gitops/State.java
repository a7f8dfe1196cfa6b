package io.vpcmesh.e2e.gitops;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import java.util.stream.StreamSupport;

/**
 * How resources can fare, with objects that fare so.
 *
 * @param label as the document calls it
 */
record State(String label, ImmutableList<JsonNode> objects) {

  static State of(String label, JsonNode... objects) {
    return new State(label, ImmutableList.copyOf(objects));
  }

  /** The row of an object in the table of deployments. */
  String change(JsonNode object, Judgement judgement) {
    return "| %s | %s | %s | %s | %s | %s | %s | %s | %s |"
        .formatted(
            label,
            full(object, "Ready"),
            full(object, "Reconciling"),
            full(object, "Stalled"),
            full(object, "Available"),
            full(object, "Diverged"),
            judgement.kstatus(),
            judgement.argo(),
            judgement.flux());
  }

  private static String full(JsonNode object, String type) {
    return StreamSupport.stream(object.at("/status/conditions").spliterator(), false)
        .filter(condition -> condition.path("type").asText().equals(type))
        .map(condition ->
            "%s `%s`"
                .formatted(condition.path("status").asText(), condition.path("reason").asText()))
        .findFirst()
        .orElse("–");
  }

  /** The row of an object, which is the same for all objects of this state. */
  String row(JsonNode object, Judgement judgement) {
    return "| %s | %s | %s | %s | %s | %s | %s |"
        .formatted(
            label,
            condition(object, "Ready"),
            condition(object, "Reconciling"),
            condition(object, "Stalled"),
            judgement.kstatus(),
            judgement.argo(),
            judgement.flux());
  }

  /** Its status, and for Ready its reason. */
  private static String condition(JsonNode object, String type) {
    return StreamSupport.stream(object.at("/status/conditions").spliterator(), false)
        .filter(condition -> condition.path("type").asText().equals(type))
        .map(condition -> condition.path("status").asText() + reason(condition))
        .findFirst()
        .orElse("–");
  }

  private static String reason(JsonNode condition) {
    return condition.path("type").asText().equals("Ready")
        ? " `" + condition.path("reason").asText() + "`"
        : "";
  }
}
