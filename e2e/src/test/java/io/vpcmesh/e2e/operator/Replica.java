package io.vpcmesh.e2e.operator;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.e2e.plane.Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One process of the operator, made of the packaged jar. */
public final class Replica implements AutoCloseable {

  /** It would not pay to compile or to collect with care what runs for seconds. */
  static final ImmutableList<String> HASTY =
      ImmutableList.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  static final Path JAR =
      Path.of(System.getProperty("basedir", ".")).resolve("../operator/target/vpcmesh.jar");
  private static final Pattern HEALTH = Pattern.compile("health=\"([^\"]+)/healthz\"");
  private static final Pattern IDENTITY = Pattern.compile("msg=\"watching\" me=\"([^\"]+)\"");

  private final Path log;
  private final Server server;

  private Replica(Path log, Server server) {
    this.log = log;
    this.server = server;
  }

  /**
   * Starts it. It is not ready when this returns.
   *
   * @param log does not exist yet
   * @param java flags of the virtual machine
   * @param flags of the operator
   */
  public static Replica start(
      Path log, Path kubeconfig, URI aws, List<String> java, List<String> flags)
      throws IOException {
    Files.createFile(log);
    ImmutableList<String> words =
        ImmutableList.<String>builder()
            .add("env", "KUBECONFIG=" + kubeconfig)
            .add("AWS_ACCESS_KEY_ID=test", "AWS_SECRET_ACCESS_KEY=test")
            .add(JAVA)
            .addAll(java)
            .add("-jar", JAR.toString(), "operator")
            .add("--endpoint-url", aws.toString(), "--metrics-address", "127.0.0.1:0")
            .addAll(flags)
            .build();
    Server server = new Server("operator", log, words);
    server.start();
    return new Replica(log, server);
  }

  public Server process() {
    return server;
  }

  public String log() throws IOException {
    return Files.readString(log);
  }

  /** Who it is in the lease, as soon as it competes. */
  Optional<String> identity() throws IOException {
    Matcher watching = IDENTITY.matcher(log());
    return watching.find() ? Optional.of(watching.group(1)) : Optional.empty();
  }

  /** Where it tells of itself, as soon as it does. */
  public Optional<URI> address() throws IOException {
    Matcher health = HEALTH.matcher(log());
    return health.find() ? Optional.of(URI.create(health.group(1))) : Optional.empty();
  }

  public boolean isLeading() throws IOException {
    return log().contains("msg=\"leading\"");
  }

  /** What it says of writes to AWS. */
  public ImmutableList<String> writes() throws IOException {
    return log()
        .lines()
        .filter(line -> line.contains("logger=ServiceWrites") || line.contains("NamespaceWrites"))
        .collect(ImmutableList.toImmutableList());
  }

  @Override
  public void close() {
    server.kill();
  }
}
