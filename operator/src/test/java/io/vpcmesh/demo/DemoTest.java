package io.vpcmesh.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.cloud.simulated.SimulatedCloud;
import io.vpcmesh.runtime.VirtualLoop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README shows what a run of the demo prints. */
class DemoTest {

  private static final Path README = Path.of("..", "README.md");

  @Test
  void theReadmeShowsWhatTheDemoPrints(@TempDir Path folder) throws IOException {
    VirtualLoop loop = new VirtualLoop(Instant.parse("2026-11-01T08:00:00Z"));
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    new Demo(
            folder,
            new SimulatedCloud(DemoCloud.SETTINGS, loop::now),
            loop,
            loop::runFor,
            new PrintStream(printed, true, UTF_8))
        .run();

    assertThat(masked(Files.readString(README))).contains(masked(printed.toString(UTF_8)).strip());
  }

  @Test
  void aDemoWithoutItsCloudSaysWhatItWaitedFor(@TempDir Path folder) {
    VirtualLoop loop = new VirtualLoop(Instant.parse("2026-11-01T08:00:00Z"));
    SimulatedCloud cloud = new SimulatedCloud(DemoCloud.SETTINGS, loop::now);
    cloud.faults().set(CallPattern.all(), Fault.unavailable());
    Demo demo =
        new Demo(
            folder, cloud, loop, loop::runFor, new PrintStream(OutputStream.nullOutputStream()));

    assertThatThrownBy(demo::run)
        .isInstanceOf(WaitedInVainException.class)
        .hasMessage(
            "the demo waited 90 s in vain until all four are ready: mesh shop/shop: ListNamespaces: ServiceUnavailable: the service is unavailable (503)");
  }

  /** Durations and points in time differ from run to run. */
  private static String masked(String text) {
    return text.replaceAll("after [0-9.]+ s", "after _ s")
        .replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z", "_");
  }
}
