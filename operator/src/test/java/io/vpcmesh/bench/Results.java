package io.vpcmesh.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableList;
import io.vpcmesh.cli.table.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All figures of a run, for a person and for a program. */
record Results(Machine machine, ImmutableList<Figure> figures) {

  private static final ImmutableList<String> HEADING =
      ImmutableList.of("SCENARIO", "FIGURE", "VALUE", "GOAL", "");
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** What a run was made on; its times depend on that, the figures with a goal do not. */
  record Machine(String java, int processors, double calibrationMillis, double wallSeconds) {}

  /** How many goals were missed. */
  int missed() {
    return (int) figures.stream().filter(Figure::missed).count();
  }

  String json() throws JsonProcessingException {
    List<Line> lines = figures.stream().map(Line::of).toList();
    return JSON.writeValueAsString(new Document(machine, missed(), lines)) + "\n";
  }

  String table() {
    ImmutableList<ImmutableList<String>> rows =
        figures.stream().map(Results::row).collect(ImmutableList.toImmutableList());
    return String.join("\n", new Table(HEADING, rows).lines());
  }

  private static ImmutableList<String> row(Figure figure) {
    String judgement = figure.missed() ? "MISSED" : "ok";
    return ImmutableList.of(
        figure.scenario(),
        figure.name(),
        Figure.spell(figure.value()),
        figure.goal().map(Goal::toString).orElse(""),
        figure.goal().isPresent() ? judgement : "");
  }

  private record Document(Machine machine, int missed, List<Line> figures) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Line(
      String scenario, String figure, double value, @Nullable String goal, @Nullable Boolean met) {

    static Line of(Figure figure) {
      return new Line(
          figure.scenario(),
          figure.name(),
          figure.value(),
          figure.goal().map(Goal::toString).orElse(null),
          figure.goal().map(goal -> !figure.missed()).orElse(null));
    }
  }
}
