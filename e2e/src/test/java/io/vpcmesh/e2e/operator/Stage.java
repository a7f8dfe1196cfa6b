package io.vpcmesh.e2e.operator;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.cloud.aws.IndependentView;
import io.vpcmesh.cloud.aws.MotoServer;
import io.vpcmesh.e2e.plane.ControlPlane;
import io.vpcmesh.e2e.plane.Kubectl;
import io.vpcmesh.e2e.plane.ServiceAccount;
import io.vpcmesh.process.Command;
import io.vpcmesh.process.Told;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A namespace for the resources of one test and one for its operators, which look at nothing else,
 * so that what one test leaves behind is nobody's business.
 */
final class Stage implements AutoCloseable {

  static final String REGION = "eu-west-1";

  private static final Path BASE = Path.of(System.getProperty("basedir", ".")).toAbsolutePath();
  private static final Path EXAMPLES = BASE.resolve("../examples/shop");
  private static final Path LOGS = BASE.resolve("target/operators");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);
  private static final int LOOKS = 5;
  private static final String LET_GO = "{\"metadata\":{\"finalizers\":null}}";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final ControlPlane plane;
  private final MotoServer moto;
  private final URI aws;
  private final int number = COUNT.incrementAndGet();
  private final List<Replica> replicas = new ArrayList<>();

  Stage(ControlPlane plane, MotoServer moto) throws IOException {
    this(plane, moto, moto.endpoint());
  }

  /** A stage whose operators reach AWS in a way of their own. */
  Stage(ControlPlane plane, MotoServer moto, URI aws) throws IOException {
    this.plane = plane;
    this.moto = moto;
    this.aws = aws;
    Path definitions = BASE.resolve("../crds/manifests");
    kubectl().output("apply", "--server-side", "-f", definitions);
    kubectl().output("create", "namespace", home());
    kubectl().output("create", "namespace", shop());
    kubectl().output("label", "namespace", shop(), "team=shop");
    Files.createDirectories(LOGS);
  }

  /** Where the resources are. */
  String shop() {
    return "shop-" + number;
  }

  /** Where the operators are. */
  String home() {
    return "vpcmesh-" + number;
  }

  Kubectl kubectl() {
    return plane.kubectl();
  }

  ControlPlane plane() {
    return plane;
  }

  /** Runs a command of the packaged jar that asks this cluster and AWS. */
  Told command(String... words) throws IOException {
    return inCluster(
        Stream.concat(Stream.of(words), Stream.of("--endpoint-url", aws.toString()))
            .toArray(String[]::new));
  }

  /** Runs a command of the packaged jar that asks this cluster and not AWS. */
  Told inCluster(String... words) throws IOException {
    Object[] all =
        Stream.of(
                Stream.of(Replica.JAVA),
                ClassArchive.flags(plane, moto).stream(),
                Stream.of("-jar", Replica.JAR.toString()),
                Stream.of(words))
            .flatMap(part -> part)
            .toArray();
    return Command.of(PATIENCE, all)
        .within(
            ImmutableMap.of(
                "KUBECONFIG",
                plane.kubeconfig().toString(),
                "AWS_ACCESS_KEY_ID",
                "test",
                "AWS_SECRET_ACCESS_KEY",
                "test"))
        .run();
  }

  /** Another replica of the operator. */
  Replica replica() throws IOException {
    return replica(plane.kubeconfig());
  }

  /** Another replica, that reaches the API server in its own way. */
  Replica replica(Path kubeconfig) throws IOException {
    return replica(kubeconfig, shop());
  }

  /** Another replica, that looks for resources in these namespaces, separated by commas. */
  Replica replica(Path kubeconfig, String namespaces) throws IOException {
    return replica(kubeconfig, namespaces, ClassArchive.flags(plane, moto));
  }

  /** A replica of which the class archive is made. */
  Replica trainee(List<String> java) throws IOException {
    return replica(plane.kubeconfig(), shop(), java);
  }

  private Replica replica(Path kubeconfig, String namespaces, List<String> java)
      throws IOException {
    Path log =
        Files.createTempFile(LOGS, "operator-%d-%d-".formatted(number, replicas.size()), ".log");
    Files.delete(log);
    Replica replica =
        Replica.start(
            log,
            kubeconfig,
            aws,
            java,
            ImmutableList.of("--namespace", home(), "--watch-namespaces", namespaces));
    replicas.add(replica);
    return replica;
  }

  /** Somebody who may do everything, and whose requests the API server records. */
  ServiceAccount administrator() throws IOException {
    String name = "operator";
    kubectl().output("create", "serviceaccount", name, "-n", home());
    kubectl()
        .output(
            "create",
            "clusterrolebinding",
            home(),
            "--clusterrole=cluster-admin",
            "--serviceaccount=" + home() + ":" + name);
    return new ServiceAccount(home(), name);
  }

  /** A replica that leads by now. */
  Replica leader() throws Exception {
    Replica replica = replica();
    await("it leads", replica::isLeading);
    return replica;
  }

  /** Declares the example shop. */
  void applyShop() throws IOException {
    for (String file : new String[] {"mesh", "order", "payments", "user", "web"}) {
      apply(example(file));
    }
  }

  /** What an example says, here. */
  String example(String file) throws IOException {
    return Files.readString(EXAMPLES.resolve(file + ".yaml"))
        .replace("namespace: shop\n", "namespace: " + shop() + "\n");
  }

  void apply(String manifest) throws IOException {
    Told told = kubectl().fed(manifest, "apply", "-f", "-");
    if (told.code() != 0 || !told.err().isEmpty()) {
      throw new AssertionError(told.toString());
    }
  }

  /** Asks kubectl in the shop's namespace. */
  String in(Object... words) throws IOException {
    return kubectl().output(Stream.concat(Stream.of(words), Stream.of("-n", shop())).toArray());
  }

  /** Waits as a pipeline does. */
  void awaitReady(String resources) throws IOException {
    Told told =
        kubectl()
            .run(
                "wait",
                "--for=condition=Ready",
                resources,
                "--all",
                "-n",
                shop(),
                "--timeout=180s");
    if (told.code() != 0) {
      throw new AssertionError(told + in("get", resources, "-o", "wide") + logs());
    }
  }

  /** Waits for something that takes real time. */
  void await(String what, Callable<Boolean> happened) throws Exception {
    await(what, PATIENCE, happened);
  }

  void await(String what, Duration patience, Callable<Boolean> happened) throws Exception {
    Instant end = Instant.now().plus(patience);
    while (!happened.call()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("in vain waited until " + what + ": " + logs());
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  /** Another network than the one that the examples name. */
  String network() {
    return moto.network(REGION);
  }

  /** What another client finds in AWS. What goes while it looks makes it look again. */
  IndependentView aws() {
    for (int look = 1; ; look++) {
      try {
        return moto.view(REGION);
      } catch (UncheckedIOException moved) {
        if (look == LOOKS) {
          throw moved;
        }
      }
    }
  }

  /** Addresses by service, as another client finds them. */
  ImmutableSortedMap<String, ImmutableSortedSet<String>> registered() {
    return aws().namespaces().stream()
        .flatMap(namespace -> namespace.services().stream())
        .collect(
            ImmutableSortedMap.toImmutableSortedMap(
                Comparator.naturalOrder(),
                IndependentView.Service::name,
                service ->
                    service.instances().stream()
                        .map(instance -> instance.attributes())
                        .map(all ->
                            all.get("AWS_INSTANCE_IPV4") + ":" + all.get("AWS_INSTANCE_PORT"))
                        .collect(
                            ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()))));
  }

  private String logs() throws IOException {
    StringBuilder logs = new StringBuilder();
    for (Replica replica : replicas) {
      logs.append("\n== operator\n").append(replica.log());
    }
    return logs.toString();
  }

  /** Ends the operators and lets all go that is still there. */
  @Override
  public void close() throws IOException {
    replicas.forEach(Replica::close);
    for (String namespace : new String[] {shop(), home()}) {
      letGo(namespace);
    }
    // No kubelet ends them, and a namespace keeps everything else as long as it has pods.
    kubectl().run("delete", "pods", "--all", "-n", shop(), "--force", "--grace-period=0");
    kubectl().output("delete", "namespace", shop(), home(), "--timeout=60s");
  }

  private void letGo(String namespace) throws IOException {
    for (String kind : new String[] {"serviceendpoints", "servicemeshes"}) {
      for (String name :
          kubectl().output("get", kind, "-o", "name", "-n", namespace).lines().toList()) {
        kubectl().output("patch", name, "-n", namespace, "--type=merge", "-p", LET_GO);
        kubectl().output("delete", name, "-n", namespace, "--ignore-not-found");
      }
    }
  }
}
