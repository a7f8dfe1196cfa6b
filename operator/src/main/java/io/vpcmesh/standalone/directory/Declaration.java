package io.vpcmesh.standalone.directory;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import io.vpcmesh.api.v1alpha1.Backend;
import io.vpcmesh.api.v1alpha1.EndpointPort;
import io.vpcmesh.api.v1alpha1.KubernetesBackend;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.api.v1alpha1.StaticAddress;
import io.vpcmesh.api.v1alpha1.StaticBackend;
import io.vpcmesh.standalone.directory.ManifestName.Kind;
import java.util.Optional;

/** What a readable document declares. */
public sealed interface Declaration {

  /** A mesh. */
  record Mesh(ServiceMeshSpec spec) implements Declaration {}

  /** An endpoint. */
  record Endpoint(ServiceEndpointSpec spec) implements Declaration {}

  /** The labels of a namespace. */
  record Namespace(ImmutableMap<String, String> labels) implements Declaration {}

  /** What is declared. */
  default Kind kind() {
    return switch (this) {
      case Mesh _ -> Kind.MESH;
      case Endpoint _ -> Kind.ENDPOINT;
      case Namespace _ -> Kind.NAMESPACE;
    };
  }

  /**
   * Whether the next declaration lacks a backend, a port, an address or a label that this one has:
   * that may be meant, or it may be a file that is only half written.
   */
  default boolean losesSomethingIn(Declaration next) {
    return !Sets.difference(parts(this), parts(next)).isEmpty();
  }

  private static ImmutableSet<Object> parts(Declaration declaration) {
    return switch (declaration) {
      case Mesh _ -> ImmutableSet.of();
      case Endpoint(ServiceEndpointSpec spec) -> parts(spec);
      case Namespace(ImmutableMap<String, String> labels) -> ImmutableSet.copyOf(labels.entrySet());
    };
  }

  private static ImmutableSet<Object> parts(ServiceEndpointSpec spec) {
    ImmutableSet.Builder<Object> parts = ImmutableSet.builder();
    spec.ports().stream().map(EndpointPort::name).forEach(parts::add);
    Optional<Backend> backend = Optional.ofNullable(spec.backend());
    backend.map(Backend::kubernetes).ifPresent(_ -> parts.add(KubernetesBackend.class));
    Optional<StaticBackend> fixed = backend.map(Backend::fixed);
    fixed.map(StaticBackend::addresses).stream()
        .flatMap(addresses -> addresses.stream())
        .map(Declaration::address)
        .forEach(parts::add);
    fixed.ifPresent(_ -> parts.add(StaticBackend.class));
    return parts.build();
  }

  private static StaticAddress address(StaticAddress address) {
    return new StaticAddress(address.ip(), address.port(), null);
  }
}
