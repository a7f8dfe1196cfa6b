package io.vpcmesh.e2e.operator;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.e2e.plane.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * The operator's classes as the virtual machine has them after a start, so that the next start need
 * not read and check them again: that is half of what a start costs.
 */
final class ClassArchive {

  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", ".")).toAbsolutePath().resolve("target/archive");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  /** There is no such API server: an operator loads its classes, and then waits for one. */
  private static final String NOBODY =
      """
      apiVersion: v1
      kind: Config
      clusters: [{name: nobody, cluster: {server: "https://127.0.0.1:1"}}]
      users: [{name: nobody, user: {token: none}}]
      contexts: [{name: nobody, context: {cluster: nobody, user: nobody}}]
      current-context: nobody
      """;

  private static boolean made;

  private ClassArchive() {}

  /** The flag that lets a start use it; it is made the first time that somebody asks. */
  static synchronized String flag(Path jar) throws IOException {
    Path archive = FOLDER.resolve("operator.jsa");
    if (!made) {
      Files.createDirectories(FOLDER);
      make(jar, archive);
      made = true;
    }
    return "-XX:SharedArchiveFile=" + archive;
  }

  private static void make(Path jar, Path archive) throws IOException {
    Files.deleteIfExists(archive);
    Path kubeconfig = Files.writeString(FOLDER.resolve("nobody.yaml"), NOBODY);
    Path log = Files.writeString(FOLDER.resolve("operator.log"), "");
    try (Server operator =
        new Server(
            "archived",
            log,
            ImmutableList.<String>builder()
                .add("env", "KUBECONFIG=" + kubeconfig)
                .add("AWS_ACCESS_KEY_ID=test", "AWS_SECRET_ACCESS_KEY=test")
                .add(Replica.JAVA)
                .addAll(Replica.HASTY)
                .add("-XX:ArchiveClassesAtExit=" + archive)
                .add("-jar", jar.toString(), "operator", "--namespace", "nobody")
                .add("--endpoint-url", "http://127.0.0.1:1", "--metrics-address", "127.0.0.1:0")
                .build())) {
      operator.start();
      awaitWaiting(log);
      operator.terminate();
      operator.awaitEnd();
    }
    if (!Files.exists(archive)) {
      throw new IOException("there is no " + archive + ": " + Files.readString(log));
    }
  }

  private static void awaitWaiting(Path log) throws IOException {
    Instant end = Instant.now().plus(PATIENCE);
    while (!Files.readString(log).contains("msg=\"waiting\"")) {
      if (Instant.now().isAfter(end)) {
        throw new IOException("in vain waited for an operator: " + Files.readString(log));
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }
}
