package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.vpcmesh.deployment.Deployment;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.engine.Run.Ending;
import io.vpcmesh.engine.Run.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Journals that a former version wrote, one for each phase of a deployment, are read and resumed to
 * the end that the story has by itself. They are never written anew: refreshing adds those that are
 * missing.
 */
class GoldenJournalsTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", ".")).resolve("src/test/resources/journals");
  private static final String REFRESH =
      "./mvnw -pl operator -am test -Dtest=GoldenJournalsTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dvpcmesh.refresh=true";

  /** Stories in which orders comes into the phase. */
  private static final ImmutableMap<Phase, String> STORIES =
      Maps.immutableEnumMap(
          ImmutableMap.<Phase, String>builder()
              .put(Phase.PENDING, "reverted before it began")
              .put(Phase.VALIDATING, "alarms that nobody can read for a while")
              .put(Phase.REJECTED, "an alarm that is not there yet")
              .put(Phase.PROVISIONING, "a change of everything completes")
              .put(Phase.PROGRESSING, "a step that waits for a person")
              .put(Phase.BAKING, "an alarm fires in the bake")
              .put(Phase.FINALIZING, "a change of everything completes")
              .put(Phase.COMPLETED, "an undo")
              .put(Phase.TRIPPED, "an alarm fires in the bake")
              .put(Phase.ROLLING_BACK, "a client that was removed by mistake")
              .put(Phase.ROLLED_BACK, "an abort in mid-flight, then a retry")
              .put(Phase.ROLLBACK_FAILED, "a rollback that meets an error")
              .put(Phase.HALTED, "halted, then taken back")
              .put(Phase.SUPERSEDED, "reverted before it began")
              .buildOrThrow());

  @ParameterizedTest
  @EnumSource
  void aJournalOfAFormerVersionIsResumedToTheSameEnd(Phase phase) throws IOException {
    GoldenJournal golden = golden(phase);
    Stage stage = Stage.of(story(golden.story()));
    Ending undisturbed = stage.run(new Disturbance.None());

    Ending resumed = stage.resume(golden.rest(), golden.step());

    assertThat(phaseIn(golden)).isEqualTo(phase);
    assertThat(resumed.violations()).isEmpty();
    assertThat(resumed.deviations()).isEmpty();
    assertThat(resumed.rollouts()).isEqualTo(undisturbed.rollouts());
    assertThat(resumed.world()).isEqualTo(undisturbed.world());
  }

  private static GoldenJournal golden(Phase phase) throws IOException {
    Path folder = FOLDER.resolve(phase.spelled());
    if (Boolean.getBoolean("vpcmesh.refresh") && !Files.exists(folder)) {
      GoldenJournal.of(phase, story(STORIES.getOrDefault(phase, ""))).write(folder);
    }
    assertThat(folder).as("make what is missing with: " + REFRESH).exists();
    return GoldenJournal.read(phase, folder);
  }

  private static Scenario story(String name) {
    return Scenario.all().stream()
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("there is no story of " + name));
  }

  private static Phase phaseIn(GoldenJournal golden) {
    return golden
        .rest()
        .journals()
        .endpoints()
        .getOrDefault(GoldenJournal.ORDERS, EndpointJournal.empty(""))
        .rollout()
        .deployment()
        .map(Deployment::phase)
        .orElseThrow();
  }
}
