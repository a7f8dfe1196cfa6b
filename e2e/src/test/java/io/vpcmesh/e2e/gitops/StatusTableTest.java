package io.vpcmesh.e2e.gitops;

import static io.vpcmesh.e2e.gitops.Findings.ALL_HEALTHY;
import static io.vpcmesh.e2e.gitops.Findings.NONE_HEALTHY;
import static io.vpcmesh.e2e.gitops.Findings.SOME_PENDING;
import static io.vpcmesh.e2e.gitops.Findings.failed;
import static io.vpcmesh.e2e.gitops.Findings.found;
import static io.vpcmesh.e2e.gitops.Findings.meshFailed;
import static io.vpcmesh.e2e.gitops.Findings.meshPlanned;
import static io.vpcmesh.e2e.gitops.Findings.meshWaiting;
import static io.vpcmesh.e2e.gitops.Findings.meshWrong;
import static io.vpcmesh.e2e.gitops.Findings.planned;
import static io.vpcmesh.e2e.gitops.Findings.waiting;
import static io.vpcmesh.e2e.gitops.Findings.wrong;
import static io.vpcmesh.e2e.gitops.Reported.deletedEndpoint;
import static io.vpcmesh.e2e.gitops.Reported.deletedMesh;
import static io.vpcmesh.e2e.gitops.Reported.endpoint;
import static io.vpcmesh.e2e.gitops.Reported.mesh;
import static io.vpcmesh.e2e.gitops.Reported.orphanedEndpoint;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.AwsFailure.AwsError;
import io.vpcmesh.model.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The document says what kstatus, Argo CD and Flux really make of what the operator reports. */
@Tag("e2e")
class StatusTableTest {

  private static final Path DOCUMENT =
      Path.of(System.getProperty("basedir", "."), "..", "docs", "statuses.md").normalize();
  private static final AwsError ERROR =
      new AwsError(AwsAction.REGISTER_INSTANCE, "Code", "what AWS said");

  private static final ImmutableList<State> STATES =
      ImmutableList.of(
          State.of("All is as declared", endpoint(found(ALL_HEALTHY)), mesh(found())),
          State.of(
              "The spec was changed, and not looked at since",
              edited(endpoint(found(ALL_HEALTHY))),
              edited(mesh(found()))),
          State.of("The mesh's namespace is awaited", endpoint(waiting())),
          State.of("Changes are under way", endpoint(found(SOME_PENDING)), mesh(meshWaiting())),
          State.of(
              "AWS asks for patience",
              endpoint(failed(new AwsFailure.Throttled(ERROR))),
              mesh(meshFailed(new AwsFailure.Throttled(ERROR)))),
          State.of("The spec is wrong, or a name is taken", endpoint(wrong(Reason.InvalidSpec))),
          State.of("The mesh does not exist", endpoint(wrong(Reason.MeshNotFound))),
          State.of(
              "What AWS holds is in the way",
              endpoint(wrong(Reason.OwnedByAnother)),
              mesh(meshWrong(Reason.NamespaceConflict))),
          State.of(
              "AWS does not allow it",
              endpoint(failed(new AwsFailure.Denied(ERROR))),
              mesh(meshFailed(new AwsFailure.Denied(ERROR)))),
          State.of("A quota is used up", endpoint(failed(new AwsFailure.QuotaExceeded(ERROR)))),
          State.of("Too much would be deleted", endpoint(wrong(Reason.DeletionGateClosed))),
          State.of("No instance is healthy", endpoint(found(NONE_HEALTHY))),
          State.of("Changes are only planned", endpoint(planned()), mesh(meshPlanned())),
          State.of("The manifest vanished", orphanedEndpoint(found(ALL_HEALTHY))),
          State.of(
              "Deletion is under way", deletedEndpoint(found(ALL_HEALTHY)), deletedMesh(found())),
          State.of(
              "Deletion is stuck",
              deletedEndpoint(wrong(Reason.AwsAccessDenied)),
              deletedMesh(meshWrong(Reason.AwsAccessDenied))));

  @Test
  void theDocumentShowsWhatTheToolsSay() throws IOException {
    List<String> documented =
        Files.readAllLines(DOCUMENT).stream()
            .takeWhile(line -> !line.startsWith("## "))
            .filter(line -> line.startsWith("| "))
            .skip(1)
            .filter(line -> !line.startsWith("| Created,"))
            .toList();

    assertThat(rows()).isEqualTo(documented);
  }

  @Test
  void nothingIsUnderWayAndStuckAtOnce() {
    for (State state : STATES) {
      for (JsonNode object : state.objects()) {
        List<String> types = types(object);

        assertThat(types).as(state.label()).contains("Ready");
        assertThat(types.containsAll(List.of("Reconciling", "Stalled")))
            .as(state.label())
            .isFalse();
      }
    }
  }

  private static List<String> types(JsonNode object) {
    return object.at("/status/conditions").findValuesAsText("type");
  }

  /** One for each state: its objects do not differ. */
  private static List<String> rows() throws IOException {
    ImmutableList<JsonNode> objects =
        STATES.stream()
            .flatMap(state -> state.objects().stream())
            .collect(ImmutableList.toImmutableList());
    ImmutableList<Judgement> judgements = Judges.judge(objects);
    return STATES.stream()
        .flatMap(state ->
            state.objects().stream()
                .map(object -> state.row(object, judgements.get(objects.indexOf(object)))))
        .distinct()
        .toList();
  }

  /** The generation goes up, and the status still speaks of the former. */
  private static JsonNode edited(ObjectNode object) {
    ObjectNode metadata = (ObjectNode) object.path("metadata");
    metadata.put("generation", metadata.path("generation").asLong() + 1);
    return object;
  }
}
