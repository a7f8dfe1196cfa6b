package io.vpcmesh.e2e.operator;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.aws.MotoServer;
import io.vpcmesh.e2e.plane.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The operator's classes as the virtual machine has them after some work, so that the next start
 * need not read and check them again: that is more than half of what a start costs.
 */
final class ClassArchive {

  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", ".")).toAbsolutePath().resolve("target/archive");
  private static final Path ARCHIVE = FOLDER.resolve("operator.jsa");

  private static boolean made;

  private ClassArchive() {}

  /**
   * What makes a process start with little work that is to live for seconds. The archive is made
   * the first time that somebody asks.
   */
  static ImmutableList<String> flags(ControlPlane plane, MotoServer moto) throws IOException {
    makeOnce(plane, moto);
    return with("-XX:SharedArchiveFile=" + ARCHIVE);
  }

  /** For who cannot bear that it is made later, with resources on the control plane. */
  static synchronized void makeOnce(ControlPlane plane, MotoServer moto) throws IOException {
    if (!made) {
      make(plane, moto);
      made = true;
    }
  }

  private static ImmutableList<String> with(String archive) {
    return ImmutableList.<String>builder().addAll(Replica.HASTY).add(archive).build();
  }

  /** One operator does what all of them do: it leads, registers an instance, and takes it out. */
  private static void make(ControlPlane plane, MotoServer moto) throws IOException {
    Files.createDirectories(FOLDER);
    Files.deleteIfExists(ARCHIVE);
    try (Stage stage = new Stage(plane, moto)) {
      Replica trainee = stage.trainee(with("-XX:ArchiveClassesAtExit=" + ARCHIVE));
      stage.apply(stage.example("mesh"));
      stage.apply(stage.example("web"));
      stage.awaitReady("serviceendpoints");
      stage.in("delete", "serviceendpoints,servicemeshes", "--all", "--timeout=60s");
      trainee.process().terminate();
      trainee.process().awaitEnd();
      if (!Files.exists(ARCHIVE)) {
        throw new IOException("there is no " + ARCHIVE + ": " + trainee.log());
      }
    }
  }
}
