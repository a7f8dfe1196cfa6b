package io.vpcmesh.cli;

import io.vpcmesh.cloud.SupervisedCloud;
import io.vpcmesh.config.DaemonConfig;
import io.vpcmesh.runtime.HealthServer;
import io.vpcmesh.runtime.HookClient;
import io.vpcmesh.runtime.MeasuredCalls;
import io.vpcmesh.runtime.SteadyClock;
import io.vpcmesh.runtime.ThreadLoop;
import io.vpcmesh.standalone.ManifestDirectory;
import io.vpcmesh.standalone.Standalone;
import io.vpcmesh.standalone.StateDirectory;
import io.vpcmesh.standalone.StateException;
import io.vpcmesh.telemetry.PrometheusMeters;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running daemon with all that it holds open. */
final class Daemon implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
  private static final Duration DRAIN_TIME = Duration.ofSeconds(5);

  private final OpenResources open = new OpenResources();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final DaemonConfig config;
  private boolean running;

  private Daemon(DaemonConfig config) {
    this.config = config;
  }

  /** Starts a daemon, or leaves nothing open behind. */
  static Daemon start(DaemonConfig config) {
    Daemon daemon = new Daemon(config);
    try {
      daemon.start();
      return daemon;
    } catch (RuntimeException failure) {
      daemon.close();
      throw failure;
    }
  }

  void awaitEnd() throws InterruptedException {
    ended.await();
  }

  private synchronized void start() {
    requireDirectory(config.manifests());
    InstantSource clock = SteadyClock.system();
    StateDirectory state = lockState(clock.instant());
    OpenCloud cloud = Clouds.open(config.cloud(), config.reach(), state.files(), clock);
    open.add(cloud.close()::run);
    PrometheusMeters meters =
        new PrometheusMeters(VersionCommand.version(), clock).leading(() -> true);
    open.add(meters);
    HookClient hooks = new HookClient("vpcmesh/" + VersionCommand.version());
    open.add(hooks);
    ThreadLoop loop = new ThreadLoop(clock, DRAIN_TIME, Daemon::die);
    open.add(loop);
    Standalone standalone =
        new Standalone(
                Standalone.Parts.of(
                        new ManifestDirectory(config.manifests()),
                        state,
                        new SupervisedCloud(cloud.cloud(), new MeasuredCalls(meters, clock)))
                    .reaching(config.reach())
                    .pruning(config.prune()),
                loop)
            .measuredBy(meters)
            .asking(hooks);
    HealthServer health = health(standalone, meters);
    open.add(health);
    standalone.start();
    LOG.atInfo()
        .addKeyValue("manifests", config.manifests())
        .addKeyValue("state", config.state())
        .addKeyValue("cloud", config.cloud())
        .addKeyValue("health", "http://127.0.0.1:" + health.port() + "/healthz")
        .log("running");
    running = true;
  }

  private HealthServer health(Standalone standalone, PrometheusMeters meters) {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), config.healthPort());
    try {
      return HealthServer.start(
          address,
          new HealthServer.Answers(standalone::isAlive, standalone::isReady, meters::scrape));
    } catch (UncheckedIOException taken) {
      throw new CommandFailure(
          ExitCode.IO,
          "cannot listen on port %d of this machine (%s): name another one with --health-port, or 0 for any that is free"
              .formatted(config.healthPort(), taken.getMessage()));
    }
  }

  private StateDirectory lockState(Instant now) {
    StateDirectory state =
        StateDirectory.lock(config.state(), () -> UUID.randomUUID().toString(), now);
    open.add(state);
    state.onLost(this::leave);
    return state;
  }

  private static void requireDirectory(Path manifests) {
    if (!Files.isDirectory(manifests)) {
      throw new CommandFailure(
          ExitCode.IO,
          Files.exists(manifests)
              ? "manifest directory %s is a file: name the directory that holds it with --manifests"
                  .formatted(manifests)
              : "manifest directory %s does not exist: make it, or name another one with --manifests"
                  .formatted(manifests));
    }
  }

  /** After a bug nothing in memory can be trusted; what is on disk can, so a restart is safe. */
  private static void die(Throwable bug) {
    Runtime.getRuntime().halt(ExitCode.FAILED);
  }

  /**
   * Another daemon may have the state directory by now, so nothing that is under way may end: what
   * is on disk is enough to go on from. The first who gets here never returns.
   */
  private void leave(StateException lost) {
    synchronized (LOG) {
      LOG.atError()
          .addKeyValue("state", config.state())
          .addKeyValue("reason", lost.getMessage())
          .log("the daemon ends");
      Runtime.getRuntime().halt(ExitCode.IO);
    }
  }

  /** Ends everything in the reverse order; the second time there is nothing left to end. */
  @Override
  public synchronized void close() {
    open.close();
    if (running) {
      running = false;
      LOG.atInfo().addKeyValue("state", config.state()).log("stopped");
    }
    ended.countDown();
  }
}
