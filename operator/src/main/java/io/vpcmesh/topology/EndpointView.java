package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Resource;
import io.vpcmesh.model.Revision;
import java.util.Optional;

/**
 * All that a pass over one endpoint may know of the declared world.
 *
 * @param resource the newest generation as declared, valid or not
 * @param accepted the newest valid spec, possibly of an earlier generation than {@code resource}
 * @param problems what is wrong with the newest generation and with what it refers to
 * @param conflict another endpoint, older, has one of the names
 * @param mesh the mesh that the endpoint names, as far as it exists
 * @param admission whether that mesh takes endpoints of this namespace
 * @param callers who may call it
 */
public record EndpointView(
    Resource<ServiceEndpointSpec> resource,
    Optional<Accepted<ServiceEndpointSpec, Endpoint>> accepted,
    ImmutableList<Problem> problems,
    Optional<Problem> conflict,
    Optional<MeshFacts> mesh,
    Admission admission,
    Callers callers) {

  /**
   * A valid spec, numbered, with the declaration that it was parsed from.
   *
   * @param generation the newest generation that has this spec
   */
  public record Accepted<D, S>(Revision<S> revision, D declared, long generation) {}

  /** Whether a mesh takes endpoints of a namespace. */
  public enum Admission {
    ALLOWED,
    /** The namespace's labels are known and do not match. */
    REFUSED,
    /** Mesh or labels are not known (yet): nothing may be concluded. */
    UNKNOWN
  }
}
