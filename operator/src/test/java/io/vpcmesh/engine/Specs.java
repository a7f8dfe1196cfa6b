package io.vpcmesh.engine;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.net.HostAndPort;
import io.vpcmesh.api.v1alpha1.AuthorizationDefault;
import io.vpcmesh.api.v1alpha1.Backend;
import io.vpcmesh.api.v1alpha1.Client;
import io.vpcmesh.api.v1alpha1.CloudMapNamespace;
import io.vpcmesh.api.v1alpha1.DeletionPolicy;
import io.vpcmesh.api.v1alpha1.Discovery;
import io.vpcmesh.api.v1alpha1.DnsRecords;
import io.vpcmesh.api.v1alpha1.DriftPolicy;
import io.vpcmesh.api.v1alpha1.EndpointPort;
import io.vpcmesh.api.v1alpha1.EndpointRef;
import io.vpcmesh.api.v1alpha1.EndpointSecurityGroups;
import io.vpcmesh.api.v1alpha1.Enforcement;
import io.vpcmesh.api.v1alpha1.HealthReporting;
import io.vpcmesh.api.v1alpha1.KubernetesBackend;
import io.vpcmesh.api.v1alpha1.MeshAuthorization;
import io.vpcmesh.api.v1alpha1.MeshAws;
import io.vpcmesh.api.v1alpha1.MeshMode;
import io.vpcmesh.api.v1alpha1.MeshRef;
import io.vpcmesh.api.v1alpha1.NamespaceType;
import io.vpcmesh.api.v1alpha1.Ownership;
import io.vpcmesh.api.v1alpha1.PodSecurityGroups;
import io.vpcmesh.api.v1alpha1.PortProtocol;
import io.vpcmesh.api.v1alpha1.Revocation;
import io.vpcmesh.api.v1alpha1.SecurityGroupMode;
import io.vpcmesh.api.v1alpha1.SecurityGroups;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.api.v1alpha1.StaticAddress;
import io.vpcmesh.api.v1alpha1.StaticBackend;
import io.vpcmesh.api.v1alpha1.TargetPort;
import io.vpcmesh.api.v1alpha1.Vpc;
import io.vpcmesh.membership.Instance;
import io.vpcmesh.membership.Instance.State;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.PortNumber;
import io.vpcmesh.model.PrefixListId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Specs as short as a case needs them. */
final class Specs {

  static final String REGION = "eu-west-1";
  static final String NAMESPACE = "shop.internal";

  private Specs() {}

  static ServiceMeshSpec mesh() {
    return mesh(MeshMode.ENFORCE, Ownership.MANAGED);
  }

  static ServiceMeshSpec mesh(MeshMode mode, Ownership ownership) {
    return mesh(mode, ownership, NamespaceType.DNS_PRIVATE, null);
  }

  static ServiceMeshSpec mesh(
      MeshMode mode, Ownership ownership, NamespaceType type, @Nullable String account) {
    return new ServiceMeshSpec(
        mode,
        new MeshAws(
            REGION, account, null, List.of(new Vpc("vpc-0a", true)), Map.of("team", "shop")),
        new CloudMapNamespace(NAMESPACE, type, ownership),
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        5);
  }

  /** A mesh that is reached with this role; null: with our own credentials. */
  static ServiceMeshSpec meshAs(@Nullable String role) {
    return meshAs(role, null);
  }

  static ServiceMeshSpec meshAs(@Nullable String role, @Nullable String account) {
    ServiceMeshSpec usual = mesh();
    return new ServiceMeshSpec(
        usual.mode(),
        new MeshAws(REGION, account, role, usual.aws().vpcs(), usual.aws().resourceTags()),
        usual.namespace(),
        null,
        null,
        null,
        null,
        usual.paused(),
        usual.deployment(),
        usual.hooks(),
        usual.maxConcurrentDeployments());
  }

  /** A mesh in these networks, the first of which is the primary one. */
  static ServiceMeshSpec meshIn(String... vpcs) {
    ServiceMeshSpec usual = mesh();
    return new ServiceMeshSpec(
        usual.mode(),
        new MeshAws(
            REGION,
            null,
            null,
            IntStream.range(0, vpcs.length).mapToObj(i -> new Vpc(vpcs[i], i == 0)).toList(),
            usual.aws().resourceTags()),
        usual.namespace(),
        null,
        null,
        null,
        null,
        usual.paused(),
        usual.deployment(),
        usual.hooks(),
        usual.maxConcurrentDeployments());
  }

