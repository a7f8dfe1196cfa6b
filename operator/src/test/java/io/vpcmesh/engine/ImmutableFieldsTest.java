package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.api.v1alpha1.CloudMapNamespace;
import io.vpcmesh.api.v1alpha1.MeshAws;
import io.vpcmesh.api.v1alpha1.MeshRef;
import io.vpcmesh.api.v1alpha1.NamespaceType;
import io.vpcmesh.api.v1alpha1.Ownership;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.api.v1alpha1.Vpc;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What cannot be changed in place is refused, and what was accepted before stays in force. */
class ImmutableFieldsTest {

  private final TestWorld world =
      TestWorld.realistic()
          .start()
          .mesh("shop", Specs.mesh())
          .endpoint("orders", Specs.endpoint("10.0.1.4"))
          .settle();

  @Test
  void anotherMeshIsRefused() {
    world.mesh("other", in("eu-west-1", "vpc-0a", "other.internal", NamespaceType.DNS_PRIVATE));
    world.settle();
    ServiceEndpointSpec spec = Specs.endpoint("10.0.1.5");

    refusedEndpoint(
        new ServiceEndpointSpec(
            new MeshRef("other", null),
            spec.serviceName(),
            spec.deletionPolicy(),
            spec.ports(),
            spec.backend(),
            spec.discovery(),
            spec.clients(),
            spec.authorization(),
            spec.securityGroups(),
            spec.paused(),
            spec.deployment()),
        "spec.meshRef: is immutable and was 'shop/shop', not 'shop/other'");
  }

  @Test
  void anotherServiceNameIsRefused() {
    refusedEndpoint(
        Specs.named(Specs.endpoint("10.0.1.5"), "basket"),
        "spec.serviceName: is immutable and was 'orders', not 'basket'");
  }

  @Test
  void anotherRegionIsRefused() {
    refusedMesh(
        in("eu-central-1", "vpc-0a", Specs.NAMESPACE, NamespaceType.DNS_PRIVATE),
        "spec.aws.region: is immutable and was 'eu-west-1', not 'eu-central-1'");
  }

  @Test
  void anotherVpcIsRefused() {
    refusedMesh(
        in("eu-west-1", "vpc-0b", Specs.NAMESPACE, NamespaceType.DNS_PRIVATE),
        "primary of spec.aws.vpcs: is immutable and was 'vpc-0a', not 'vpc-0b'");
  }

  @Test
  void anotherNamespaceNameIsRefused() {
    refusedMesh(
        in("eu-west-1", "vpc-0a", "other.internal", NamespaceType.DNS_PRIVATE),
        "spec.namespace.name: is immutable and was 'shop.internal', not 'other.internal'");
  }

  @Test
  void anotherNamespaceTypeIsRefused() {
    refusedMesh(
        in("eu-west-1", "vpc-0a", Specs.NAMESPACE, NamespaceType.HTTP),
        "spec.namespace.type: is immutable and was 'DNS_PRIVATE', not 'HTTP'");
  }

  private void refusedEndpoint(ServiceEndpointSpec spec, String message) {
    world.calls.clear();
    world.endpoint("orders", spec).run(Duration.ofMinutes(30));

    endpointRefused(message);

    world.restart().run(Duration.ofMinutes(30));

    endpointRefused(message);

    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();

    assertThat(world.writes()).isZero();
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  private void endpointRefused(String message) {
    assertThat(world.writes()).isZero();
    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
    assertThat(world.condition("orders", "Accepted")).isEqualTo("FALSE/ReplacementRequired");
    assertThat(world.condition("orders", "Stalled")).isEqualTo("TRUE/Invalid");
    assertThat(world.condition("orders", "Available")).isEqualTo("TRUE/MinimumHealthy");
    assertThat(world.message("orders", "Accepted"))
        .startsWith(message)
        .endsWith("revision 1 stays in force");
  }

  private void refusedMesh(ServiceMeshSpec spec, String message) {
    world.calls.clear();
    world.mesh("shop", spec).run(Duration.ofMinutes(30));

    meshRefused(message);

    world.restart().run(Duration.ofMinutes(30));

    meshRefused(message);

    world.mesh("shop", Specs.mesh()).settle();

    assertThat(world.writes()).isZero();
    assertThat(world.meshCondition("shop", "Ready")).isEqualTo("TRUE/Completed");
  }

  /** The endpoints of the mesh are served as before. */
  private void meshRefused(String message) {
    assertThat(world.writes()).isZero();
    assertThat(world.snapshot().namespaces()).hasSize(1);
    assertThat(world.meshCondition("shop", "Accepted")).isEqualTo("FALSE/ReplacementRequired");
    assertThat(world.meshCondition("shop", "Stalled")).isEqualTo("TRUE/Invalid");
    assertThat(world.meshMessage("shop", "Accepted")).startsWith(message);
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  private static ServiceMeshSpec in(
      String region, String vpc, String namespace, NamespaceType type) {
    ServiceMeshSpec usual = Specs.mesh();
    return new ServiceMeshSpec(
        usual.mode(),
        new MeshAws(region, null, null, List.of(new Vpc(vpc, true)), Map.of("team", "shop")),
        new CloudMapNamespace(namespace, type, Ownership.MANAGED),
        null,
        null,
        null,
        null,
        usual.paused(),
        usual.deployment(),
        usual.hooks(),
        usual.maxConcurrentDeployments());
  }
}
