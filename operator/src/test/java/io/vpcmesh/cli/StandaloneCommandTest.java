package io.vpcmesh.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.standalone.StateDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that cannot start says why in one sentence, and with exit code 74. */
class StandaloneCommandTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path folder;

  @Test
  void aManifestDirectoryThatIsNotThereIsNamed() {
    Path missing = folder.resolve("missing");

    assertThat(Told.by("standalone", "--manifests", missing, "--state", state()))
        .isEqualTo(
            Told.only(
                74,
                "vpcmesh: manifest directory %s does not exist: make it, or name another one with --manifests"
                    .formatted(missing)));
    assertThat(state()).doesNotExist();
  }

  @Test
  void aFileIsNoManifestDirectory() throws IOException {
    Path file = Files.writeString(folder.resolve("web.yaml"), "");

    assertThat(Told.by("standalone", "--manifests", file, "--state", state()))
        .isEqualTo(
            Told.only(
                74,
                "vpcmesh: manifest directory %s is a file: name the directory that holds it with --manifests"
                    .formatted(file)));
  }

  @Test
  void aSecondDaemonIsToldWhoIsThereAlready() {
    try (StateDirectory _ = StateDirectory.lock(state(), () -> "first", NOW)) {
      assertThat(start())
          .isEqualTo(
              Told.only(
                  74,
                  "vpcmesh: state directory %s is in use by the daemon with pid %d: stop that one, or name another directory with --state"
                      .formatted(state(), ProcessHandle.current().pid())));
    }
  }

  @Test
  void aStateDirectoryThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Path below = file.resolve("state");

    assertThat(Told.by("standalone", "--manifests", folder, "--state", below))
        .isEqualTo(
            Told.only(
                74,
                "vpcmesh: cannot use state directory %s (Not a directory): put that right, or name another directory with --state"
                    .formatted(below)));
  }

  @Test
  void aFileIsNoStateDirectory() throws IOException {
    Path file = Files.writeString(folder.resolve("file.yaml"), "");

    assertThat(Told.by("standalone", "--manifests", folder, "--state", file))
        .isEqualTo(
            Told.only(
                74,
                "vpcmesh: cannot use state directory %s (it is a file, not a directory): name another directory with --state"
                    .formatted(file)));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aPlaceWhereNothingCanBeMadeIsNoStateDirectory() {
    assertThat(Told.by("standalone", "--manifests", folder, "--state", "/proc/vpcmesh"))
        .isEqualTo(
            Told.only(
                74,
                "vpcmesh: cannot make state directory /proc/vpcmesh (nothing can be made there): name another directory with --state"));
  }

  @Test
  void aDirectoryOfSomethingElseIsNotTaken() throws IOException {
    Files.createDirectories(state());
    Files.writeString(state().resolve("holiday.jpg"), "");

    assertThat(start())
        .isEqualTo(
            Told.only(
                74,
                "vpcmesh: %s is no state directory: it holds holiday.jpg but no installation.json; name an empty or a new directory with --state"
                    .formatted(state())));
  }

  @Test
  void stateOfAnotherInstallationIsRefused() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled().stopped()) {
      Path installation = shop.state().resolve("installation.json");
      Files.writeString(
          installation, Files.readString(installation, UTF_8).replace("\"test\"", "\"other\""));

      Told told = Told.by("standalone", "--manifests", shop.manifests(), "--state", shop.state());

      assertThat(told.code()).isEqualTo(74);
      assertThat(told.err())
          .startsWith("vpcmesh: state file ")
          .endsWith(
              " belongs to installation test, the directory to other: put it back where it came from\n");
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(
              Told.by(
                  "standalone",
                  "--manifests",
                  folder,
                  "--state",
                  state(),
                  "--cloud",
                  "simulated",
                  "--health-port",
                  taken.getLocalPort()))
          .isEqualTo(
              Told.only(
                  74,
                  "vpcmesh: cannot listen on port %d of this machine (Address already in use): name another one with --health-port, or 0 for any that is free"
                      .formatted(taken.getLocalPort())));
    }
  }

  private Told start() {
    return Told.by("standalone", "--manifests", folder, "--state", state(), "--cloud", "simulated");
  }

  private Path state() {
    return folder.resolve("state");
  }
}
