package io.vpcmesh.cli;

import com.google.common.net.HostAndPort;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.vpcmesh.cloud.SupervisedCloud;
import io.vpcmesh.config.CloudChoice;
import io.vpcmesh.config.OperatorConfig;
import io.vpcmesh.kubernetes.Election;
import io.vpcmesh.kubernetes.KubernetesOperator;
import io.vpcmesh.runtime.HealthServer;
import io.vpcmesh.runtime.HookClient;
import io.vpcmesh.runtime.MeasuredCalls;
import io.vpcmesh.runtime.SteadyClock;
import io.vpcmesh.runtime.ThreadLoop;
import io.vpcmesh.telemetry.PrometheusMeters;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running operator with all that it holds open. */
final class OperatorProcess implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OperatorProcess.class);
  private static final Duration DRAIN_TIME = Duration.ofSeconds(5);
  private static final int CONNECT_MILLIS = 2_000;
  private static final int WRITE_MILLIS = 3_000;

  private final OpenResources open = new OpenResources();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final OperatorConfig config;

  OperatorProcess(OperatorConfig config) {
    this.config = config;
  }

  void awaitEnd() throws InterruptedException {
    ended.await();
  }

  void start() throws InterruptedException {
    InstantSource clock = SteadyClock.system();
    ThreadLoop loop = new ThreadLoop(clock, DRAIN_TIME, bug -> die());
    Config cluster = Clusters.here();
    KubernetesClient watch = client(cluster);
    KubernetesClient write = client(hasty(cluster));
    OpenCloud cloud = Clouds.aws((CloudChoice.Aws) config.cloud(), config.reach());
    open.add(cloud.close()::run);
    PrometheusMeters meters = new PrometheusMeters(VersionCommand.version(), clock);
    open.add(meters);
    HookClient hooks = new HookClient("vpcmesh/" + VersionCommand.version());
    open.add(hooks);
    KubernetesOperator operator =
        new KubernetesOperator(
            new KubernetesOperator.Parts(
                watch,
                write,
                new SupervisedCloud(cloud.cloud(), new MeasuredCalls(meters, clock)),
                meters,
                hooks,
                Election.of(config.ownNamespace(), config.lease(), identity()),
                config.leaderElection(),
                config.namespaces(),
                config.reach(),
                clock,
                OperatorProcess::deposed),
            loop);
    open.add(operator);
    meters.leading(operator::isLeading);
    // Calls under way end before the lease goes to somebody else.
    open.add(loop);
    HealthServer health = health(operator, meters);
    open.add(health);
    LOG.atInfo()
        .addKeyValue("cluster", cluster.getMasterUrl())
        .addKeyValue("cloud", config.cloud())
        .addKeyValue(
            "health",
            "http://" + config.metricsAddress().getHost() + ":" + health.port() + "/healthz")
        .log("running");
    operator.start();
  }

  /** A request that hangs must not keep a leader from noticing that it is none any more. */
  private static Config hasty(Config cluster) {
    return new ConfigBuilder(cluster)
        .withConnectionTimeout(CONNECT_MILLIS)
        .withRequestTimeout(WRITE_MILLIS)
        .withRequestRetryBackoffLimit(0)
        .build();
  }

  private KubernetesClient client(Config cluster) {
    KubernetesClient client = new KubernetesClientBuilder().withConfig(cluster).build();
    open.add(client);
    return client;
  }

  private static String identity() {
    return host() + "_" + UUID.randomUUID();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "vpcmesh";
    }
  }

  private HealthServer health(KubernetesOperator operator, PrometheusMeters meters) {
    HostAndPort address = config.metricsAddress();
    try {
      return HealthServer.start(
          new InetSocketAddress(address.getHost(), address.getPort()),
          new HealthServer.Answers(operator::isAlive, operator::isReady, meters::scrape));
    } catch (UncheckedIOException taken) {
      throw new CommandFailure(
          ExitCode.IO,
          "cannot listen on %s (%s): name another address with --metrics-address"
              .formatted(address, taken.getMessage()));
    }
  }

  /** Another replica leads: what this one has in memory may be outdated, so it starts anew. */
  private static void deposed() {
    LOG.atWarn().log("the lease is lost: the process ends, to start anew as a follower");
    die();
  }

  private static void die() {
    Runtime.getRuntime().halt(ExitCode.FAILED);
  }

  /** Ends everything in the reverse order; the second time there is nothing left to end. */
  @Override
  public void close() {
    open.close();
    ended.countDown();
  }
}
