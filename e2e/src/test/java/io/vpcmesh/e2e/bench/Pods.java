package io.vpcmesh.e2e.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableMap;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.vpcmesh.model.InstanceId;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** EndpointSlices as the control plane writes them of pods, without pods and Services. */
final class Pods {

  static final String ADDRESS = "AWS_INSTANCE_IPV4";

  private static final int NODES = 50;
  private static final String[] ZONES = {"eu-west-1a", "eu-west-1b", "eu-west-1c"};

  private Pods() {}

  /** A slice of pods with these numbers, which are theirs in all of the namespace. */
  static EndpointSlice slice(String namespace, String service, int number, IntStream pods) {
    return new EndpointSliceBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName("%s-%05d".formatted(service, number))
        .withLabels(
            ImmutableMap.of(
                "app", service,
                "kubernetes.io/service-name", service,
                "endpointslice.kubernetes.io/managed-by", "bench.vpcmesh.io"))
        .withAnnotations(
            ImmutableMap.of(
                "endpoints.kubernetes.io/last-change-trigger-time", "2026-11-01T08:00:00Z"))
        .endMetadata()
        .withAddressType("IPv4")
        .withPorts(
            new EndpointPortBuilder().withName("http").withProtocol("TCP").withPort(8080).build())
        .withEndpoints(pods.mapToObj(pod -> endpoint(namespace, service, pod)).toList())
        .build();
  }

  private static Endpoint endpoint(String namespace, String service, int pod) {
    return new EndpointBuilder()
        .withAddresses(List.of(address(pod)))
        .withNewConditions(true, true, false)
        .withNodeName("node-%d.eu-west-1.compute.internal".formatted(pod % NODES))
        .withZone(ZONES[pod % ZONES.length])
        .withTargetRef(
            new ObjectReferenceBuilder()
                .withKind("Pod")
                .withNamespace(namespace)
                .withName("%s-%05d".formatted(service, pod))
                .withUid(id(namespace, pod).value())
                .build())
        .build();
  }

  /** The UID of a pod, by which it is registered. */
  static InstanceId id(String namespace, int pod) {
    byte[] seed = (namespace + "/" + pod).getBytes(UTF_8);
    return new InstanceId(UUID.nameUUIDFromBytes(seed).toString());
  }

  static String address(int pod) {
    return "10.%d.%d.%d".formatted(pod >> 16, (pod >> 8) & 255, pod & 255);
  }
}