  /** An endpoint with these static addresses, {@code ip}, {@code ip:port} or {@code [ip]:port}. */
  static ServiceEndpointSpec endpoint(String... addresses) {
    return endpoint(null, addresses);
  }

  /** Those addresses of the net 10.0.net. */
  static String[] addresses(int net, int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(i -> "10.0." + net + "." + i)
        .toArray(String[]::new);
  }

  static ServiceEndpointSpec endpoint(@Nullable Discovery discovery, String... addresses) {
    return endpoint(discovery, DeletionPolicy.DELETE, addresses);
  }

  static ServiceEndpointSpec endpoint(
      @Nullable Discovery discovery, DeletionPolicy policy, String... addresses) {
    return new ServiceEndpointSpec(
        new MeshRef("shop", null),
        null,
        policy,
        List.of(port("http", 80, 8080)),
        new Backend(null, new StaticBackend(Arrays.stream(addresses).map(Specs::address).toList())),
        discovery,
        List.of(),
        null,
        null,
        null,
        null);
  }

  /** An endpoint that serves nobody. */
  static ServiceEndpointSpec client() {
    return new ServiceEndpointSpec(
        new MeshRef("shop", null),
        null,
        DeletionPolicy.DELETE,
        List.of(),
        null,
        null,
        List.of(),
        null,
        null,
        null,
        null);
  }

  static ServiceEndpointSpec ports(ServiceEndpointSpec spec, EndpointPort... ports) {
    return new ServiceEndpointSpec(
        spec.meshRef(),
        spec.serviceName(),
        spec.deletionPolicy(),
        List.of(ports),
        spec.backend(),
        spec.discovery(),
        spec.clients(),
        spec.authorization(),
        spec.securityGroups(),
        spec.paused(),
        spec.deployment());
  }

  static ServiceEndpointSpec named(ServiceEndpointSpec spec, String serviceName) {
    return new ServiceEndpointSpec(
        spec.meshRef(),
        serviceName,
        spec.deletionPolicy(),
        spec.ports(),
        spec.backend(),
        spec.discovery(),
        spec.clients(),
        spec.authorization(),
        spec.securityGroups(),
        spec.paused(),
        spec.deployment());
  }

  /** The same in another mesh. */
  static ServiceEndpointSpec in(String mesh, ServiceEndpointSpec spec) {
    return new ServiceEndpointSpec(
        new MeshRef(mesh, null),
        spec.serviceName(),
        spec.deletionPolicy(),
        spec.ports(),
        spec.backend(),
        spec.discovery(),
        spec.clients(),
        spec.authorization(),
        spec.securityGroups(),
        spec.paused(),
        spec.deployment());
  }

  /** The same, called by these. */
  static ServiceEndpointSpec callable(ServiceEndpointSpec spec, Client... clients) {
    return new ServiceEndpointSpec(
        spec.meshRef(),
        spec.serviceName(),
        spec.deletionPolicy(),
        spec.ports(),
        spec.backend(),
        spec.discovery(),
        List.of(clients),
        spec.authorization(),
        spec.securityGroups(),
        spec.paused(),
        spec.deployment());
  }

  /** The same, whose instances carry these groups of others. */
  static ServiceEndpointSpec carrying(ServiceEndpointSpec spec, String... groups) {
    return new ServiceEndpointSpec(
        spec.meshRef(),
        spec.serviceName(),
        spec.deletionPolicy(),
        spec.ports(),
        spec.backend(),
        spec.discovery(),
        spec.clients(),
        spec.authorization(),
        new EndpointSecurityGroups(List.of(groups)),
        spec.paused(),
        spec.deployment());
  }

  /** Another endpoint of the same namespace as a client, on these ports or on all. */
  static Client peer(String name, String... ports) {
    return new Client(new EndpointRef(name, null), null, null, null, null, List.of(ports));
  }

  /** A network as a client. */
  static Client network(String cidr) {
    return new Client(null, null, null, null, cidr, List.of());
  }

  /** An existing security group as a client. */
  static Client group(String id) {
    return new Client(null, null, id, null, null, List.of());
  }

