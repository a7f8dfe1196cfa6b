package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Resource;
import io.vpcmesh.model.Stance;
import io.vpcmesh.topology.EndpointView.Accepted;
import java.util.Optional;

/**
 * All that a pass over one mesh may know of the declared world, but for its endpoints: those are
 * too many to be in a value, so only their number is here.
 *
 * @param declared the newest valid spec, possibly of an earlier generation than {@code resource};
 *     its number means nothing until a deployment takes it up
 * @param stance which revisions hold, each with the newest data
 * @param problems what is wrong with the newest generation
 * @param endpoints how many endpoints name this mesh
 * @param namespaces how many namespaces those are in
 */
public record MeshView(
    Resource<ServiceMeshSpec> resource,
    Optional<Accepted<ServiceMeshSpec, Mesh>> declared,
    Stance<Accepted<ServiceMeshSpec, Mesh>> stance,
    ImmutableList<Problem> problems,
    int endpoints,
    int namespaces) {

  /** The revision whose values hold. */
  public Optional<Accepted<ServiceMeshSpec, Mesh>> accepted() {
    return stance.current();
  }

  /** Whether nothing shall begin or go on. */
  public boolean paused() {
    return known().filter(Mesh::paused).isPresent();
  }

  /** What is known of the mesh, whether or not it holds already. */
  public Optional<Mesh> known() {
    return accepted().or(this::declared).map(it -> it.revision().spec());
  }
}
