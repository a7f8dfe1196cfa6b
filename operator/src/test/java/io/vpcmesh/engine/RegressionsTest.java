package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans that once ended badly, as small as they got; the name of a file says what was wrong. */
class RegressionsTest {

  private static final Path FOLDER = Path.of("src", "test", "resources", "regressions");

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void whatWasMendedStaysMended(Path file) {
    assertThat(Simulation.of(Plan.read(file)).failures()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void aPlanIsTheSameWhenItWasWrittenAndReadAgain(Path file) throws IOException {
    Plan plan = Plan.read(file);

    Files.createDirectories(Path.of("target"));
    Path copy = Files.createTempFile(Path.of("target"), "plan", ".json");
    Files.writeString(copy, plan.json());

    assertThat(Plan.read(copy)).isEqualTo(plan);
  }

  @Test
  void thereAreSome() throws IOException {
    assertThat(files()).isNotEmpty();
  }
}
