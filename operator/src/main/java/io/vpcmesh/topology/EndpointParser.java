package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.api.v1alpha1.MeshRef;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.ServiceName;
import io.vpcmesh.topology.Endpoint.Backend;
import io.vpcmesh.topology.Endpoint.DeletionPolicy;
import io.vpcmesh.topology.Endpoint.Port;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the declaration of an endpoint. Whatever the schema refuses is refused here again: without
 * an API server nobody else does.
 */
final class EndpointParser {

  private final Findings findings = new Findings();
  private final EndpointKey key;
  private final ServiceEndpointSpec spec;

  private EndpointParser(EndpointKey key, ServiceEndpointSpec spec) {
    this.key = key;
    this.spec = spec;
  }

  static Parsed<Endpoint> parse(EndpointKey key, ServiceEndpointSpec spec) {
    return new EndpointParser(key, spec).endpoint();
  }

  /** The mesh that an endpoint names, whatever else may be wrong with it. */
  static Optional<MeshId> mesh(EndpointKey key, ServiceEndpointSpec spec) {
    return Optional.ofNullable(spec.meshRef())
        .filter(reference -> reference.name() != null && !reference.name().isEmpty())
        .map(reference -> MeshId.of(namespace(key, reference), reference.name()));
  }

  private static String namespace(EndpointKey key, MeshRef reference) {
    String declared = reference.namespace();
    return declared == null || declared.isEmpty() ? key.ref().namespace() : declared;
  }

  private Parsed<Endpoint> endpoint() {
    checkMeshRef(spec.meshRef());
    Optional<ServiceName> name = serviceName();
    Optional<DeletionPolicy> policy = deletionPolicy();
    DiscoveryOverrides discovery =
        new DiscoveryParser(findings, "spec.discovery").parse(spec.discovery());
    ImmutableList<Port> ports = new PortsParser(findings).parse(spec.ports());
    Backend backend = new BackendParser(findings, ports, discovery.record()).parse(spec.backend());
    ImmutableList<Client> clients =
        new ClientsParser(findings, key.ref().namespace(), ports).parse(spec.clients());
    Optional<Access> access = new AuthorizationParser(findings).parse(spec.authorization());
    ImmutableSortedSet<SecurityGroupId> groups =
        new GroupPolicyParser(findings).parse(spec.securityGroups());
    DeploymentOverrides deployment = new DeploymentParser(findings).parse(spec.deployment());
    checkPortsAgainstBackend();
    name.ifPresent(it -> checkDerivedNames(it, ports, discovery));
    return findings.orElse(() ->
        new Endpoint(
            key,
            mesh(key, spec).orElseThrow(),
            name.orElseThrow(),
            policy.orElseThrow(),
            ports,
            backend,
            discovery,
            access,
            clients,
            groups,
            Boolean.TRUE.equals(spec.paused()),
            deployment));
  }

  private void checkMeshRef(@Nullable MeshRef declared) {
    if (declared == null) {
      findings.refuse("spec.meshRef", "is missing: name the mesh");
      return;
    }
    findings.shaped("spec.meshRef.name", declared.name(), Shape.RESOURCE_NAME);
    String namespace = declared.namespace();
    if (namespace != null && !namespace.isEmpty()) {
      findings.shaped("spec.meshRef.namespace", namespace, Shape.NAMESPACE);
    }
  }

  private Optional<ServiceName> serviceName() {
    String declared = spec.serviceName();
    if (declared != null) {
      return findings
          .shaped("spec.serviceName", declared, Shape.SERVICE_NAME)
          .map(ServiceName::new);
    }
    String name = key.ref().name();
    if (!Shape.SERVICE_NAME.fits(name)) {
      findings.refuse(
          "metadata.name",
          Findings.quote(name) + " is no DNS label: set spec.serviceName to one such as orders");
      return Optional.empty();
    }
    return Optional.of(new ServiceName(name));
  }

  private Optional<DeletionPolicy> deletionPolicy() {
    Optional<DeletionPolicy> choice =
        switch (spec.deletionPolicy()) {
          case DELETE -> Optional.of(DeletionPolicy.DELETE);
          case RETAIN -> Optional.of(DeletionPolicy.RETAIN);
          case UNKNOWN -> Optional.empty();
        };
    return findings.known("spec.deletionPolicy", choice, "Delete, Retain");
  }

  private void checkPortsAgainstBackend() {
    boolean backend = spec.backend() != null;
    if (backend && spec.ports().isEmpty()) {
      findings.refuse("spec.ports", "is missing: with a backend, write at least one port");
    }
    if (!backend && !spec.ports().isEmpty()) {
      findings.refuse(
          "spec.ports",
          "has %d, but there is no backend to serve them: write one, or leave the ports out"
              .formatted(spec.ports().size()));
    }
  }

  /** With SRV each port but the first has a Cloud Map service of its own. */
  private void checkDerivedNames(ServiceName name, List<Port> ports, DiscoveryOverrides discovery) {
    if (!ServiceNames.mayBeSrv(discovery.record())) {
      return;
    }
    for (Port port : ports.stream().skip(1).toList()) {
      String derived = ServiceNames.derived(name, port);
      if (!Shape.SERVICE_NAME.fits(derived)) {
        findings.refuse(
            "spec.serviceName",
            "%s makes '%s' for port %s, longer than the 63 characters of a DNS label: shorten one of them, or set spec.discovery.record to A"
                .formatted(name, derived, port.name()));
      }
    }
  }
}
