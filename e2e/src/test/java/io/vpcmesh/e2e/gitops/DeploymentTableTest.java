package io.vpcmesh.e2e.gitops;

import static io.vpcmesh.engine.codec.Journaled.deployment;
import static io.vpcmesh.engine.codec.Journaled.tripped;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.deployment.Cause;
import io.vpcmesh.deployment.Changes;
import io.vpcmesh.deployment.Changes.Change;
import io.vpcmesh.deployment.Changes.Quarantined;
import io.vpcmesh.deployment.Deployment;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.deployment.Rollout;
import io.vpcmesh.model.Snapshot;
import io.vpcmesh.status.EndpointFindings.Counts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The document says what the tools really make of an endpoint whose change stands so. */
@Tag("e2e")
class DeploymentTableTest {

  private static final Path DOCUMENT =
      Path.of(System.getProperty("basedir", "."), "..", "docs", "statuses.md").normalize();
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Snapshot<ServiceEndpointSpec> TARGET = Reported.declared();
  private static final Optional<Snapshot<ServiceEndpointSpec>> DECLARED = Optional.of(TARGET);
  private static final Optional<Snapshot<ServiceEndpointSpec>> FORMER =
      Optional.of(new Snapshot<>(7, "former", 2, TARGET.declared()));
  private static final Optional<Snapshot<ServiceEndpointSpec>> NOTHING = Optional.empty();

  private static final ImmutableList<State> STATES =
      ImmutableList.of(
          state("It waits for its turn", FORMER, deployment(8, Phase.PENDING)),
          state("What it would take is worked out", FORMER, deployment(8, Phase.VALIDATING)),
          state("It cannot be", FORMER, tripped(8, Phase.REJECTED)),
          state(
              "What is new is being made",
              FORMER,
              deployment(8, Phase.PROVISIONING),
              deployment(8, Phase.PROGRESSING)),
          state("It is watched", FORMER, deployment(8, Phase.BAKING)),
          state("It is paused", FORMER, held(Phase.PENDING), held(Phase.BAKING)),
          state("It is good, and leftovers go", DECLARED, deployment(8, Phase.FINALIZING)),
          state("It runs", DECLARED, deployment(8, Phase.COMPLETED)),
          state(
              "It is bad and is being taken back",
              FORMER,
              tripped(8, Phase.TRIPPED),
              tripped(8, Phase.ROLLING_BACK)),
          state("It cannot be taken back entirely", FORMER, tripped(8, Phase.ROLLBACK_FAILED)),
          state("It was taken back", FORMER, tripped(8, Phase.ROLLED_BACK)),
          state("It is bad and stays where it is", FORMER, tripped(8, Phase.HALTED)),
          state("What runs was declared again after that", DECLARED, tripped(8, Phase.ROLLED_BACK)),
          state("The first one is under way", NOTHING, deployment(1, Phase.PROVISIONING)),
          state("The first one was withdrawn", NOTHING, tripped(1, Phase.ROLLED_BACK)));

  @Test
  void theDocumentShowsWhatTheToolsSay() throws IOException {
    List<String> documented =
        Files.readAllLines(DOCUMENT).stream()
            .dropWhile(line -> !line.startsWith("## Changes"))
            .filter(line -> line.startsWith("| "))
            .skip(1)
            .toList();

    assertThat(rows()).isEqualTo(documented);
  }

  private static List<String> rows() throws IOException {
    ImmutableList<JsonNode> objects =
        STATES.stream()
            .flatMap(state -> state.objects().stream())
            .collect(ImmutableList.toImmutableList());
    ImmutableList<Judgement> judgements = Judges.judge(objects);
    return STATES.stream()
        .flatMap(state ->
            state.objects().stream()
                .map(object -> state.change(object, judgements.get(objects.indexOf(object)))))
        .distinct()
        .toList();
  }

  private static State state(
      String label, Optional<Snapshot<ServiceEndpointSpec>> running, Deployment... changes) {
    return new State(
        label,
        Arrays.stream(changes)
            .map(change ->
                (JsonNode)
                    Reported.declaredEndpoint(
                        Findings.changing(rollout(running, change), counts(running))))
            .collect(ImmutableList.toImmutableList()));
  }

  private static Counts counts(Optional<Snapshot<ServiceEndpointSpec>> running) {
    return running.isPresent() ? Findings.ALL_HEALTHY : Findings.NONE_REGISTERED;
  }

  private static Deployment held(Phase phase) {
    Deployment was = deployment(8, phase);
    return new Deployment(
        was.revision(),
        was.hash(),
        was.trigger(),
        was.policy(),
        was.first(),
        was.adopting(),
        was.phase(),
        was.step(),
        was.begunAt(),
        was.phaseSince(),
        was.settledAt(),
        was.reached(),
        was.baseline(),
        was.failures(),
        was.evidence(),
        was.tripped(),
        was.remark(),
        true);
  }

  private static Rollout<ServiceEndpointSpec> rollout(
      Optional<Snapshot<ServiceEndpointSpec>> running, Deployment change) {
    ImmutableList<Quarantined> failed =
        change.phase() == Phase.ROLLED_BACK && !running.equals(DECLARED)
            ? ImmutableList.of(
                new Quarantined(TARGET.hash(), change.revision(), Cause.INSTANCES_UNHEALTHY, NOW))
            : ImmutableList.of();
    return Rollout.of(
        running,
        Optional.of(
            new Changes<>(
                Optional.empty(),
                change.revision(),
                Optional.of(new Change<>(TARGET, change)),
                ImmutableList.of(),
                failed,
                Optional.empty(),
                ImmutableSortedMap.of())));
  }
}
