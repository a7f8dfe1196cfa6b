package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.AuthorizationDefault;
import io.vpcmesh.api.v1alpha1.Backend;
import io.vpcmesh.api.v1alpha1.DeletionPolicy;
import io.vpcmesh.api.v1alpha1.DeploymentSettings;
import io.vpcmesh.api.v1alpha1.Discovery;
import io.vpcmesh.api.v1alpha1.DnsRecords;
import io.vpcmesh.api.v1alpha1.EndpointAuthorization;
import io.vpcmesh.api.v1alpha1.EndpointPort;
import io.vpcmesh.api.v1alpha1.EndpointRef;
import io.vpcmesh.api.v1alpha1.KubernetesBackend;
import io.vpcmesh.api.v1alpha1.MeshRef;
import io.vpcmesh.api.v1alpha1.NamespaceSelector;
import io.vpcmesh.api.v1alpha1.PodSelector;
import io.vpcmesh.api.v1alpha1.PortProtocol;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.StaticAddress;
import io.vpcmesh.api.v1alpha1.StaticBackend;
import io.vpcmesh.api.v1alpha1.TargetPort;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A declared endpoint that is valid until a test says otherwise. */
record EndpointFixture(Resource<ServiceEndpointSpec> resource) {

  static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

  /** An endpoint of the mesh "mesh" in its own namespace, with the port http and one address. */
  static EndpointFixture endpoint(String namespace, String name) {
    ServiceEndpointSpec spec =
        new ServiceEndpointSpec(
            new MeshRef("mesh", ""),
            null,
            DeletionPolicy.DELETE,
            ImmutableList.of(port("http", 80)),
            backend(address("10.0.1.4")),
            null,
            List.of(),
            null,
            null,
            null,
            null);
    return new EndpointFixture(
        new Resource<>(
            new ObjectRef(namespace, name),
            "uid-" + name,
            1,
            CREATED,
            false,
            ImmutableMap.of(),
            spec));
  }

  static EndpointFixture endpoint(String name) {
    return endpoint("shop", name);
  }

  static EndpointPort port(String name, int number) {
    return new EndpointPort(name, number, null, PortProtocol.TCP);
  }

  static EndpointPort port(String name, int number, Object target) {
    return new EndpointPort(name, number, TargetPort.of(target), PortProtocol.TCP);
  }

  static StaticAddress address(String ip) {
    return new StaticAddress(ip, null, null);
  }

  static StaticAddress address(String ip, int port) {
    return new StaticAddress(ip, port, null);
  }

  static Backend backend(StaticAddress... addresses) {
    return new Backend(null, new StaticBackend(ImmutableList.copyOf(addresses)));
  }

  /** Pods of a Service. */
  static Backend ofService(String service) {
    return new Backend(new KubernetesBackend(service, null, null), null);
  }

  /** Pods with these labels. */
  static Backend selecting(Map<String, String> labels) {
    return new Backend(new KubernetesBackend(null, new PodSelector(labels), null), null);
  }

  /** Pods of a Service, by the address of their node. */
  static Backend onHosts(String service) {
    return new Backend(new KubernetesBackend(service, null, true), null);
  }

  EndpointKey key() {
    return new EndpointKey(resource.ref());
  }

  EndpointFixture created(Instant at) {
    return new EndpointFixture(
        new Resource<>(
            resource.ref(),
            resource.uid(),
            resource.generation(),
            at,
            resource.deleting(),
            resource.annotations(),
            resource.spec()));
  }

  /** One generation on, with another spec. */
  EndpointFixture edited(UnaryOperator<ServiceEndpointSpec> edit) {
    return new EndpointFixture(resource.respecified(edit.apply(resource.spec())));
  }

  EndpointFixture deleting() {
    return new EndpointFixture(resource.deletionRequested());
  }

  EndpointFixture annotated(String key, String value) {
    return new EndpointFixture(resource.annotated(ImmutableMap.of(key, value)));
  }

  /** The same generation with another spec, as if it had been created so. */
  EndpointFixture with(UnaryOperator<ServiceEndpointSpec> edit) {
    return new EndpointFixture(
        new Resource<>(
            resource.ref(),
            resource.uid(),
            resource.generation(),
            resource.createdAt(),
            resource.deleting(),
            resource.annotations(),
            edit.apply(resource.spec())));
  }

  EndpointFixture inMesh(String namespace, String name) {
    return with(spec -> meshRef(spec, new MeshRef(name, namespace)));
  }

