package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Splitter;
import io.vpcmesh.engine.SimulateRequest.Many;
import io.vpcmesh.engine.SimulateRequest.One;
import io.vpcmesh.engine.SimulateRequest.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateRequestTest {

  private static final Plan SEVEN = PlanMaker.of(7);

  @TempDir private Path root;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SEEDS=abc           | SEEDS is 'abc': it has to be a whole number from 1 on
          SEEDS=-3            | SEEDS is '-3': it has to be a whole number from 1 on
          SEEDS=0             | SEEDS is '0': it has to be a whole number from 1 on
          FROM=0              | FROM is '0': it has to be a whole number from 1 on
          SEED=x              | SEED is 'x': it has to be a whole number from 1 on
          KEEP=0              | KEEP is '0': it has to be left out without a SEED
          TRACE=maybe         | TRACE is 'maybe': it has to be true or false
          PLAN=nowhere.json   | PLAN is 'nowhere.json': it has to be a file that 'make simulate' wrote, from where make runs
          PLAN=x.json SEED=7  | SEED is '7': it has to be left out beside PLAN
          """)
  void aWrongValueIsNamed(String variables, String refusal) {
    assertThatThrownBy(() -> request(variables)).isInstanceOf(Refused.class).hasMessage(refusal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"a", "0,999", "0,,1", "-1"})
  void whatThePlanDoesNotHaveCannotBeKept(String keep) {
    assertThatThrownBy(() -> request("SEED=7 KEEP=" + keep))
        .isInstanceOf(Refused.class)
        .hasMessage(
            "KEEP is '%s': it has to be numbers from 0 to %d with commas between",
            keep, SEVEN.size() - 1);
  }

  @Test
  void whatIsRightIsRun() {
    assertThat(request("SEEDS=12 FROM=3 TRACE=true")).isEqualTo(new Many(3, 12));
    assertThat(request("SEED=7")).isEqualTo(new One(SEVEN));
    assertThat(request("SEED=7 KEEP=0,1"))
        .isEqualTo(new One(SEVEN.keep(IntStream.range(0, 2).boxed().toList())));
  }

  @Test
  void aPlanIsFoundByThePathThatIsPrinted() throws IOException {
    Path file = root.resolve(Simulate.file(SEVEN));
    Files.createDirectories(file.getParent());
    Files.writeString(file, SEVEN.json());
    Files.writeString(root.resolve("other.json"), "[]");

    assertThat(request("PLAN=operator/target/seed-7.json")).isEqualTo(new One(SEVEN));
    assertThatThrownBy(() -> request("PLAN=other.json")).hasMessageStartingWith("PLAN is 'other");
  }

  private SimulateRequest request(String variables) {
    Map<String, String> given = Splitter.on(' ').withKeyValueSeparator('=').split(variables);
    Map<String, String> defaults = Map.of("SEEDS", "1000", "FROM", "1");
    return SimulateRequest.of(
        name -> given.getOrDefault(name, defaults.getOrDefault(name, "")), root);
  }
}
