package io.vpcmesh.topology;

import static io.vpcmesh.topology.EndpointFixture.address;
import static io.vpcmesh.topology.EndpointFixture.attributes;
import static io.vpcmesh.topology.EndpointFixture.backend;
import static io.vpcmesh.topology.EndpointFixture.discovery;
import static io.vpcmesh.topology.EndpointFixture.endpoint;
import static io.vpcmesh.topology.EndpointFixture.meshRef;
import static io.vpcmesh.topology.EndpointFixture.policy;
import static io.vpcmesh.topology.EndpointFixture.port;
import static io.vpcmesh.topology.EndpointFixture.ports;
import static io.vpcmesh.topology.EndpointFixture.record;
import static io.vpcmesh.topology.EndpointFixture.serviceName;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.api.v1alpha1.DeletionPolicy;
import io.vpcmesh.api.v1alpha1.DnsRecords;
import io.vpcmesh.api.v1alpha1.EndpointPort;
import io.vpcmesh.api.v1alpha1.HealthReporting;
import io.vpcmesh.api.v1alpha1.MeshRef;
import io.vpcmesh.api.v1alpha1.OnAllUnhealthy;
import io.vpcmesh.api.v1alpha1.ResourceJson;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.StaticAddress;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.PortNumber;
import io.vpcmesh.model.ServiceName;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EndpointParserTest {

  private static final EndpointFixture ORDERS = endpoint("orders");

  @Test
  void everyFieldFindsItsPlace() {
    EndpointFixture declared =
        ORDERS
            .inMesh("infra", "big")
            .with(spec -> serviceName(spec, "order"))
            .with(spec -> policy(spec, DeletionPolicy.RETAIN))
            .with(spec -> ports(spec, port("http", 80, "web"), port("admin", 81, 8081)))
            .with(spec -> backend(spec, backend(new StaticAddress("10.0.1.4", 8080, "euw1-az1"))))
            .with(spec ->
                discovery(
                    spec,
                    new io.vpcmesh.api.v1alpha1.Discovery(
                        DnsRecords.SRV,
                        "1m30s",
                        HealthReporting.NONE,
                        OnAllUnhealthy.EMPTY,
                        ImmutableMap.of("team", "shop"),
                        "40s")));

    Endpoint parsed = declared.parsed();

    assertThat(parsed)
        .isEqualTo(
            new Endpoint(
                EndpointKey.of("shop", "orders"),
                MeshId.of("infra", "big"),
                new ServiceName("order"),
                Endpoint.DeletionPolicy.RETAIN,
                ImmutableList.of(
                    new Endpoint.Port(
                        "http",
                        new PortNumber(80),
                        new Endpoint.TargetPort.Named("web"),
                        Endpoint.Protocol.TCP),
                    new Endpoint.Port(
                        "admin",
                        new PortNumber(81),
                        new Endpoint.TargetPort.Numbered(new PortNumber(8081)),
                        Endpoint.Protocol.TCP)),
                new Endpoint.Backend.Static(
                    ImmutableList.of(
                        new Endpoint.StaticAddress(
                            new IpAddress("10.0.1.4"),
                            Optional.of(new PortNumber(8080)),
                            Optional.of("euw1-az1")))),
                new DiscoveryOverrides(
                    Optional.of(Discovery.RecordChoice.SRV),
                    Optional.of(Duration.ofSeconds(90)),
                    Optional.of(Duration.ofSeconds(40)),
                    Optional.of(Discovery.Health.NONE),
                    Optional.of(Discovery.OnAllUnhealthy.EMPTY),
                    ImmutableMap.of("team", "shop")),
                Optional.empty(),
                ImmutableList.of(),
                ImmutableSortedSet.of(),
                false,
                DeploymentOverrides.NONE));
  }

  @Test
  void whatIsLeftOutIsComputed() {
    Endpoint parsed = ORDERS.parsed();

    assertThat(parsed.mesh()).isEqualTo(MeshId.of("shop", "mesh"));
    assertThat(parsed.serviceName()).isEqualTo(new ServiceName("orders"));
    assertThat(parsed.ports().getFirst().target())
        .isEqualTo(new Endpoint.TargetPort.Numbered(new PortNumber(80)));
    assertThat(parsed.discovery()).isEqualTo(DiscoveryOverrides.NONE);
  }

  @Test
  void withoutPortsAndBackendItIsOnlyAClient() {
    EndpointFixture client = ORDERS.with(spec -> backend(ports(spec), null));

    assertThat(client.parsed().backend()).isEqualTo(new Endpoint.Backend.ClientOnly());
  }

  @Test
  void allProblemsAreToldAtOnce() {
    EndpointFixture broken =
        ORDERS
            .with(spec -> meshRef(spec, new MeshRef("", "Infra")))
            .with(spec -> serviceName(spec, "Orders"))
            .with(spec -> policy(spec, DeletionPolicy.UNKNOWN))
            .with(spec -> ports(spec, port("HTTP", 0), port("tls", 443, 70_000)))
            .with(spec -> backend(spec, backend(address("10.0.1"), address("10.0.1.4", -1))));

    assertThat(broken.complaints())
        .containsExactly(
            "spec.meshRef.name: is missing: write the name of a resource such as shop, at most 253 characters",
            "spec.meshRef.namespace: 'Infra' does not fit: write the name of a Kubernetes namespace, at most 63 characters",
            "spec.serviceName: 'Orders' does not fit: write a DNS label such as orders, at most 63 characters",
            "spec.deletionPolicy: has a value that this version does not know: write one of Delete, Retain",
            "spec.ports[0].name: 'HTTP' does not fit: write a DNS label such as http, at most 15 characters",
            "spec.ports[0].port: 0 is no port: write one of 1 to 65535",
            "spec.ports[1].targetPort: 70000 is no port: write one of 1 to 65535",
            "spec.backend.static.addresses[0].ip: '10.0.1' is no IP address: write one such as 10.0.1.4",
            "spec.backend.static.addresses[1].port: -1 is no port: write one of 1 to 65535");
  }

  @Test
  void whatALenientReaderLetThroughIsMissing() throws JsonProcessingException {
    String json =
        """
        {"ports": [{"protocol": "Quic"}], "backend": {"static": {"addresses": [{}]}}}
        """;
    ServiceEndpointSpec empty = ResourceJson.mapper().readValue(json, ServiceEndpointSpec.class);

    assertThat(ORDERS.with(_ -> empty).complaints())
        .containsExactly(
            "spec.meshRef: is missing: name the mesh",
            "spec.ports[0].name: is missing: write a DNS label such as http, at most 15 characters",
            "spec.ports[0].port: is missing: write a port of 1 to 65535",
            "spec.ports[0].protocol: has a value that this version does not know: write one of Http, Http2, Grpc, Tcp",
            "spec.backend.static.addresses[0].ip: is missing: write an IPv4 or IPv6 address");
  }

  @Test
  void portsAndBackendComeTogether() {
    assertThat(ORDERS.with(spec -> ports(spec)).complaints())
        .containsExactly("spec.ports: is missing: with a backend, write at least one port");
    assertThat(ORDERS.with(spec -> backend(spec, null)).complaints())
        .containsExactly(
            "spec.ports: has 1, but there is no backend to serve them: write one, or leave the ports out");
    assertThat(
            ORDERS
                .with(spec -> backend(spec, new io.vpcmesh.api.v1alpha1.Backend(null, null)))
                .complaints())
        .containsExactly(
            "spec.backend: is missing: write kubernetes or static, or leave backend out");
  }

  @Test
  void portNamesAndNumbersAreUnique() {
    EndpointFixture twice =
        ORDERS.with(spec -> ports(spec, port("http", 80), port("http", 81), port("web", 80)));

    assertThat(twice.complaints())
        .containsExactly(
            "spec.ports[1].name: 'http' is used by spec.ports[0].name already: give each port its own",
            "spec.ports[2].port: '80' is used by spec.ports[0].port already: give each port its own");
  }

  @Test
  void anAddressStandsOnceForEachListener() {
    EndpointFixture twice =
        ORDERS.with(spec ->
            backend(
                spec,
                backend(
                    address("10.0.1.4"),
                    address("10.0.1.4", 81),
                    address("10.0.1.4", 80),
                    address("10.0.1.4", 81))));

    assertThat(twice.complaints())
        .containsExactly(
            "spec.backend.static.addresses[2]: 10.0.1.4 is spec.backend.static.addresses[0] already, with the same port: remove one",
            "spec.backend.static.addresses[3]: 10.0.1.4 is spec.backend.static.addresses[1] already, with the same port: remove one");
  }

  @Test
  void addressesFitTheRecordThatTheEndpointAsksFor() {
    EndpointFixture mixed =
        ORDERS.with(spec -> backend(spec, backend(address("10.0.1.4"), address("2001:db8::1"))));

    assertThat(mixed.complaints()).isEmpty();
    assertThat(mixed.with(spec -> discovery(spec, record(DnsRecords.A))).complaints())
        .containsExactly(
            "spec.backend.static.addresses[1].ip: 2001:db8::1 is IPv6, and an A record holds IPv4: set spec.discovery.record to AAAA or Auto");
    assertThat(mixed.with(spec -> discovery(spec, record(DnsRecords.AAAA))).complaints())
        .containsExactly(
            "spec.backend.static.addresses[0].ip: 10.0.1.4 is IPv4, and an AAAA record holds IPv6: set spec.discovery.record to A or Auto");
  }

  @Test
  void namedTargetPortsNeedSomebodyWhoKnowsTheirNumber() {
    EndpointFixture named =
        ORDERS.with(spec -> ports(spec, port("http", 80, "web"), port("admin", 81, "adm")));

    assertThat(named.complaints())
        .containsExactly(
            "spec.ports[1].targetPort: 'adm' is a name, and static addresses have no named ports: write a number",
            "spec.backend.static.addresses[0].port: is missing, and the target port 'web' is a name: write the number");
  }

  @Test
  void namesAreLabelsEvenWhereTheyAreDerived() {
    String longest = "a".repeat(63);

    assertThat(endpoint("orders.v2").complaints())
        .containsExactly(
            "metadata.name: 'orders.v2' is no DNS label: set spec.serviceName to one such as orders");
    assertThat(endpoint(longest).complaints()).isEmpty();

    EndpointFixture derived =
        endpoint(longest).with(spec -> ports(spec, port("http", 80), port("admin", 81)));
    assertThat(derived.complaints())
        .containsExactly(
            "spec.serviceName: %s makes '%s-admin' for port admin, longer than the 63 characters of a DNS label: shorten one of them, or set spec.discovery.record to A"
                .formatted(longest, longest));
    assertThat(derived.with(spec -> discovery(spec, record(DnsRecords.A))).complaints()).isEmpty();
  }

  @Test
  void ttlIsWholeSecondsUpToFiveMinutes() {
    assertThat(ttl("0s")).isEmpty();
    assertThat(ttl("5m")).isEmpty();
    assertThat(ttl("1000ms")).isEmpty();
    assertThat(ttl("ten seconds"))
        .containsExactly(
            "spec.discovery.ttl: 'ten seconds' does not fit: write a duration such as 10s or 1m30s, at most 28 characters");
    assertThat(ttl("10")).hasSize(1);
    assertThat(ttl("-1s")).hasSize(1);
    assertThat(ttl("1.5s")).hasSize(1);
    assertThat(ttl("5m1s"))
        .containsExactly("spec.discovery.ttl: '5m1s' is too long: write at most 5m");
    assertThat(ttl("1s500ms"))
        .containsExactly(
            "spec.discovery.ttl: '1s500ms' has parts of a second: write whole seconds");
  }

  @Test
  void unknownChoicesAreNoDefaults() {
    EndpointFixture unknown =
        ORDERS.with(spec ->
            discovery(
                spec,
                new io.vpcmesh.api.v1alpha1.Discovery(
                    DnsRecords.UNKNOWN,
                    null,
                    HealthReporting.UNKNOWN,
                    OnAllUnhealthy.UNKNOWN,
                    ImmutableMap.of(),
                    null)));

    assertThat(unknown.complaints())
        .containsExactly(
            "spec.discovery.record: has a value that this version does not know: write one of Auto, A, AAAA, AAndAAAA, SRV, ApiOnly, None",
            "spec.discovery.health: has a value that this version does not know: write one of Custom, None",
            "spec.discovery.onAllUnhealthy: has a value that this version does not know: write one of KeepLast, Empty");
  }

  @Test
  void attributesLeaveAloneWhatIsOthers() {
    String way =
        " is reserved: choose a key that is none of AVAILABILITY_ZONE, REGION, EC2_INSTANCE_ID and does not begin with AWS_, ECS_, vpcmesh.io/";

    assertThat(attributed("AWS_INSTANCE_IPV4", "10.0.0.1"))
        .containsExactly("spec.discovery.attributes: 'AWS_INSTANCE_IPV4'" + way);
    assertThat(attributed("vpcmesh.io/owner", "me"))
        .containsExactly("spec.discovery.attributes: 'vpcmesh.io/owner'" + way);
    assertThat(attributed("REGION", "x")).hasSize(1);
    assertThat(attributed("ECS_SERVICE_NAME", "x")).hasSize(1);
    assertThat(attributed("EC2_INSTANCE_ID", "x")).hasSize(1);
    assertThat(attributed("AVAILABILITY_ZONE", "x")).hasSize(1);
    assertThat(attributed("REGIONAL", "x")).isEmpty();
    assertThat(attributed("empty", "")).isEmpty();
  }

  @Test
  void attributesStayWithinTheLimitsOfCloudMap() {
    ImmutableMap<String, String> many =
        IntStream.range(0, 21)
            .boxed()
            .collect(ImmutableMap.toImmutableMap(i -> "key" + i, i -> "value"));

    assertThat(ORDERS.with(spec -> discovery(spec, attributes(many))).complaints())
        .containsExactly("spec.discovery.attributes: has 21 keys: keep 20");
    assertThat(attributed("k".repeat(256), "v")).hasSize(1);
    assertThat(attributed("two words", "v")).hasSize(1);
    assertThat(attributed("key", "v".repeat(1025))).hasSize(1);
    assertThat(attributed("key", "grün")).hasSize(1);
    assertThat(attributed("key", "two words")).isEmpty();
  }

  @Test
  void listsHaveAnEnd() {
    EndpointPort[] ports =
        IntStream.range(0, 17).mapToObj(i -> port("p" + i, 80 + i)).toArray(EndpointPort[]::new);
    StaticAddress[] addresses =
        IntStream.range(0, 1_001)
            .mapToObj(i -> address("10.0.%d.%d".formatted(i / 250, i % 250)))
            .toArray(StaticAddress[]::new);

    assertThat(ORDERS.with(spec -> ports(spec, ports)).complaints())
        .containsExactly("spec.ports: has 17 ports: keep 16");
    assertThat(ORDERS.with(spec -> backend(spec, backend(addresses))).complaints())
        .containsExactly("spec.backend.static.addresses: has 1001 addresses: keep 1000");
  }

  private static ImmutableList<String> ttl(String value) {
    return ORDERS.with(spec -> discovery(spec, EndpointFixture.ttl(value))).complaints();
  }

  private static ImmutableList<String> attributed(String key, String value) {
    return ORDERS
        .with(spec -> discovery(spec, attributes(ImmutableMap.of(key, value))))
        .complaints();
  }
}
