package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.DnsRecords;
import io.vpcmesh.api.v1alpha1.MeshMode;
import io.vpcmesh.api.v1alpha1.NamespaceType;
import io.vpcmesh.api.v1alpha1.Ownership;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.cloud.DnsRecord;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Service;
import io.vpcmesh.membership.Instance;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.PortNumber;
import io.vpcmesh.model.RecordType;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which DNS records an endpoint gets. */
class RecordsTest {

  private final TestWorld world = TestWorld.realistic().start().mesh("shop", Specs.mesh());
  private final Hands hands = new Hands(world);

  @Test
  void anAddressOfItsOwnBecomesAnARecord() {
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();

    assertThat(hands.service("orders").dns()).containsExactly(new DnsRecord(RecordType.A, 10));
    assertThat(world.status("orders").address()).isEqualTo("orders.shop.internal:8080");
  }

  @Test
  void anIpv6AddressBecomesAnAaaaRecord() {
    world.endpoint("orders", Specs.endpoint("2001:db8::4")).settle();

    assertThat(hands.service("orders").dns()).containsExactly(new DnsRecord(RecordType.AAAA, 10));
    assertThat(hands.instance("orders", "v6-2001-db8--4").attributes())
        .containsEntry("AWS_INSTANCE_IPV6", "2001:db8::4");
  }

  @Test
  void anIpv6AddressWithAPortIsNotTakenForALongerAddress() {
    world.endpoint("orders", Specs.endpoint("2001:db8::1:80", "[2001:db8::1]:80")).settle();

    assertThat(world.registered("orders"))
        .containsExactly("v6-2001-db8--1-80", "v6-2001-db8--1-p80");
  }

  @Test
  void aPortWhoseNameIsTooLongForSrvHarmsNothingWhereSrvStaysInForce() {
    String name = "o".repeat(59);
    ServiceEndpointSpec srv =
        Specs.named(Specs.endpoint(Specs.record(DnsRecords.SRV), "10.0.1.4"), name);
    world.endpoint("orders", srv).settle();

    ServiceEndpointSpec plain =
        Specs.named(Specs.endpoint(Specs.record(DnsRecords.A), "10.0.1.4"), name);
    world
        .endpoint(
            "orders",
            Specs.ports(plain, Specs.port("http", 80, 8080), Specs.port("administration", 81, 81)))
        .settle();

    assertThat(world.registered(name)).containsExactly("10-0-1-4");
    assertThat(world.condition("orders", "Accepted")).isEqualTo("FALSE/ReplacementRequired");
  }

  @Test
  void tasksWithBothAddressesGetBothRecords() {
    world.tasks.put(EndpointKey.of("shop", "orders"), dualStack("t1"));

    world.endpoint("orders", Specs.endpoint()).settle();

    assertThat(hands.service("orders").dns())
        .containsExactlyInAnyOrder(
            new DnsRecord(RecordType.A, 10), new DnsRecord(RecordType.AAAA, 10));
    assertThat(hands.instance("orders", "t1").attributes())
        .containsEntry("AWS_INSTANCE_IPV4", "10.0.1.4")
        .containsEntry("AWS_INSTANCE_IPV6", "2001:db8::4");
  }

