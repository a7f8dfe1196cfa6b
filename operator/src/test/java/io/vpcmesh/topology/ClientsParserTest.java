package io.vpcmesh.topology;

import static io.vpcmesh.topology.EndpointFixture.clients;
import static io.vpcmesh.topology.EndpointFixture.endpoint;
import static io.vpcmesh.topology.EndpointFixture.group;
import static io.vpcmesh.topology.EndpointFixture.list;
import static io.vpcmesh.topology.EndpointFixture.network;
import static io.vpcmesh.topology.EndpointFixture.peer;
import static io.vpcmesh.topology.EndpointFixture.peerIn;
import static io.vpcmesh.topology.MeshFixture.mesh;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.api.v1alpha1.AuthorizationDefault;
import io.vpcmesh.api.v1alpha1.Client;
import io.vpcmesh.api.v1alpha1.DriftPolicy;
import io.vpcmesh.api.v1alpha1.EndpointRef;
import io.vpcmesh.api.v1alpha1.Enforcement;
import io.vpcmesh.api.v1alpha1.MeshAuthorization;
import io.vpcmesh.api.v1alpha1.Platform;
import io.vpcmesh.api.v1alpha1.PlatformSource;
import io.vpcmesh.api.v1alpha1.PodSecurityGroups;
import io.vpcmesh.api.v1alpha1.Revocation;
import io.vpcmesh.api.v1alpha1.SecurityGroupMode;
import io.vpcmesh.api.v1alpha1.SecurityGroups;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.TrafficSource;
import io.vpcmesh.topology.Client.Who;
import io.vpcmesh.topology.GroupPolicy.PodGroups;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClientsParserTest {

  @Test
  void clientsOfEachKindAreRead() {
    assertThat(
            called(
                    peer("cart", "http"),
                    peerIn("bank", "teller"),
                    network("10.9.0.0/16"),
                    list("pl-0a1b2c3d"))
                .parsed()
                .clients())
        .containsExactly(
            new io.vpcmesh.topology.Client(
                new Who.Peer(EndpointKey.of("shop", "cart")),
                Optional.of(ImmutableSortedSet.of("http"))),
            new io.vpcmesh.topology.Client(
                new Who.Peer(EndpointKey.of("bank", "teller")), Optional.empty()),
            new io.vpcmesh.topology.Client(
                new Who.Outside(new TrafficSource.Addresses(Cidr.of("10.9.0.0/16"))),
                Optional.empty()),
            new io.vpcmesh.topology.Client(
                new Who.Outside(new TrafficSource.PrefixList(new PrefixListId("pl-0a1b2c3d"))),
                Optional.empty()));
  }

  @Test
  void aClientIsOfExactlyOneKind() {
    assertThat(
            called(
                    new Client(null, null, null, null, null, List.of()),
                    new Client(
                        new EndpointRef("cart", null), null, "sg-0a1b2c3d", null, null, List.of()),
                    new Client(null, null, null, "pl-0a1b2c3d", "10.9.0.0/16", List.of()))
                .complaints())
        .containsExactly(
            "spec.clients[0]: has 0 kinds of client: write exactly one of endpointRef, namespaceSelector, securityGroupId, prefixListId, cidr",
            "spec.clients[1]: has 2 kinds of client: write exactly one of endpointRef, namespaceSelector, securityGroupId, prefixListId, cidr",
            "spec.clients[2]: has 2 kinds of client: write exactly one of endpointRef, namespaceSelector, securityGroupId, prefixListId, cidr");
  }

  @Test
  void aNetworkIsWrittenAsOneAndIsNotTheWorld() {
    assertThat(
            called(
                    network("10.0.1.4/24"),
                    network("0.0.0.0/0"),
                    network("128.0.0.0/1"),
                    network("::/0"),
                    network("10.0.0.0"),
                    network("ten/8"))
                .complaints())
        .containsExactly(
            "spec.clients[0].cidr: '10.0.1.4/24' has bits beyond its prefix: write 10.0.1.0/24",
            "spec.clients[1].cidr: '0.0.0.0/0' is too wide: write a network of /8 or narrower",
            "spec.clients[2].cidr: '128.0.0.0/1' is too wide: write a network of /8 or narrower",
            "spec.clients[3].cidr: '::/0' is too wide: write a network of /16 or narrower",
            "spec.clients[4].cidr: '10.0.0.0' is no network: write one such as 10.0.0.0/16",
            "spec.clients[5].cidr: 'ten/8' is no network: write one such as 10.0.0.0/16");
  }

  @Test
  void namesIdsAndPortsMustBeSome() {
    assertThat(called(peer("Cart"), group("sg-1"), peer("cart", "grpc"), list("pl-1")).complaints())
        .containsExactly(
            "spec.clients[0].endpointRef.name: 'Cart' does not fit: write the name of a resource such as shop, at most 253 characters",
            "spec.clients[1].securityGroupId: 'sg-1' does not fit: write the id of a security group such as sg-0a1b2c3d4e5f60718, at most 20 characters",
            "spec.clients[2].ports: 'grpc' is no port of this endpoint: write names of spec.ports, such as http",
            "spec.clients[3].prefixListId: 'pl-1' does not fit: write the id of a prefix list such as pl-0a1b2c3d4e5f60718, at most 20 characters");
  }

  @Test
  void moreThanSixtyFourClientsAreTooMany() {
    Client[] many = IntStream.range(0, 65).mapToObj(i -> peer("c" + i)).toArray(Client[]::new);

    assertThat(called(many).complaints()).containsExactly("spec.clients: has 65 clients: keep 64");
  }

  @Test
  void aMeshThatSaysNothingOfGroupsManagesNone() {
    assertThat(mesh("shop").parsed().groups()).isEqualTo(GroupPolicy.UNMANAGED);
    assertThat(mesh("shop").parsed().authorization()).isEqualTo(Authorization.DEFAULT);
    assertThat(mesh("shop").secured().parsed().groups().mode())
        .isEqualTo(GroupPolicy.Mode.PER_SERVICE);
  }

  @Test
  void whatAMeshSaysOfGroupsIsChecked() {
    MeshFixture wrong =
        mesh("shop")
            .secured(
                new MeshAuthorization(
                    AuthorizationDefault.UNKNOWN,
                    Enforcement.UNKNOWN,
                    ImmutableList.of("10.0.0.0/7"),
                    ImmutableList.of("sg-0a1b2c3d"),
                    Revocation.DEPLOYMENT),
                new SecurityGroups(
                    SecurityGroupMode.UNKNOWN,
                    ImmutableList.of("vpc-0a"),
                    new Platform(
                        List.of(
                            new PlatformSource(null, null, null, List.of(80)),
                            new PlatformSource("sg-0a1b2c3d", null, null, List.of()),
                            new PlatformSource(null, null, "10.8.0.0/16", List.of(0)),
                            new PlatformSource(null, "pl-0a1b2c3d", "10.8.0.0/16", List.of(80))),
                        List.of()),
                    DriftPolicy.REVERT,
                    new PodSecurityGroups(List.of("sg-0a1b2c3d"))));

    assertThat(wrong.complaints())
        .containsExactly(
            "spec.authorization.default: has a value that this version does not know: write one of Deny, Allow",
            "spec.authorization.enforcement: has a value that this version does not know: write one of Enforce, Audit",
            "spec.authorization.allowedCidrs[0]: '10.0.0.0/7' is too wide: write a network of /8 or narrower",
            "spec.authorization.allowedPrefixListIds[0]: 'sg-0a1b2c3d' does not fit: write the id of a prefix list such as pl-0a1b2c3d4e5f60718, at most 20 characters",
            "spec.securityGroups.mode: has a value that this version does not know: write one of PerService, Unmanaged",
            "spec.securityGroups.allowedIds[0]: 'vpc-0a' does not fit: write the id of a security group such as sg-0a1b2c3d4e5f60718, at most 20 characters",
            "spec.securityGroups.platform.sources[0]: names no source or several: write one of securityGroupId, prefixListId, cidr",
            "spec.securityGroups.platform.sources[1].ports: is missing: write the ports that the source has to reach",
            "spec.securityGroups.platform.sources[2].ports[0]: 0 is no port: write one of 1 to 65535",
            "spec.securityGroups.platform.sources[3]: names no source or several: write one of securityGroupId, prefixListId, cidr",
            "spec.securityGroups.pods.additionalIds: sg-0a1b2c3d is not among spec.securityGroups.allowedIds: add it there, or take it out here");
  }

  @Test
  void whatIsNewInThisReleaseChangesNoHashUntilItIsUsed() {
    assertThat(ConfigurationHash.of(called().parsed()))
        .isEqualTo(ConfigurationHash.of(endpoint("orders").parsed()));
    assertThat(ConfigurationHash.of(called(peer("a"), peer("b")).parsed()))
        .isEqualTo(ConfigurationHash.of(called(peer("b"), peer("a")).parsed()))
        .isNotEqualTo(ConfigurationHash.of(called(peer("a")).parsed()));
    assertThat(ConfigurationHash.of(mesh("shop").secured().parsed()))
        .isNotEqualTo(ConfigurationHash.of(mesh("shop").parsed()));
    assertThat(ConfigurationHash.of(mesh("shop").putOnPods().parsed()))
        .isNotEqualTo(ConfigurationHash.of(mesh("shop").putOnPods("sg-0a1b2c3d").parsed()))
        .isNotEqualTo(ConfigurationHash.of(mesh("shop").secured().parsed()));
  }

  @Test
  void whatPodsCarryBesidesIsNamedAndAllowed() {
    MeshFixture many =
        mesh("shop")
            .putOnPods("sg-00000001", "sg-00000002", "sg-00000003", "sg-00000004", "sg-00000005");

    assertThat(mesh("shop").secured().parsed().groups().pods()).isEmpty();
    assertThat(mesh("shop").putOnPods().parsed().groups().pods())
        .contains(new PodGroups(ImmutableSortedSet.of()));
    assertThat(mesh("shop").putOnPods("sg-0a1b2c3d").parsed().groups().pods())
        .contains(new PodGroups(ImmutableSortedSet.of(new SecurityGroupId("sg-0a1b2c3d"))));
    assertThat(many.complaints())
        .containsExactly("spec.securityGroups.pods.additionalIds: has 5 entries: keep 4");
  }

  @Test
  void aPrefixListThatIsAllowedMakesAnotherRevision() {
    assertThat(ConfigurationHash.of(allowing().parsed()))
        .isNotEqualTo(ConfigurationHash.of(allowing("pl-0a1b2c3d").parsed()));
    assertThat(ConfigurationHash.of(allowing("pl-0a1b2c3d", "pl-0b1b2c3d").parsed()))
        .isEqualTo(ConfigurationHash.of(allowing("pl-0b1b2c3d", "pl-0a1b2c3d").parsed()));
  }

  @Test
  void aMeshAllowsAtMostFiftyPrefixLists() {
    String[] many = IntStream.range(0, 51).mapToObj("pl-%08x"::formatted).toArray(String[]::new);

    assertThat(allowing(many).complaints())
        .containsExactly("spec.authorization.allowedPrefixListIds: has 51 prefix lists: keep 50");
  }

  private static MeshFixture allowing(String... lists) {
    return mesh("shop")
        .secured(
            new MeshAuthorization(
                AuthorizationDefault.DENY,
                Enforcement.ENFORCE,
                ImmutableList.of(),
                ImmutableList.copyOf(lists),
                Revocation.DEPLOYMENT),
            new SecurityGroups(
                SecurityGroupMode.PER_SERVICE, ImmutableList.of(), null, DriftPolicy.REVERT, null));
  }

  private static EndpointFixture called(Client... clients) {
    return endpoint("orders").with(spec -> clients(spec, clients));
  }
}
