package io.vpcmesh.topology;

import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Revision;
import io.vpcmesh.topology.EndpointView.Admission;
import java.util.Optional;

/**
 * Where the references of an endpoint lead.
 *
 * @param problem why it is not admitted
 */
record Placement(Optional<MeshFacts> mesh, Admission admission, Optional<Problem> problem) {

  /** It names no mesh. */
  static final Placement NOWHERE =
      new Placement(Optional.empty(), Admission.UNKNOWN, Optional.empty());

  /** The mesh as it was accepted last. */
  Optional<Mesh> acceptedMesh() {
    return mesh.flatMap(MeshFacts::accepted).map(Revision::spec);
  }

  static Placement allowed(MeshFacts mesh) {
    return new Placement(Optional.of(mesh), Admission.ALLOWED, Optional.empty());
  }

  static Placement missing(Problem problem) {
    return new Placement(Optional.empty(), Admission.UNKNOWN, Optional.of(problem));
  }

  /** Its mesh has not taken effect yet. */
  static Placement early(MeshFacts mesh) {
    return new Placement(Optional.of(mesh), Admission.UNKNOWN, Optional.empty());
  }

  static Placement unknown(MeshFacts mesh, Problem problem) {
    return new Placement(Optional.of(mesh), Admission.UNKNOWN, Optional.of(problem));
  }

  static Placement refused(MeshFacts mesh, Problem problem) {
    return new Placement(Optional.of(mesh), Admission.REFUSED, Optional.of(problem));
  }
}
