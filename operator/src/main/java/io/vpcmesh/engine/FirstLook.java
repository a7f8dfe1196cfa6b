package io.vpcmesh.engine;

import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshStatus;
import io.vpcmesh.model.Resource;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether a pass says nothing yet, because after a restart AWS was not looked at. What the
 * predecessor said of this very generation stays until more is known: a change of the leader is no
 * news of a resource.
 */
final class FirstLook {

  private FirstLook() {}

  static boolean lasts(EndpointState state, MeshState mesh, Resource<?> seen) {
    return !state.surveyed
        && state.failures.worst().isEmpty()
        && !mesh.blind
        && saidOf(
            seen, Optional.ofNullable(state.status).map(ServiceEndpointStatus::observedGeneration));
  }

  static boolean lasts(MeshState state, Resource<?> seen) {
    return (!state.surveyed || !state.silent.isEmpty())
        && state.failures.worst().isEmpty()
        && saidOf(
            seen, Optional.ofNullable(state.status).map(ServiceMeshStatus::observedGeneration));
  }

  private static boolean saidOf(Resource<?> seen, Optional<Long> generation) {
    return !seen.deleting() && Objects.equals(generation.orElse(null), seen.generation());
  }
}