  static ServiceEndpointSpec meshRef(ServiceEndpointSpec spec, MeshRef reference) {
    return new ServiceEndpointSpec(
        reference,
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

  static ServiceEndpointSpec serviceName(ServiceEndpointSpec spec, String name) {
    return new ServiceEndpointSpec(
        spec.meshRef(),
        name,
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

  static ServiceEndpointSpec policy(ServiceEndpointSpec spec, DeletionPolicy policy) {
    return new ServiceEndpointSpec(
        spec.meshRef(),
        spec.serviceName(),
        policy,
        spec.ports(),
        spec.backend(),
        spec.discovery(),
        spec.clients(),
        spec.authorization(),
        spec.securityGroups(),
        spec.paused(),
        spec.deployment());
  }

  static ServiceEndpointSpec ports(ServiceEndpointSpec spec, EndpointPort... ports) {
    return new ServiceEndpointSpec(
        spec.meshRef(),
        spec.serviceName(),
        spec.deletionPolicy(),
        ImmutableList.copyOf(ports),
        spec.backend(),
        spec.discovery(),
        spec.clients(),
        spec.authorization(),
        spec.securityGroups(),
        spec.paused(),
        spec.deployment());
  }

  static ServiceEndpointSpec backend(ServiceEndpointSpec spec, @Nullable Backend backend) {
    return new ServiceEndpointSpec(
        spec.meshRef(),
        spec.serviceName(),
        spec.deletionPolicy(),
        spec.ports(),
        backend,
        spec.discovery(),
        spec.clients(),
        spec.authorization(),
        spec.securityGroups(),
        spec.paused(),
        spec.deployment());
  }

  static ServiceEndpointSpec discovery(ServiceEndpointSpec spec, Discovery discovery) {
    return new ServiceEndpointSpec(
        spec.meshRef(),
        spec.serviceName(),
        spec.deletionPolicy(),
        spec.ports(),
        spec.backend(),
        discovery,
        spec.clients(),
        spec.authorization(),
        spec.securityGroups(),
        spec.paused(),
        spec.deployment());
  }

  /** The same, called by these. */
  static ServiceEndpointSpec clients(
      ServiceEndpointSpec spec, io.vpcmesh.api.v1alpha1.Client... clients) {
    return new ServiceEndpointSpec(
        spec.meshRef(),
        spec.serviceName(),
        spec.deletionPolicy(),
        spec.ports(),
        spec.backend(),
        spec.discovery(),
        ImmutableList.copyOf(clients),
        spec.authorization(),
        spec.securityGroups(),
        spec.paused(),
        spec.deployment());
  }

  /** What holds without clients. */
  static ServiceEndpointSpec access(ServiceEndpointSpec spec, AuthorizationDefault access) {
    return new ServiceEndpointSpec(
        spec.meshRef(),
        spec.serviceName(),
        spec.deletionPolicy(),
        spec.ports(),
        spec.backend(),
        spec.discovery(),
        spec.clients(),
        new EndpointAuthorization(access),
        null,
        spec.paused(),
        spec.deployment());
  }

  static ServiceEndpointSpec deployment(
      ServiceEndpointSpec spec, boolean paused, @Nullable DeploymentSettings deployment) {
    return new ServiceEndpointSpec(
        spec.meshRef(),
        spec.serviceName(),
        spec.deletionPolicy(),
        spec.ports(),
        spec.backend(),
        spec.discovery(),
        spec.clients(),
        spec.authorization(),
        spec.securityGroups(),
        paused,
        deployment);
  }

  static io.vpcmesh.api.v1alpha1.Client peer(String name, String... ports) {
    return new io.vpcmesh.api.v1alpha1.Client(
        new EndpointRef(name, null), null, null, null, null, ImmutableList.copyOf(ports));
  }

  /** The same from another namespace. */
  static io.vpcmesh.api.v1alpha1.Client peerIn(String namespace, String name) {
    return new io.vpcmesh.api.v1alpha1.Client(
        new EndpointRef(name, namespace), null, null, null, null, ImmutableList.of());
  }

  static io.vpcmesh.api.v1alpha1.Client namespaces(String label, String value) {
    return new io.vpcmesh.api.v1alpha1.Client(
        null,
        new NamespaceSelector(ImmutableMap.of(label, value), ImmutableList.of()),
        null,
        null,
        null,
        ImmutableList.of());
  }

  static io.vpcmesh.api.v1alpha1.Client group(String id, String... ports) {
    return new io.vpcmesh.api.v1alpha1.Client(
        null, null, id, null, null, ImmutableList.copyOf(ports));
  }

  static io.vpcmesh.api.v1alpha1.Client list(String id) {
    return new io.vpcmesh.api.v1alpha1.Client(null, null, null, id, null, ImmutableList.of());
  }

  static io.vpcmesh.api.v1alpha1.Client network(String cidr) {
    return new io.vpcmesh.api.v1alpha1.Client(null, null, null, null, cidr, ImmutableList.of());
  }

  static Discovery record(DnsRecords record) {
    return new Discovery(record, null, null, null, ImmutableMap.of(), null);
  }

  static Discovery ttl(String ttl) {
    return new Discovery(null, ttl, null, null, ImmutableMap.of(), null);
  }

  static Discovery attributes(ImmutableMap<String, String> attributes) {
    return new Discovery(null, null, null, null, attributes, null);
  }

  /** What is wrong with the spec. */
  ImmutableList<String> complaints() {
    return Complaints.of(EndpointParser.parse(key(), resource.spec()));
  }

  /** The parsed spec; it must be valid. */
  Endpoint parsed() {
    return Complaints.none(EndpointParser.parse(key(), resource.spec()));
  }
}
