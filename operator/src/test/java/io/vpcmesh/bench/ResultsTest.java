package io.vpcmesh.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import io.vpcmesh.bench.Results.Machine;
import org.junit.jupiter.api.Test;

/** What a run tells, and when it fails. */
class ResultsTest {

  private static final Machine MACHINE = new Machine("25", 2, 40, 60);

  @Test
  void aFigureThatIsOnlyToldNeverFails() {
    Results results = results(new Figures("start").tell("reads", 1_000));

    assertThat(results.missed()).isZero();
  }

  @Test
  void whatIsNotANumberMissesItsGoal() {
    Results results =
        results(
            new Figures("start")
                .add("writes / minimum", 0 / 0.0, Goal.atMost(1.01))
                .add("writes / minimum", 0 / 0.0, Goal.exactly(1))
                .add("repaired after", Double.POSITIVE_INFINITY, Goal.atMost(600)));

    assertThat(results.missed()).isEqualTo(3);
  }

  @Test
  void aGoalIsMetUpToItsBoundAndNotBeyond() {
    Results results =
        results(
            new Figures("start")
                .add("met", 1.05, Goal.atMost(1.05))
                .add("missed", 1.050001, Goal.atMost(1.05))
                .add("met", 1, Goal.exactly(1))
                .add("missed", 0.5, Goal.exactly(1)));

    assertThat(results.missed()).isEqualTo(2);
  }

  @Test
  void theTableRoundsNothingOntoItsGoal() {
    Results results =
        results(
            new Figures("start")
                .add("time / floor", 1.050001, Goal.atMost(1.05))
                .add("writes", 0, Goal.exactly(0))
                .tell("bytes", 697_656));

    assertThat(results.table())
        .isEqualTo(
            """
            SCENARIO   FIGURE         VALUE    GOAL
            start      time / floor   1.0501   <= 1.05   MISSED
            start      writes         0        = 0       ok
            start      bytes          697656\
            """);
  }

  @Test
  void theFileSaysTheSameToAProgram() throws JsonProcessingException {
    Results results =
        results(new Figures("start").add("time / floor", 1.2, Goal.atMost(1.05)).tell("reads", 7));

    JsonNode json = new ObjectMapper().readTree(results.json());

    assertThat(json)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {
                      "machine": {
                        "java": "25", "processors": 2, "calibrationMillis": 40.0, "wallSeconds": 60.0
                      },
                      "missed": 1,
                      "figures": [
                        {
                          "scenario": "start", "figure": "time / floor", "value": 1.2,
                          "goal": "<= 1.05", "met": false
                        },
                        {"scenario": "start", "figure": "reads", "value": 7.0}
                      ]
                    }
                    """));
  }

  private static Results results(Figures figures) {
    return new Results(MACHINE, ImmutableList.copyOf(figures.all()));
  }
}
