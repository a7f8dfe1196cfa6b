package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.Revision;
import io.vpcmesh.model.Stance;
import io.vpcmesh.topology.EndpointView.Accepted;
import java.util.Optional;

/**
 * What endpoints see of their mesh. It changes only when they are concerned: not when another
 * endpoint comes, and not when a new generation of the mesh is refused.
 *
 * @param deleting somebody asked for the deletion of the mesh
 * @param declared the newest valid spec, in force or not
 * @param stance which revisions hold, each with the newest data
 */
public record MeshFacts(
    MeshId id, boolean deleting, Optional<Mesh> declared, Stance<Revision<Mesh>> stance) {

  static MeshFacts of(
      MeshId id, Declaration<?, Mesh> declaration, Stance<? extends Accepted<?, Mesh>> stance) {
    return new MeshFacts(
        id,
        declaration.resource().orElseThrow().deleting(),
        declaration.accepted().map(it -> it.revision().spec()),
        stance.map(Accepted::revision));
  }

  /** The revision whose values hold; absent as long as none ever did. */
  public Optional<Revision<Mesh>> accepted() {
    return stance.current();
  }

  /** The revisions of which each lets endpoints in, and lets them name whom they let in. */
  ImmutableList<Mesh> lettingIn() {
    return stance.<Mesh>map(Revision::spec).lettingIn();
  }

  /** The same, if that one held. */
  MeshFacts holding(Revision<Mesh> revision) {
    return new MeshFacts(id, deleting, declared, Stance.atRest(revision));
  }
}