  /** A managed prefix list as a client. */
  static Client list(PrefixListId id) {
    return new Client(null, null, null, id.value(), null, List.of());
  }

  /** The same mesh with a security group for each service. */
  static ServiceMeshSpec secured(ServiceMeshSpec mesh) {
    return secured(
        mesh,
        null,
        new SecurityGroups(
            SecurityGroupMode.PER_SERVICE, List.of(), null, DriftPolicy.REVERT, null));
  }

  /** The same mesh, with its groups put on pods, and these besides. */
  static ServiceMeshSpec securedPods(ServiceMeshSpec mesh, String... additional) {
    List<String> ids = List.of(additional);
    return secured(
        mesh,
        null,
        new SecurityGroups(
            SecurityGroupMode.PER_SERVICE,
            ids,
            null,
            DriftPolicy.REVERT,
            new PodSecurityGroups(ids)));
  }

  /** An endpoint of these pods, called by those. */
  static ServiceEndpointSpec pods(KubernetesBackend backend, Client... clients) {
    ServiceEndpointSpec usual = endpoint();
    return new ServiceEndpointSpec(
        usual.meshRef(),
        usual.serviceName(),
        usual.deletionPolicy(),
        usual.ports(),
        new Backend(backend, null),
        usual.discovery(),
        List.of(clients),
        usual.authorization(),
        usual.securityGroups(),
        usual.paused(),
        usual.deployment());
  }

  static ServiceMeshSpec secured(
      ServiceMeshSpec mesh, @Nullable MeshAuthorization authorization, SecurityGroups groups) {
    return new ServiceMeshSpec(
        mesh.mode(),
        mesh.aws(),
        mesh.namespace(),
        mesh.members(),
        mesh.defaults(),
        authorization,
        groups,
        mesh.paused(),
        mesh.deployment(),
        mesh.hooks(),
        mesh.maxConcurrentDeployments());
  }

  /** The same, in which a client that is not named any more is shut out at once. */
  static ServiceMeshSpec revoking(ServiceMeshSpec mesh) {
    return secured(
        mesh,
        new MeshAuthorization(
            AuthorizationDefault.DENY,
            Enforcement.ENFORCE,
            List.of(),
            List.of(),
            Revocation.IMMEDIATE),
        requireNonNull(mesh.securityGroups()));
  }

  /** The same with security groups, and endpoints may name these prefix lists. */
  static ServiceMeshSpec allowing(ServiceMeshSpec mesh, PrefixListId... lists) {
    return secured(
        mesh,
        new MeshAuthorization(
            AuthorizationDefault.DENY,
            Enforcement.ENFORCE,
            List.of(),
            Arrays.stream(lists).map(PrefixListId::value).toList(),
            Revocation.DEPLOYMENT),
        new SecurityGroups(
            SecurityGroupMode.PER_SERVICE, List.of(), null, DriftPolicy.REVERT, null));
  }

  static EndpointPort port(String name, int port, int target) {
    return new EndpointPort(name, port, new TargetPort.ByNumber(target), PortProtocol.HTTP);
  }

  static Discovery record(DnsRecords record) {
    return new Discovery(record, null, null, null, Map.of(), null);
  }

  static Discovery ttl(String ttl) {
    return new Discovery(null, ttl, null, null, Map.of(), null);
  }

  static Discovery health(HealthReporting health) {
    return new Discovery(null, null, health, null, Map.of(), null);
  }

  static Discovery attributes(Map<String, String> attributes) {
    return new Discovery(null, null, null, null, attributes, null);
  }

  /** A ready task with an address of its own. */
  static Instance task(String id, String ip) {
    return task(id, ip, 8080, State.READY);
  }

  static Instance task(String id, String ip, int port, State state) {
    return new Instance(
        new InstanceId(id),
        Optional.of(new IpAddress(ip)),
        Optional.empty(),
        ImmutableMap.of("http", new PortNumber(port)),
        Optional.of("eu-west-1a"),
        state,
        ImmutableMap.of("ECS_CLUSTER_NAME", "prod"));
  }

  static ImmutableSet<String> ids(String... ids) {
    return ImmutableSet.copyOf(ids);
  }

  private static StaticAddress address(String text) {
    HostAndPort parts = HostAndPort.fromString(text);
    return new StaticAddress(parts.getHost(), parts.hasPort() ? parts.getPort() : null, null);
  }
}
