package io.vpcmesh.topology;

import static io.vpcmesh.topology.EndpointFixture.address;
import static io.vpcmesh.topology.EndpointFixture.backend;
import static io.vpcmesh.topology.EndpointFixture.discovery;
import static io.vpcmesh.topology.EndpointFixture.endpoint;
import static io.vpcmesh.topology.EndpointFixture.ofService;
import static io.vpcmesh.topology.EndpointFixture.onHosts;
import static io.vpcmesh.topology.EndpointFixture.policy;
import static io.vpcmesh.topology.EndpointFixture.port;
import static io.vpcmesh.topology.EndpointFixture.ports;
import static io.vpcmesh.topology.EndpointFixture.record;
import static io.vpcmesh.topology.EndpointFixture.selecting;
import static io.vpcmesh.topology.EndpointFixture.serviceName;
import static io.vpcmesh.topology.EndpointFixture.ttl;
import static io.vpcmesh.topology.MeshFixture.defaults;
import static io.vpcmesh.topology.MeshFixture.deployments;
import static io.vpcmesh.topology.MeshFixture.members;
import static io.vpcmesh.topology.MeshFixture.mesh;
import static io.vpcmesh.topology.MeshFixture.mode;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.AuthorizationDefault;
import io.vpcmesh.api.v1alpha1.DeletionPolicy;
import io.vpcmesh.api.v1alpha1.DeploymentHook;
import io.vpcmesh.api.v1alpha1.DeploymentSettings;
import io.vpcmesh.api.v1alpha1.DnsRecords;
import io.vpcmesh.api.v1alpha1.DriftPolicy;
import io.vpcmesh.api.v1alpha1.Enforcement;
import io.vpcmesh.api.v1alpha1.HookFailurePolicy;
import io.vpcmesh.api.v1alpha1.HookStage;
import io.vpcmesh.api.v1alpha1.LabelExpression;
import io.vpcmesh.api.v1alpha1.MeshAuthorization;
import io.vpcmesh.api.v1alpha1.MeshMode;
import io.vpcmesh.api.v1alpha1.Revocation;
import io.vpcmesh.api.v1alpha1.SecurityGroupMode;
import io.vpcmesh.api.v1alpha1.SecurityGroups;
import io.vpcmesh.api.v1alpha1.SelectorOperator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfigurationHashTest {

  private static final EndpointFixture ORDERS = endpoint("orders");

  /** A hash that changes with a release would start a deployment of everything. */
  @Test
  void hashesOutliveReleases() {
    EndpointFixture full =
        ORDERS
            .with(spec -> ports(spec, port("http", 80, "web"), port("admin", 81, 8081)))
            .with(spec -> backend(spec, backend(address("10.0.1.4", 8080))))
            .with(spec ->
                discovery(
                    spec,
                    new io.vpcmesh.api.v1alpha1.Discovery(
                        DnsRecords.SRV, "30s", null, null, ImmutableMap.of("team", "shop"), null)));

    assertThat(hash(ORDERS)).isEqualTo("58b0e1df3f60ddd9");
    assertThat(hash(full)).isEqualTo("64c37fc16093e2c5");
    assertThat(hash(mesh("infra"))).isEqualTo("57236ab8ee3dd221");
    assertThat(hash(mesh("infra").openToAll())).isEqualTo("eaaae599c1f0e317");
  }

  @Test
  void hashesOfPodsOutliveReleases() {
    assertThat(hash(ORDERS.with(spec -> backend(spec, ofService("orders")))))
        .isEqualTo("b1a763f8085c66d7");
    assertThat(hash(ORDERS.with(spec -> backend(spec, selecting(Map.of("app", "orders"))))))
        .isEqualTo("5c8ff30fd6ec1899");
  }

  @Test
  void membershipAndDeletionPolicyAreNoConfiguration() {
    EndpointFixture moved = ORDERS.with(spec -> backend(spec, backend(address("10.9.9.9", 9000))));
    EndpointFixture retained = ORDERS.with(spec -> policy(spec, DeletionPolicy.RETAIN));

    assertThat(hash(moved)).isEqualTo(hash(ORDERS));
    assertThat(hash(retained)).isEqualTo(hash(ORDERS));
  }

  /** It flows at once, and a deployment keeps what held when it began. */
  @Test
  void howChangesAreBroughtInIsNoConfiguration() {
    DeploymentSettings careful =
        new DeploymentSettings(List.of(), "5m", null, null, null, null, null);
    DeploymentHook gate =
        new DeploymentHook(
            "gate", "http://gate/", HookStage.AFTER_BAKE, "30s", HookFailurePolicy.TRIP);
    MeshAuthorization immediate =
        new MeshAuthorization(
            AuthorizationDefault.DENY,
            Enforcement.ENFORCE,
            List.of(),
            List.of(),
            Revocation.IMMEDIATE);
    SecurityGroups groups =
        new SecurityGroups(
            SecurityGroupMode.PER_SERVICE, List.of(), null, DriftPolicy.REVERT, null);

    assertThat(hash(ORDERS.with(spec -> EndpointFixture.deployment(spec, true, careful))))
        .isEqualTo(hash(ORDERS));
    assertThat(hash(mesh("infra").with(spec -> deployments(spec, true, careful, 2, gate))))
        .isEqualTo(hash(mesh("infra")));
    assertThat(hash(mesh("infra").with(spec -> mode(spec, MeshMode.OBSERVE))))
        .isEqualTo(hash(mesh("infra")));
    assertThat(hash(mesh("infra").secured(immediate, groups)))
        .isEqualTo(hash(mesh("infra").secured()));
  }

  @Test
  void whatMeansTheSameHashesTheSame() {
    EndpointFixture spelledOut =
        ORDERS
            .inMesh("shop", "mesh")
            .with(spec -> serviceName(spec, "orders"))
            .with(spec -> ports(spec, port("http", 80, 80)));

    assertThat(hash(spelledOut)).isEqualTo(hash(ORDERS));
    assertThat(hash(ORDERS.with(spec -> discovery(spec, ttl("60s")))))
        .isEqualTo(hash(ORDERS.with(spec -> discovery(spec, ttl("1m")))));
  }

  @Test
  void everyOtherDifferenceCounts() {
    Stream<EndpointFixture> endpoints =
        Stream.of(
            ORDERS,
            ORDERS.inMesh("infra", "mesh"),
            ORDERS.with(spec -> serviceName(spec, "order")),
            ORDERS.with(spec -> ports(spec, port("web", 80))),
            ORDERS.with(spec -> ports(spec, port("http", 81))),
            ORDERS.with(spec -> ports(spec, port("http", 80, 8080))),
            ORDERS.with(spec -> ports(spec, port("http", 80), port("admin", 81))),
            ORDERS.with(spec -> ports(spec, port("admin", 81), port("http", 80))),
            ORDERS.with(spec -> backend(ports(spec), null)),
            ORDERS.with(spec -> backend(spec, ofService("orders"))),
            ORDERS.with(spec -> backend(spec, ofService("order"))),
            ORDERS.with(spec -> backend(spec, onHosts("orders"))),
            ORDERS.with(spec -> backend(spec, selecting(Map.of("app", "orders")))),
            ORDERS.with(spec -> backend(spec, selecting(Map.of("app", "order")))),
            ORDERS.with(spec -> backend(spec, selecting(Map.of("app", "orders", "tier", "front")))),
            ORDERS.with(spec -> discovery(spec, record(DnsRecords.AUTO))),
            ORDERS.with(spec -> discovery(spec, ttl("10s"))));
    Stream<MeshFixture> meshes =
        Stream.of(
            mesh("infra"),
            mesh("infra").openToAll(),
            mesh("infra").selecting(ImmutableMap.of("a", "b")),
            mesh("infra")
                .selecting(
                    ImmutableMap.of(), new LabelExpression("a", SelectorOperator.IN, List.of("b"))),
            mesh("infra").with(spec -> defaults(spec, ttl("10s"))),
            mesh("infra").with(spec -> defaults(members(spec, null), record(DnsRecords.A))));

    List<String> hashes =
        Stream.concat(
                endpoints.map(ConfigurationHashTest::hash), meshes.map(ConfigurationHashTest::hash))
            .toList();

    assertThat(hashes).doesNotHaveDuplicates();
  }

  private static String hash(EndpointFixture endpoint) {
    return ConfigurationHash.of(endpoint.parsed());
  }

  private static String hash(MeshFixture mesh) {
    return ConfigurationHash.of(mesh.parsed());
  }
}
