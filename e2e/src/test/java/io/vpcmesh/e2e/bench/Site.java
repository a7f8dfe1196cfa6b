package io.vpcmesh.e2e.bench;

import com.google.common.collect.ImmutableList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vpcmesh.e2e.operator.Replica;
import io.vpcmesh.e2e.plane.ControlPlane;
import io.vpcmesh.e2e.plane.ServiceAccount;
import io.vpcmesh.process.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Where benchmarks find a control plane that knows our definitions. */
record Site(ControlPlane plane, KubernetesClient client) {

  private static final Path BASE = Path.of(System.getProperty("basedir", ".")).toAbsolutePath();
  private static final Path LOGS = BASE.resolve("target/bench");
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  /** As the image starts Java. */
  static final ImmutableList<String> JAVA =
      ImmutableList.of(
          "-XX:-UsePerfData", "-XX:+ExitOnOutOfMemoryError", "-XX:MaxRAMPercentage=70");

  void installDefinitions() throws IOException {
    plane.kubectl().output("apply", "--server-side", "-f", BASE.resolve("../crds/manifests"));
    plane.kubectl().output("wait", "--for=condition=Established", "crd", "--all", "--timeout=60s");
  }

  void makeNamespace(String name) throws IOException {
    plane.kubectl().output("create", "namespace", name);
  }

  void apply(String manifest) throws IOException {
    Told told = plane.kubectl().fed(manifest, "apply", "--server-side", "-f", "-");
    if (told.code() != 0) {
      throw new IOException(told.toString());
    }
  }

  /** Somebody who may do everything, and whose requests the API server records. */
  ServiceAccount administrator(String namespace) throws IOException {
    ServiceAccount account = new ServiceAccount(namespace, "operator");
    plane.kubectl().output("create", "serviceaccount", account.name(), "-n", namespace);
    plane
        .kubectl()
        .output(
            "create",
            "clusterrolebinding",
            namespace,
            "--clusterrole=cluster-admin",
            "--serviceaccount=" + namespace + ":" + account.name());
    return account;
  }

  /** A file for the log of a process; it does not exist. */
  Path log(String name) throws IOException {
    Files.createDirectories(LOGS);
    Path log = LOGS.resolve(name + ".log");
    Files.deleteIfExists(log);
    return log;
  }

  /** An operator whose own namespace exists, which looks at one namespace alone. */
  Replica operator(String own, ServiceAccount account, Account aws, String watched)
      throws IOException {
    return Replica.start(
        log(own),
        plane.kubeconfig(account),
        aws.endpoint(),
        JAVA,
        ImmutableList.of("--namespace", own, "--watch-namespaces", watched));
  }

  /** Waits for something that takes real time. */
  static void await(String what, Callable<Boolean> happened) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!holds(happened)) {
      if (System.nanoTime() > end) {
        throw new IOException("in vain waited until " + what);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  private static boolean holds(Callable<Boolean> happened) throws IOException {
    try {
      return happened.call();
    } catch (IOException | RuntimeException failed) {
      throw failed;
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  void awaitReady(String namespace) throws IOException {
    plane
        .kubectl()
        .output(
            "wait",
            "--for=condition=Ready",
            "servicemesh,serviceendpoint",
            "--all",
            "-n",
            namespace,
            "--timeout=120s");
  }

  static String mesh(String namespace, String mode) {
    return """
    apiVersion: vpcmesh.io/v1alpha1
    kind: ServiceMesh
    metadata: {name: bench, namespace: %1$s}
    spec:
      mode: %2$s
      aws: {region: %3$s, vpcs: [{id: vpc-0a1b2c3d, primary: true}]}
      namespace: {name: %1$s.internal, type: DnsPrivate, ownership: Managed}
    ---
    """
        .formatted(namespace, mode, Account.REGION);
  }

  /** An endpoint for each of these Services. */
  static String endpoints(String namespace, List<String> services) {
    return services.stream()
        .map(service -> endpoint(namespace, service))
        .collect(Collectors.joining("---\n"));
  }

  private static String endpoint(String namespace, String service) {
    return """
    apiVersion: vpcmesh.io/v1alpha1
    kind: ServiceEndpoint
    metadata: {name: %2$s, namespace: %1$s}
    spec:
      meshRef: {name: bench}
      ports: [{name: http, port: 80, targetPort: 8080, protocol: Http}]
      backend: {kubernetes: {service: %2$s}}
    """
        .formatted(namespace, service);
  }
}
