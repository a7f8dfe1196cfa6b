package io.vpcmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** An address with a password in it is refused, and not repeated. */
class EndpointSecretsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"http://me:hush@localhost:5000", "ftp://me:hush@localhost", "x://hush@y z"})
  void anEndpointWithAPasswordIsRefusedWithoutTellingIt(String url, @TempDir Path manifests) {
    StringWriter said = new StringWriter();
    CommandLine line = CommandLines.create(false).setErr(new PrintWriter(said));

    int exit = line.execute("plan", "-f", manifests.toString(), "--endpoint-url", url);

    assertThat(exit).isEqualTo(ExitCode.USAGE);
    assertThat(said.toString())
        .startsWith("vpcmesh: --endpoint-url is http://HOST:PORT or https://HOST, not '")
        .contains("***@")
        .doesNotContain("hush");
  }
}
