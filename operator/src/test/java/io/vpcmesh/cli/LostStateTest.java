package io.vpcmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.cloud.simulated.SimulatedCloud;
import io.vpcmesh.cloud.wire.CloudServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A daemon whose state directory becomes another's ends by itself, and touches nothing any more.
 */
class LostStateTest {

  private static final Duration REST = Duration.ofSeconds(3);

  private final SimulatedCloud cloud =
      new SimulatedCloud(Settings.immediate(), InstantSource.system());
  private final CloudServer server = CloudServer.of(cloud);
  @TempDir private Path folder;

  @BeforeEach
  void prepare() throws IOException {
    ExampleShop.copyTo(manifests());
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aDaemonWhoseLockIsRemovedChangesNothingAnyMore() throws Exception {
    try (DaemonProcess daemon = daemon()) {
      daemon.await("all is registered", () -> registered().size() == 9);
      daemon.await("all is journaled", this::isAtRest);
      Path manifest = manifests().resolve("user.yaml");

      Files.delete(state().resolve("lock"));
      ImmutableSortedMap<Path, String> before = remembered();
      Files.writeString(manifest, Files.readString(manifest).replace("10.0.2.20", "10.0.2.99"));
      int exitCode = daemon.exitCode();

      assertThat(exitCode).isEqualTo(74);
      assertThat(registered()).contains("10-0-2-20").doesNotContain("10-0-2-99");
      assertThat(remembered()).isEqualTo(before);
      assertThat(errors(daemon))
          .singleElement()
          .asString()
          .contains("state directory %s is not this daemon's any more".formatted(state()));
    }
  }

  @Test
  void theNextDaemonGoesOnAloneAfterTheLockWasRemoved() throws Exception {
    try (DaemonProcess first = daemon()) {
      first.awaitReady();

      Files.delete(state().resolve("lock"));
      try (DaemonProcess second = daemon()) {
        int exitCode = first.exitCode();
        second.awaitReady();

        assertThat(exitCode).isEqualTo(74);
        assertThat(errors(second)).isEmpty();
      }
    }
  }

  @Test
  void aDaemonWhoseDirectoryIsRemovedLeavesNothingBehind() throws Exception {
    try (DaemonProcess daemon = daemon()) {
      daemon.awaitReady();

      MoreFiles.deleteRecursively(state(), RecursiveDeleteOption.ALLOW_INSECURE);
      int exitCode = daemon.exitCode();

      assertThat(exitCode).isEqualTo(74);
      assertThat(state()).doesNotExist();
      assertThat(errors(daemon)).hasSize(1);
    }
  }

  private List<String> registered() {
    return cloud.snapshot(ExampleShop.REGION).instances().map(found -> found.id().value()).toList();
  }

  private DaemonProcess daemon() throws IOException {
    return DaemonProcess.start(
        folder,
        "standalone",
        "--manifests",
        manifests(),
        "--state",
        state(),
        "--cloud",
        "aws",
        "--endpoint-url",
        server.endpoint());
  }

  private static List<String> errors(DaemonProcess daemon) throws IOException {
    return daemon.log().lines().filter(line -> line.contains("level=ERROR")).toList();
  }

  private ImmutableSortedMap<Path, String> remembered() throws IOException {
    ImmutableSortedMap.Builder<Path, String> files = ImmutableSortedMap.naturalOrder();
    try (Stream<Path> all = Files.walk(state())) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(file, Files.readString(file));
      }
    }
    return files.buildOrThrow();
  }

  /** Nothing was written for longer than a journal waits for others. */
  private boolean isAtRest() throws IOException {
    Instant newest = Instant.EPOCH;
    try (Stream<Path> all = Files.walk(state())) {
      for (Path file : all.toList()) {
        Instant written = Files.getLastModifiedTime(file).toInstant();
        newest = written.isAfter(newest) ? written : newest;
      }
    } catch (NoSuchFileException | UncheckedIOException e) {
      return false; // something was being written right now
    }
    return newest.plus(REST).isBefore(Instant.now());
  }

  private Path manifests() {
    return folder.resolve("manifests");
  }

  private Path state() {
    return folder.resolve("state");
  }
}
