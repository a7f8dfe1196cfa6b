package io.vpcmesh.e2e.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Streams;
import io.vpcmesh.e2e.plane.Audits;
import io.vpcmesh.e2e.plane.EndToEnd;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What the tools make of every status that the operators of the suite have written: this is one of
 * the last classes that run.
 */
@EndToEnd
@Isolated
@Order(Integer.MAX_VALUE - 1)
@EnabledIfSystemProperty(named = "test", matches = "io\\.vpcmesh\\.e2e\\.\\*\\*")
class EveryStatusTest {

  /** What Argo CD and Flux call that which kstatus calls so. */
  private static final ImmutableMap<String, ImmutableList<String>> ARGO =
      ImmutableMap.of(
          "Current", ImmutableList.of("Healthy"),
          "InProgress", ImmutableList.of("Progressing"),
          "Failed", ImmutableList.of("Degraded", "Suspended"),
          "Terminating", ImmutableList.of("Progressing"));

  private static final ImmutableMap<String, ImmutableList<String>> FLUX =
      ImmutableMap.of(
          "Current", ImmutableList.of("Current"),
          "InProgress", ImmutableList.of("InProgress"),
          "Failed", ImmutableList.of("Failed"),
          "Terminating", ImmutableList.of("InProgress", "Failed"));

  private final ImmutableList<JsonNode> objects;

  EveryStatusTest(Audits audits) throws IOException {
    Map<JsonNode, JsonNode> distinct = new LinkedHashMap<>();
    audits.statuses("vpcmesh-status").forEach(it -> distinct.putIfAbsent(gist(it), it));
    this.objects = ImmutableList.copyOf(distinct.values());
  }

  @Test
  void everyToolSaysOfEachWhatItsConditionsMean() throws IOException {
    ImmutableList<Judgement> judgements = Judges.judge(objects);

    System.out.printf("%d different statuses were judged%n", objects.size());
    assertThat(judgements).hasSameSizeAs(objects);
    Streams.forEachPair(
        objects.stream(),
        judgements.stream(),
        (object, judgement) -> {
          String meaning = meaning(object);
          assertThat(judgement.kstatus()).as(object.toString()).isEqualTo(meaning);
          assertThat(judgement.argo()).as(object.toString()).isIn(ARGO.get(meaning));
          assertThat(judgement.flux()).as(object.toString()).isIn(FLUX.get(meaning));
        });
  }

  @Test
  void theSuiteProducesEachKindOfThem() {
    assertThat(objects)
        .extracting(EveryStatusTest::meaning)
        .contains("Current", "InProgress", "Failed", "Terminating");
  }

  private static String meaning(JsonNode object) {
    if (object.at("/metadata").has("deletionTimestamp")) {
      return "Terminating";
    }
    long generation = object.at("/metadata/generation").asLong();
    if (object.at("/status/observedGeneration").asLong() != generation) {
      return "InProgress";
    }
    if (is(object, "Stalled")) {
      return "Failed";
    }
    return is(object, "Ready") && !is(object, "Reconciling") ? "Current" : "InProgress";
  }

  private static boolean is(JsonNode object, String type) {
    return Streams.stream(object.at("/status/conditions"))
        .filter(condition -> condition.path("type").asText().equals(type))
        .anyMatch(condition -> condition.path("status").asText().equals("True"));
  }

  /** What does not differ in this looks the same to every tool. */
  private static JsonNode gist(JsonNode object) {
    ObjectNode gist = object.deepCopy();
    ObjectNode metadata = (ObjectNode) gist.path("metadata");
    boolean deleting = metadata.has("deletionTimestamp");
    metadata.retain("generation");
    metadata.put("deleting", deleting);
    gist.remove("spec");
    gist.findParents("lastTransitionTime")
        .forEach(condition -> ((ObjectNode) condition).remove("lastTransitionTime"));
    return gist;
  }
}
