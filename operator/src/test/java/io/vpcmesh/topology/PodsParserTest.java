package io.vpcmesh.topology;

import static io.vpcmesh.topology.EndpointFixture.address;
import static io.vpcmesh.topology.EndpointFixture.backend;
import static io.vpcmesh.topology.EndpointFixture.endpoint;
import static io.vpcmesh.topology.EndpointFixture.ofService;
import static io.vpcmesh.topology.EndpointFixture.onHosts;
import static io.vpcmesh.topology.EndpointFixture.port;
import static io.vpcmesh.topology.EndpointFixture.ports;
import static io.vpcmesh.topology.EndpointFixture.selecting;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSortedMap;
import io.vpcmesh.api.v1alpha1.Backend;
import io.vpcmesh.api.v1alpha1.KubernetesBackend;
import io.vpcmesh.api.v1alpha1.PodSelector;
import io.vpcmesh.topology.Endpoint.PodChoice;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever the schema refuses of pods is refused here again. */
class PodsParserTest {

  private static final EndpointFixture ORDERS = endpoint("orders");

  @Test
  void podsAreThoseOfAServiceOrThoseWithLabels() {
    assertThat(with(ofService("shop-orders")).parsed().backend())
        .isEqualTo(new Endpoint.Backend.Kubernetes(new PodChoice.OfService("shop-orders"), false));
    assertThat(with(onHosts("orders")).parsed().backend())
        .isEqualTo(new Endpoint.Backend.Kubernetes(new PodChoice.OfService("orders"), true));
    assertThat(with(selecting(Map.of("app.io/name", "orders", "canary", ""))).parsed().backend())
        .isEqualTo(
            new Endpoint.Backend.Kubernetes(
                new PodChoice.WithLabels(
                    ImmutableSortedMap.of("app.io/name", "orders", "canary", "")),
                false));
  }

  @Test
  void oneWayToChoosePodsIsEnoughAndNeeded() {
    PodSelector selector = new PodSelector(Map.of("app", "orders"));

    assertThat(with(pods(new KubernetesBackend(null, null, null))).complaints())
        .containsExactly("spec.backend.kubernetes: is missing: write service or selector");
    assertThat(with(pods(new KubernetesBackend("orders", selector, null))).complaints())
        .containsExactly("spec.backend.kubernetes: has service and selector: keep one of them");
    assertThat(
            with(new Backend(
                    new KubernetesBackend("orders", null, null),
                    backend(address("10.0.1.4")).fixed()))
                .complaints())
        .containsExactly("spec.backend: has kubernetes and static: keep one of them");
  }

  @Test
  void namesAndLabelsAreAsKubernetesHasThem() {
    Map<String, String> many =
        IntStream.range(0, 21).boxed().collect(Collectors.toMap(i -> "key" + i, i -> "value"));

    assertThat(with(ofService("Orders")).complaints())
        .containsExactly(
            "spec.backend.kubernetes.service: 'Orders' does not fit: write a DNS label such as orders, at most 63 characters");
    assertThat(with(selecting(Map.of())).complaints())
        .containsExactly(
            "spec.backend.kubernetes.selector.matchLabels: is missing: write at least one label, or all pods would be meant");
    assertThat(with(selecting(many)).complaints())
        .containsExactly("spec.backend.kubernetes.selector.matchLabels: has 21 entries: keep 20");
    assertThat(with(selecting(Map.of("app", "on call"))).complaints())
        .containsExactly(
            "spec.backend.kubernetes.selector.matchLabels.app: 'on call' does not fit: write the value of a label, at most 63 characters");
    assertThat(with(selecting(Map.of("-", "orders"))).complaints()).hasSize(1);
  }

  @Test
  void podsKnowTheirPortsByNameButHostsDoNot() {
    EndpointFixture named =
        ORDERS.with(spec -> ports(spec, port("http", 80, "web"), port("admin", 81, 8081)));

    assertThat(named.with(spec -> backend(spec, ofService("orders"))).complaints()).isEmpty();
    assertThat(named.with(spec -> backend(spec, onHosts("orders"))).complaints())
        .containsExactly(
            "spec.ports[0].targetPort: 'web' is a name, which nobody can resolve to a host port: write the number of the host port, or leave spec.backend.kubernetes.hostPort out");
  }

  private static EndpointFixture with(Backend backend) {
    return ORDERS.with(spec -> backend(spec, backend));
  }

  private static Backend pods(KubernetesBackend pods) {
    return new Backend(pods, null);
  }
}
