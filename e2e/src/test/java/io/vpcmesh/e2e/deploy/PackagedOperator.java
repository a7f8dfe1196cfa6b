package io.vpcmesh.e2e.deploy;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.e2e.plane.Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** The jar as a container would run it, with an environment of its own. */
final class PackagedOperator implements AutoCloseable {

  private static final Path JAR = Base.ROOT.resolve("operator/target/vpcmesh.jar");
  private static final Path LOG =
      Path.of(System.getProperty("basedir", "."), "target", "operators");

  private final Server server;
  private final Path log;

  private PackagedOperator(Server server, Path log) {
    this.server = server;
    this.log = log;
  }

  /**
   * Starts it.
   *
   * @param kubeconfig whom it works as
   * @param aws where AWS is
   */
  static PackagedOperator start(String name, Path kubeconfig, URI aws) throws IOException {
    Path log = Files.createDirectories(LOG).resolve(name + ".log");
    Files.deleteIfExists(log);
    Server server =
        new Server(
            name,
            log,
            ImmutableList.of(
                "env",
                "-i",
                "KUBECONFIG=" + kubeconfig.toAbsolutePath(),
                "AWS_ENDPOINT_URL=" + aws,
                "AWS_ACCESS_KEY_ID=test",
                "AWS_SECRET_ACCESS_KEY=test",
                System.getProperty("java.home") + "/bin/java",
                // A container's disk is read-only: nowhere to put a temporary file,
                // and no performance data.
                "-Djava.io.tmpdir=/proc",
                "-XX:-UsePerfData",
                "-jar",
                JAR.toAbsolutePath().toString(),
                "operator",
                "--metrics-address",
                "127.0.0.1:0"));
    server.start();
    return new PackagedOperator(server, log);
  }

  String said() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    server.close();
  }
}
