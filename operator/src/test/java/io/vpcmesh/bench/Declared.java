package io.vpcmesh.bench;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.Backend;
import io.vpcmesh.api.v1alpha1.Client;
import io.vpcmesh.api.v1alpha1.CloudMapNamespace;
import io.vpcmesh.api.v1alpha1.DeletionPolicy;
import io.vpcmesh.api.v1alpha1.DriftPolicy;
import io.vpcmesh.api.v1alpha1.EndpointPort;
import io.vpcmesh.api.v1alpha1.EndpointRef;
import io.vpcmesh.api.v1alpha1.MeshAws;
import io.vpcmesh.api.v1alpha1.MeshMode;
import io.vpcmesh.api.v1alpha1.MeshRef;
import io.vpcmesh.api.v1alpha1.NamespaceType;
import io.vpcmesh.api.v1alpha1.Ownership;
import io.vpcmesh.api.v1alpha1.PortProtocol;
import io.vpcmesh.api.v1alpha1.SecurityGroupMode;
import io.vpcmesh.api.v1alpha1.SecurityGroups;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.api.v1alpha1.StaticAddress;
import io.vpcmesh.api.v1alpha1.StaticBackend;
import io.vpcmesh.api.v1alpha1.TargetPort;
import io.vpcmesh.api.v1alpha1.Vpc;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The resources that the benchmark declares: one mesh, and endpoints in it. */
final class Declared {

  static final String REGION = "eu-west-1";
  static final String NAMESPACE = "shop.internal";
  static final Instant CREATED = Instant.parse("2026-11-01T08:00:00Z");

  private Declared() {}

  static Resource<ServiceMeshSpec> mesh() {
    return resource(
        "shop",
        new ServiceMeshSpec(
            MeshMode.ENFORCE,
            new MeshAws(
                REGION, null, null, List.of(new Vpc("vpc-0a", true)), Map.of("team", "shop")),
            new CloudMapNamespace(NAMESPACE, NamespaceType.DNS_PRIVATE, Ownership.MANAGED),
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(),
            5));
  }

  /** The same mesh with a security group for each endpoint. */
  static Resource<ServiceMeshSpec> securedMesh() {
    ServiceMeshSpec plain = mesh().spec();
    return mesh()
        .respecified(
            new ServiceMeshSpec(
                plain.mode(),
                plain.aws(),
                plain.namespace(),
                plain.members(),
                plain.defaults(),
                plain.authorization(),
                new SecurityGroups(
                    SecurityGroupMode.PER_SERVICE, List.of(), null, DriftPolicy.REVERT, null),
                plain.paused(),
                plain.deployment(),
                plain.hooks(),
                plain.maxConcurrentDeployments()));
  }

  /** The same endpoint, called by these others. */
  static Resource<ServiceEndpointSpec> callable(
      Resource<ServiceEndpointSpec> endpoint, List<String> callers) {
    ServiceEndpointSpec plain = endpoint.spec();
    return endpoint.respecified(
        new ServiceEndpointSpec(
            plain.meshRef(),
            plain.serviceName(),
            plain.deletionPolicy(),
            plain.ports(),
            plain.backend(),
            plain.discovery(),
            callers.stream()
                .map(name ->
                    new Client(new EndpointRef(name, null), null, null, null, null, List.of()))
                .toList(),
            plain.authorization(),
            plain.securityGroups(),
            plain.paused(),
            plain.deployment()));
  }

  /** An endpoint with these addresses; without any, its instances come from tasks. */
  static Resource<ServiceEndpointSpec> endpoint(String name, List<String> addresses) {
    return resource(name, spec(addresses));
  }

  /** The same endpoint, edited. */
  static Resource<ServiceEndpointSpec> edited(
      Resource<ServiceEndpointSpec> endpoint, List<String> addresses) {
    return endpoint.respecified(spec(addresses));
  }

  static ObjectRef ref(String name) {
    return new ObjectRef("shop", name);
  }

  /** So many names in the order of their numbers. */
  static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj("service-%05d"::formatted).toList();
  }

  /** So many addresses in a net of 65,536; the nets of different services do not overlap. */
  static List<String> addresses(int service, int count) {
    return IntStream.range(0, count).mapToObj(number -> address(service, number)).toList();
  }

  static String address(int service, int number) {
    int host = service * 1_000 + number;
    return "10.%d.%d.%d".formatted(host >> 16, (host >> 8) & 255, host & 255);
  }

  private static ServiceEndpointSpec spec(List<String> addresses) {
    return new ServiceEndpointSpec(
        new MeshRef("shop", null),
        null,
        DeletionPolicy.DELETE,
        List.of(new EndpointPort("http", 80, new TargetPort.ByNumber(8080), PortProtocol.HTTP)),
        new Backend(
            null,
            new StaticBackend(
                addresses.stream().map(ip -> new StaticAddress(ip, null, null)).toList())),
        null,
        List.of(),
        null,
        null,
        null,
        null);
  }

  private static <S> Resource<S> resource(String name, S spec) {
    return new Resource<>(ref(name), "uid-" + name, 1, CREATED, false, ImmutableMap.of(), spec);
  }
}
