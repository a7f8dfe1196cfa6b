package io.vpcmesh.mutants;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bugs that {@code make mutants} plants still fit the program. */
class PatchesTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  static List<Path> patches() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve(".ci/mutants"))) {
      return files.filter(file -> file.toString().endsWith(".patch")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("patches")
  void aPatchApplies(Path patch) throws IOException, InterruptedException {
    Process git =
        new ProcessBuilder("git", "apply", "--check", patch.toString())
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(git.getInputStream().readAllBytes(), UTF_8);

    assertThat(git.waitFor()).as(said).isZero();
  }

  @ParameterizedTest
  @MethodSource("patches")
  void aPatchSaysWhatItPlantsAndWhatStopsIt(Path patch) throws IOException {
    assertThat(Files.readAllLines(patch).subList(0, 3))
        .satisfiesExactly(
            bug -> assertThat(bug).matches("bug: .{10,}"),
            test -> assertThat(test).matches("test: [\\w.]+#\\w+(\\[.+])?"),
            says -> assertThat(says).matches("says: .{3,}"));
  }
}