  @Test
  void aSharedAddressMakesSrvRecordsWithOneServiceForEachPort() {
    world.endpoint("orders", shared(2)).settle();

    assertThat(names()).containsExactly("orders", "orders-admin");
    assertThat(hands.service("orders").dns()).containsExactly(new DnsRecord(RecordType.SRV, 10));
    assertThat(hands.instance("orders", "10-0-1-4-8080").attributes())
        .containsEntry("AWS_INSTANCE_PORT", "8080");
    assertThat(hands.instance("orders-admin", "10-0-1-4-8080").attributes())
        .containsEntry("AWS_INSTANCE_PORT", "9901");
    assertThat(world.status("orders").notes()).singleElement().asString().startsWith("SrvOnly");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void aPortThatComesOrGoesBringsOrTakesItsSrvService() {
    world.endpoint("orders", shared(1)).settle();
    assertThat(names()).containsExactly("orders");
    world.calls.clear();

    world.endpoint("orders", shared(2)).settle();

    assertThat(names()).containsExactly("orders", "orders-admin");
    assertThat(world.writes()).isEqualTo(3);
    world.calls.clear();

    world.endpoint("orders", shared(1)).settle();

    assertThat(names()).containsExactly("orders");
    assertThat(world.registered("orders")).containsExactly("10-0-1-4-8080", "10-0-1-4-8081");
    assertThat(world.writes()).isEqualTo(3);
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void apiOnlyMakesNoDnsRecords() {
    world.endpoint("orders", Specs.endpoint(Specs.record(DnsRecords.API_ONLY), "10.0.1.4"));
    world.settle();

    assertThat(hands.service("orders").dns()).isEmpty();
    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void noneRegistersNothingAndIsReady() {
    world.endpoint("orders", Specs.endpoint(Specs.record(DnsRecords.NONE), "10.0.1.4")).settle();

    assertThat(world.snapshot().services()).isEmpty();
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void noneTakesTheServiceAwayAndAnotherChoiceBringsItBack() {
    ServiceEndpointSpec withA = Specs.endpoint(Specs.record(DnsRecords.A), "10.0.1.4");
    world.endpoint("orders", withA).settle();

    world.endpoint("orders", Specs.endpoint(Specs.record(DnsRecords.NONE), "10.0.1.4")).settle();

    assertThat(world.snapshot().services()).isEmpty();
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");

    world.endpoint("orders", withA).settle();

    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void noneGivesWayToAnotherRecordTypeSinceTheServiceIsMadeAnew() {
    world.endpoint("orders", Specs.endpoint(Specs.record(DnsRecords.A), "10.0.1.4")).settle();
    world.endpoint("orders", Specs.endpoint(Specs.record(DnsRecords.NONE), "10.0.1.4")).settle();

    world.endpoint("orders", Specs.endpoint(Specs.record(DnsRecords.API_ONLY), "10.0.1.4"));
    world.settle();

    assertThat(hands.service("orders").dns()).isEmpty();
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void anHttpNamespaceMakesAutoApiOnly() {
    TestWorld http = http();

    http.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();

    assertThat(new Hands(http).service("orders").dns()).isEmpty();
    assertThat(http.registered("orders")).containsExactly("10-0-1-4");
    assertThat(http.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void anHttpNamespaceRefusesRecordsThatNeedDns() {
    TestWorld http = http();

    http.endpoint("orders", Specs.endpoint(Specs.record(DnsRecords.A), "10.0.1.4")).settle();

    assertThat(http.snapshot().services()).isEmpty();
    assertThat(http.condition("orders", "Registered")).isEqualTo("FALSE/RecordTypeMismatch");
    assertThat(http.message("orders", "Registered")).contains("HTTP").contains("ApiOnly");
    assertThat(http.condition("orders", "Stalled")).isEqualTo("TRUE/Rejected");
  }

  @Test
  void anotherTtlIsOneUpdateWithAllRecords() {
    world.tasks.put(EndpointKey.of("shop", "orders"), dualStack("t1"));
    world.endpoint("orders", Specs.endpoint()).settle();
    world.calls.clear();

    world.endpoint("orders", Specs.endpoint(Specs.ttl("30s"))).settle();

    assertThat(world.writes()).isEqualTo(1);
    assertThat(world.count(AwsAction.UPDATE_SERVICE)).isEqualTo(1);
    assertThat(hands.service("orders").dns())
        .containsExactlyInAnyOrder(
            new DnsRecord(RecordType.A, 30), new DnsRecord(RecordType.AAAA, 30));
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void moreThanEightHealthyInstancesAreANote() {
    String[] nine = IntStream.range(0, 9).mapToObj(i -> "10.0.1." + i).toArray(String[]::new);

    world.endpoint("orders", Specs.endpoint(nine)).settle();

    assertThat(world.status("orders").notes())
        .containsExactly(
            "9 healthy instances: a DNS answer holds at most 8 of them, chosen at random");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  private static TestWorld http() {
    return TestWorld.realistic()
        .start()
        .mesh("shop", Specs.mesh(MeshMode.ENFORCE, Ownership.MANAGED, NamespaceType.HTTP, null));
  }

  /** Two instances on one address, and one port or two. */
  private static ServiceEndpointSpec shared(int ports) {
    ServiceEndpointSpec spec = Specs.endpoint("10.0.1.4:8080", "10.0.1.4:8081");
    return ports == 1
        ? spec
        : Specs.ports(spec, Specs.port("http", 80, 8080), Specs.port("admin", 9901, 9901));
  }

  private List<String> names() {
    return world.snapshot().services().map(Service::name).toList();
  }

  private static Instance dualStack(String id) {
    return new Instance(
        new InstanceId(id),
        Optional.of(new IpAddress("10.0.1.4")),
        Optional.of(new IpAddress("2001:db8::4")),
        ImmutableMap.of("http", new PortNumber(8080)),
        Optional.empty(),
        Instance.State.READY,
        ImmutableMap.of());
  }
}
