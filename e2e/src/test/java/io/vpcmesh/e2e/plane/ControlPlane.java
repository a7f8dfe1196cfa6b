package io.vpcmesh.e2e.plane;

import com.google.common.collect.ImmutableList;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.vpcmesh.process.Told;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * etcd, kube-apiserver and kube-controller-manager on this machine's loopback address. There are no
 * nodes, so pods stay what tests write into their status.
 */
public final class ControlPlane implements AutoCloseable {

  /** Where those of a run have their folders. */
  static final Path FOLDER =
      Path.of(System.getProperty("basedir", "."), "target", "control-plane").toAbsolutePath();

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final Path folder;
  private final URI url;
  private final Credentials credentials;
  private final Kubectl kubectl;
  private final History history;
  private final Audit audit;
  private final Server etcd;
  private final Server apiServer;
  private final Server controllerManager;

  private ControlPlane(Path folder, Programs programs) throws IOException {
    ImmutableList<Integer> ports = FreePorts.take(3);
    this.folder = folder;
    this.url = URI.create("https://127.0.0.1:" + ports.get(2));
    this.credentials = Credentials.make(folder.resolve("credentials"), url);
    this.kubectl =
        new Kubectl(
            programs.program("kubectl"), credentials.admin(), folder.resolve("kubectl-cache"));
    this.history = new History(URI.create("http://127.0.0.1:" + ports.get(0)));
    this.audit = Audit.in(folder);
    Launch launch = new Launch(programs, folder);
    this.etcd = launch.etcd(ports.get(0), ports.get(1));
    this.apiServer = launch.apiServer(ports.get(2), ports.get(0), credentials, audit);
    this.controllerManager = launch.controllerManager(credentials);
  }

  /**
   * Starts all three and returns when they work.
   *
   * @param folder their own; what is in it goes, and their logs stay in it
   */
  public static ControlPlane start(Path folder) throws IOException {
    if (Files.exists(folder)) {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
    Files.createDirectories(folder);
    ControlPlane plane = new ControlPlane(folder, Programs.ready());
    try {
      plane.startServers();
    } catch (IOException | RuntimeException | AssertionError e) {
      plane.close();
      throw e;
    }
    return plane;
  }

  private void startServers() throws IOException {
    etcd.start();
    apiServer.start();
    awaitReady();
    controllerManager.start();
    await("the controller manager works", "get", "serviceaccount", "default", "-n", "default");
  }

  /** Returns when the API server is ready, as after a restart. */
  public void awaitReady() throws IOException {
    await("the API server is ready", "get", "--raw=/readyz");
  }

  private void await(String what, Object... question) throws IOException {
    Instant end = Instant.now().plus(PATIENCE);
    Told told = kubectl.run(question);
    while (told.code() != 0) {
      requireAlive();
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("in vain waited until %s: %s%s".formatted(what, told, logs()));
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      told = kubectl.run(question);
    }
    requireAlive();
  }

  /** Who answers may be a stranger on the same port when our own server did not come up. */
  private void requireAlive() throws IOException {
    if (!etcd.isAlive() || !apiServer.isAlive()) {
      throw new AssertionError("the control plane does not run: " + logs());
    }
  }

  /** Which of them does not run, and where to read what they said. */
  public String trouble() {
    ImmutableList<Server> dead =
        servers().filter(server -> !server.isAlive()).collect(ImmutableList.toImmutableList());
    return "servers that do not run: %s, logs: %s".formatted(dead, folder);
  }

  private String logs() throws IOException {
    StringBuilder logs = new StringBuilder();
    for (Server server : servers().toList()) {
      logs.append("\n== ").append(server).append('\n').append(server.lastWords());
    }
    return logs.append("\nall of it: ").append(folder).toString();
  }

  private Stream<Server> servers() {
    return Stream.of(etcd, apiServer, controllerManager);
  }

  /** Where the API server listens. */
  public URI url() {
    return url;
  }

  /**
   * Makes etcd forget every revision but the last, as the API server has it do in time. Watches go
   * on from the API server's own memory, which it loses when it is killed.
   */
  public void compact() throws IOException {
    history.compact();
  }

  /** An administrator's. */
  public Path kubeconfig() {
    return credentials.admin();
  }

  /** That of an existing service account, good for a day. */
  public Path kubeconfig(ServiceAccount account) throws IOException {
    return kubeconfig(account, url);
  }

  /** That of a service account which comes through a {@link Gate}. */
  public Path kubeconfig(ServiceAccount account, Gate gate) throws IOException {
    return kubeconfig(account, gate.url());
  }

  /** That of a service account which reaches the API server at another address. */
  public Path kubeconfig(ServiceAccount account, URI server) throws IOException {
    String token =
        kubectl.output(
            "create", "token", account.name(), "-n", account.namespace(), "--duration=24h");
    return credentials.kubeconfig(account + "-" + server.getPort(), server, token.strip());
  }

  /** What service accounts asked of the API server. */
  public Audit audit() {
    return audit;
  }

  /** kubectl in an administrator's hands. */
  public Kubectl kubectl() {
    return kubectl;
  }

  /** kubectl in the hands of a service account. */
  public Kubectl kubectl(ServiceAccount account) throws IOException {
    return new Kubectl(kubectl.program(), kubeconfig(account), kubectl.cache());
  }

  public Server etcd() {
    return etcd;
  }

  public Server apiServer() {
    return apiServer;
  }

  public Server controllerManager() {
    return controllerManager;
  }

  @Override
  public void close() throws IOException {
    controllerManager.kill();
    apiServer.kill();
    etcd.kill();
    MoreFiles.deleteRecursively(folder.resolve("data"), RecursiveDeleteOption.ALLOW_INSECURE);
  }
}
