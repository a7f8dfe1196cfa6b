package io.vpcmesh.mutants;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever names a mutant that is not there is told so, before any of the others is tried. */
class MutantNamesTest {

  private static final Path SCRIPT = Path.of("..", ".ci", "mutants", "run");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "R99      | ONLY is 'R99': no name of a mutant begins with R99; .ci/mutants has all",
        "R05 R99  | ONLY is 'R05 R99': no name of a mutant begins with R99; .ci/mutants has all",
        "` `      | ONLY is empty: it has to be beginnings of names of mutants"
      })
  void aNameThatNoMutantHasIsNamed(String only, String refusal)
      throws IOException, InterruptedException {
    Process run =
        new ProcessBuilder(SCRIPT.toString(), "no-jdk", "no-classpath", only)
            .redirectErrorStream(true)
            .start();

    String said = new String(run.getInputStream().readAllBytes(), UTF_8);

    assertThat(run.waitFor()).isEqualTo(2);
    assertThat(said).isEqualTo(refusal + "\n");
  }
}
