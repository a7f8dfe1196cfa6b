package io.vpcmesh.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.cloud.aws.Moto;
import io.vpcmesh.cloud.aws.MotoServer;
import io.vpcmesh.e2e.plane.ControlPlane;
import io.vpcmesh.e2e.plane.EndToEnd;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pods behind a Service, and pods that are selected by their labels. */
@EndToEnd
@ExtendWith(Moto.class)
class PodsTest {

  private final Stage stage;

  PodsTest(ControlPlane plane, MotoServer moto) throws IOException {
    this.stage = new Stage(plane, moto);
  }

  @BeforeEach
  void begin() throws Exception {
    stage.leader();
    stage.apply(stage.example("mesh"));
    stage.apply(NODE);
  }

  @AfterEach
  void close() throws IOException {
    stage.close();
  }

  @Test
  void podsThatAServiceSelectsAreRegisteredAsTheyComeAndGo() throws Exception {
    stage.apply(service());
    stage.apply(ENDPOINT.formatted(stage.shop(), "service: api", "8080"));
    pods(1, 3);
    stage.awaitReady("serviceendpoint");
    var three = addresses();

    pods(4, 50);
    stage.await("50 are registered", () -> addresses().size() == 50);
    stage
        .kubectl()
        .run(
            "delete",
            "pod",
            "-l",
            "number notin (1,2,3)",
            "-n",
            stage.shop(),
            "--force",
            "--grace-period=0");
    stage.await("3 are left", () -> addresses().size() == 3);

    assertThat(three).containsExactly("10.0.7.1:8080", "10.0.7.2:8080", "10.0.7.3:8080");
    assertThat(addresses()).isEqualTo(three);
  }

  @Test
  void aPodThatIsNotReadyIsMarkedUnhealthyAndStays() throws Exception {
    stage.apply(service());
    stage.apply(ENDPOINT.formatted(stage.shop(), "service: api", "8080"));
    pods(1, 2);
    stage.awaitReady("serviceendpoint");

    ready(2, false);
    stage.await("one is unhealthy", () -> health().equals("HEALTHY UNHEALTHY"));
    ready(2, true);
    stage.await("both are healthy", () -> health().equals("HEALTHY HEALTHY"));

    assertThat(addresses()).hasSize(2);
  }

  @Test
  void podsThatAreSelectedByLabelsNeedNoServiceOfTheirOwn() throws Exception {
    stage.apply(ENDPOINT.formatted(stage.shop(), "selector: {matchLabels: {app: api}}", "web"));
    pods(1, 2);

    stage.awaitReady("serviceendpoint");
    var registered = addresses();
    stage.in("delete", "service", "vpcmesh-api");
    stage.in("delete", "serviceendpoint", "api", "--timeout=60s");

    assertThat(registered).containsExactly("10.0.7.1:8080", "10.0.7.2:8080");
    assertThat(stage.registered()).isEmpty();
  }

  private void pods(int first, int last) throws IOException {
    stage.apply(
        IntStream.rangeClosed(first, last)
            .mapToObj(number -> pod(number, stage.shop()))
            .collect(Collectors.joining("---\n")));
    for (int number = first; number <= last; number++) {
      ready(number, true);
    }
  }

  private ImmutableSortedSet<String> addresses() {
    return stage.registered().getOrDefault("api", ImmutableSortedSet.of());
  }

  private String service() {
    return """
    apiVersion: v1
    kind: Service
    metadata: {name: api, namespace: %s}
    spec:
      selector: {app: api}
      ports: [{name: web, port: 80, targetPort: web}]
    """
        .formatted(stage.shop());
  }

  private static String pod(int number, String namespace) {
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: api-%1$d, namespace: %2$s, labels: {app: api, number: "%1$d"}}
    spec:
      nodeName: node-a
      containers:
      - {name: api, image: api, ports: [{name: web, containerPort: 8080}]}
    """
        .formatted(number, namespace);
  }

  /** What a kubelet says of a pod. */
  private void ready(int number, boolean whether) throws IOException {
    stage.in(
        "patch",
        "pod",
        "api-" + number,
        "--subresource=status",
        "--type=merge",
        "-p",
        """
        {"status": {"phase": "Running", "podIP": "10.0.7.%1$d", "podIPs": [{"ip": "10.0.7.%1$d"}],
         "conditions": [{"type": "Ready", "status": "%2$s"}]}}
        """
            .formatted(number, whether ? "True" : "False"));
  }

  private String health() {
    return stage.aws().namespaces().stream()
        .flatMap(namespace -> namespace.services().stream())
        .flatMap(service -> service.instances().stream())
        .map(instance -> instance.health())
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private static final String NODE =
      """
      apiVersion: v1
      kind: Node
      metadata: {name: node-a, labels: {topology.kubernetes.io/zone: eu-west-1a}}
      """;

  private static final String ENDPOINT =
      """
      apiVersion: vpcmesh.io/v1alpha1
      kind: ServiceEndpoint
      metadata: {name: api, namespace: %1$s}
      spec:
        meshRef: {name: shop}
        ports: [{name: http, port: 80, targetPort: %3$s, protocol: Http}]
        backend: {kubernetes: {%2$s}}
      """;
}
