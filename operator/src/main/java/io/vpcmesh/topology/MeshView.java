package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Resource;
import io.vpcmesh.topology.EndpointView.Accepted;
import java.util.Optional;

/**
 * All that a pass over one mesh may know of the declared world, but for its endpoints: those are
 * too many to be in a value, so only their number is here.
 *
 * @param problems what is wrong with the newest generation; empty when it is the accepted one
 * @param endpoints how many endpoints name this mesh
 * @param namespaces how many namespaces those are in
 */
public record MeshView(
    Resource<ServiceMeshSpec> resource,
    Optional<Accepted<ServiceMeshSpec, Mesh>> accepted,
    ImmutableList<Problem> problems,
    int endpoints,
    int namespaces) {}
