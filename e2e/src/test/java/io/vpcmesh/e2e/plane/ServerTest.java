package io.vpcmesh.e2e.plane;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTest {

  @TempDir Path folder;

  @Test
  void aKilledServerIsGoneAndStartsAgain() throws IOException {
    try (Server server = sleeper("600")) {
      server.start();
      long first = server.pid();

      server.kill();
      server.start();

      assertThat(ProcessHandle.of(first)).isEmpty();
      assertThat(server.isAlive()).isTrue();
      assertThat(server.pid()).isNotEqualTo(first);
    }
  }

  @Test
  void aFrozenServerCanBeKilled() throws IOException {
    try (Server server = sleeper("600")) {
      server.start();
      server.freeze();

      server.kill();

      assertThat(server.isAlive()).isFalse();
    }
  }

  @Test
  void whatAServerSaidIsKept() throws Exception {
    try (Server server = sleeper("never")) {
      server.start();
      server.awaitEnd();

      assertThat(server.isAlive()).isFalse();
      assertThat(server.lastWords()).contains("invalid time interval");
    }
  }

  @Test
  void aServerDoesNotOutliveTheProgramThatStartedIt() throws Exception {
    Process bystander =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Bystander.class.getName(),
                folder.resolve("log").toString())
            .start();
    String pid = bystander.inputReader(StandardCharsets.US_ASCII).readLine();
    ProcessHandle server = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();

    bystander.destroyForcibly();

    assertThat(server.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
  }

  private Server sleeper(String time) {
    return new Server("sleep", folder.resolve("log"), ImmutableList.of("sleep", time));
  }
}
