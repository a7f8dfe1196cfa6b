package io.vpcmesh.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.cloud.aws.Moto;
import io.vpcmesh.cloud.aws.MotoServer;
import io.vpcmesh.e2e.plane.ControlPlane;
import io.vpcmesh.e2e.plane.EndToEnd;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pods behind a Service, and pods that are selected by their labels. */
@EndToEnd
@ExtendWith(Moto.class)
@Order(4)
class PodsTest {

  private final Stage stage;
  private final Pods pods;
  private Optional<Replica> operator = Optional.empty();

  PodsTest(ControlPlane plane, MotoServer moto) throws IOException {
    this.stage = new Stage(plane, moto);
    this.pods = new Pods(stage);
  }

  @BeforeEach
  void begin() throws Exception {
    operator = Optional.of(stage.leader());
    stage.apply(stage.example("mesh"));
    pods.node("node-a", "10.0.4.1");
    pods.node("node-b", "10.0.4.2");
  }

  @AfterEach
  void close() throws IOException {
    stage.close();
  }

  @Test
  void podsThatAServiceSelectsAreRegisteredAsTheyComeAndGo() throws Exception {
    stage.apply(service("api"));
    stage.apply(ENDPOINT.formatted(stage.shop(), "service: api", "8080"));
    pods.run("node-a", 1, 3);
    stage.awaitReady("serviceendpoint");
    var three = addresses();

    pods.run("node-a", 4, 50);
    stage.await("50 are registered", () -> addresses().size() == 50);
    pods.end("number notin (1,2,3)");
    stage.await("3 are left", () -> addresses().size() == 3);

    assertThat(three).containsExactly("10.0.7.1:8080", "10.0.7.2:8080", "10.0.7.3:8080");
    assertThat(addresses()).isEqualTo(three);
  }

  @Test
  void aPodThatIsNotReadyIsMarkedUnhealthyAndStays() throws Exception {
    stage.apply(service("api"));
    stage.apply(ENDPOINT.formatted(stage.shop(), "service: api", "8080"));
    pods.run("node-a", 1, 2);
    stage.awaitReady("serviceendpoint");

    pods.ready(2, false);
    stage.await("one is unhealthy", () -> health().equals("HEALTHY UNHEALTHY"));
    pods.ready(2, true);
    stage.await("both are healthy", () -> health().equals("HEALTHY HEALTHY"));

    assertThat(addresses()).hasSize(2);
  }

  @Test
  void podsThatAreSelectedByLabelsNeedNoServiceOfTheirOwn() throws Exception {
    stage.apply(ENDPOINT.formatted(stage.shop(), "selector: {matchLabels: {app: api}}", "web"));
    pods.run("node-a", 1, 2);

    stage.awaitReady("serviceendpoint");
    var registered = addresses();
    stage.in("delete", "service", "vpcmesh-api");
    stage.in("delete", "serviceendpoint", "api", "--timeout=60s");

    assertThat(registered).containsExactly("10.0.7.1:8080", "10.0.7.2:8080");
    assertThat(stage.registered()).isEmpty();
  }

  @Test
  void podsBehindHostPortsAreReachedByTheAddressesOfTheirNodes() throws Exception {
    stage.apply(service("api"));
    stage.apply(ENDPOINT.formatted(stage.shop(), "service: api, hostPort: true", "30080"));
    pods.run("node-a", 1, 1);
    pods.run("node-b", 2, 2);
    stage.await("both are registered", () -> addresses().size() == 2);
    var both = addresses();

    pods.end("number=2");
    stage.await("one is left", () -> addresses().size() == 1);

    assertThat(both).containsExactly("10.0.4.1:30080", "10.0.4.2:30080");
    assertThat(addresses()).containsExactly("10.0.4.1:30080");
  }

  @Test
  void anotherServiceInFrontOfTheSamePodsTakesNoneOfThemOut() throws Exception {
    stage.apply(service("api"));
    stage.apply(ENDPOINT.formatted(stage.shop(), "service: api", "8080"));
    pods.run("node-a", 1, 2);
    stage.await("both are registered", () -> addresses().size() == 2);

    stage.apply(
        service("api-v2") + "---\n" + ENDPOINT.formatted(stage.shop(), "service: api-v2", "8080"));
    stage.in("delete", "service", "api");
    pods.run("node-a", 3, 3);
    stage.await("the new one is followed", () -> addresses().size() == 3);
    stage.awaitReady("serviceendpoint");

    assertThat(operator.orElseThrow().writes())
        .noneMatch(write -> write.contains("DeregisterInstance"));
  }

  private ImmutableSortedSet<String> addresses() {
    return stage.registered().getOrDefault("api", ImmutableSortedSet.of());
  }

  private String service(String name) {
    return """
    apiVersion: v1
    kind: Service
    metadata: {name: %s, namespace: %s}
    spec:
      selector: {app: api}
      ports: [{name: web, port: 80, targetPort: web}]
    """
        .formatted(name, stage.shop());
  }

  private String health() {
    return stage.aws().namespaces().stream()
        .flatMap(namespace -> namespace.services().stream())
        .flatMap(service -> service.instances().stream())
        .map(instance -> instance.health())
        .sorted()
        .collect(Collectors.joining(" "));
  }

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
