package io.vpcmesh.topology;

import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.Revision;
import java.util.Optional;

/**
 * What endpoints see of their mesh. It changes only when they are concerned: not when another
 * endpoint comes, and not when a new generation of the mesh is refused.
 *
 * @param deleting somebody asked for the deletion of the mesh
 * @param accepted the newest valid spec; empty when there never was one
 */
public record MeshFacts(MeshId id, boolean deleting, Optional<Revision<Mesh>> accepted) {

  static MeshFacts of(MeshId id, Declaration<?, Mesh> declaration) {
    return new MeshFacts(
        id,
        declaration.resource().orElseThrow().deleting(),
        declaration.accepted().map(EndpointView.Accepted::revision));
  }
}
