package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.ServiceName;
import io.vpcmesh.topology.EndpointView.Accepted;
import java.util.Optional;

/**
 * Specs that were in force once, as somebody else kept them. They count for what their hash speaks
 * of and for nothing else: all data is what is declared now.
 */
public final class Recollection {

  private Recollection() {}

  /** The spec of an endpoint, if it is valid and has that hash, and could have been changed so. */
  public static Optional<ServiceEndpointSpec> endpoint(
      ServiceEndpointSpec kept, String hash, Accepted<ServiceEndpointSpec, Endpoint> declared) {
    ServiceEndpointSpec now = declared.declared();
    boolean fixed = hasAddresses(kept);
    if (fixed && !hasAddresses(now)) {
      // Which ones it had nobody knows any more, and that is not the same as none.
      return Optional.empty();
    }
    ServiceEndpointSpec refreshed =
        new ServiceEndpointSpec(
            kept.meshRef(),
            kept.serviceName(),
            now.deletionPolicy(),
            kept.ports(),
            fixed ? now.backend() : kept.backend(),
            kept.discovery(),
            kept.clients(),
            kept.authorization(),
            kept.securityGroups(),
            now.paused(),
            now.deployment());
    Endpoint newest = declared.revision().spec();
    return EndpointParser.parse(newest.key(), refreshed) instanceof Parsed.Valid<Endpoint>(var spec)
            && ConfigurationHash.of(spec).equals(hash)
            && Immutables.changed(spec, newest).isEmpty()
        ? Optional.of(refreshed)
        : Optional.empty();
  }

  /** The names that such an endpoint may have taken in the namespace of its mesh. */
  public static ImmutableList<ServiceName> names(
      EndpointKey key, ServiceEndpointSpec spec, Optional<Mesh> mesh) {
    return EndpointParser.parse(key, spec) instanceof Parsed.Valid<Endpoint>(var endpoint)
        ? ServiceNames.of(endpoint, mesh)
        : ImmutableList.of();
  }

  private static boolean hasAddresses(ServiceEndpointSpec spec) {
    return spec.backend() != null && spec.backend().fixed() != null;
  }

  /** The spec of a mesh, if it is valid and has that hash, and could have been changed so. */
  public static Optional<ServiceMeshSpec> mesh(
      ServiceMeshSpec kept, String hash, Accepted<ServiceMeshSpec, Mesh> declared) {
    ServiceMeshSpec now = declared.declared();
    ServiceMeshSpec refreshed =
        new ServiceMeshSpec(
            now.mode(),
            now.aws(),
            now.namespace(),
            kept.members(),
            kept.defaults(),
            kept.authorization(),
            kept.securityGroups(),
            now.paused(),
            now.deployment(),
            now.hooks(),
            now.maxConcurrentDeployments());
    Mesh newest = declared.revision().spec();
    return MeshParser.parse(newest.id(), refreshed) instanceof Parsed.Valid<Mesh>(var spec)
            && ConfigurationHash.of(spec).equals(hash)
        ? Optional.of(refreshed)
        : Optional.empty();
  }
}
