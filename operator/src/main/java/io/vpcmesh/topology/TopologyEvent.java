package io.vpcmesh.topology;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Resource;
import io.vpcmesh.model.ServiceName;
import io.vpcmesh.model.Snapshot;
import io.vpcmesh.model.Stance;

/** Something that a driver saw of the declared world. */
public sealed interface TopologyEvent {

  /** A mesh was created or changed. */
  record MeshSeen(Resource<ServiceMeshSpec> mesh) implements TopologyEvent {}

  /** An endpoint was created or changed. */
  record EndpointSeen(Resource<ServiceEndpointSpec> endpoint) implements TopologyEvent {}

  /** A namespace exists, with these labels. */
  record NamespaceSeen(String name, ImmutableMap<String, String> labels) implements TopologyEvent {}

  /** What declares a resource cannot be read, so that nothing is known of its newest generation. */
  record Unreadable(Key key, Problem problem) implements TopologyEvent {}

  /**
   * The newest generation of a mesh cannot be read; what was accepted stays in force.
   *
   * @param mesh with a spec that says nothing
   */
  record MeshUnreadable(Resource<ServiceMeshSpec> mesh, Problem problem) implements TopologyEvent {}

  /**
   * The newest generation of an endpoint cannot be read; what was accepted stays in force.
   *
   * @param endpoint with a spec that says nothing
   */
  record EndpointUnreadable(Resource<ServiceEndpointSpec> endpoint, Problem problem)
      implements TopologyEvent {}

  /** A resource is gone for good: its deletion is complete. */
  record Gone(Key key) implements TopologyEvent {}

  /** These revisions of an endpoint hold from now on, whatever is declared. */
  record EndpointInForce(EndpointKey key, Stance<Snapshot<ServiceEndpointSpec>> stance)
      implements TopologyEvent {}

  /** These services an endpoint has in AWS, or is about to create, whatever is declared. */
  record ServicesHeld(EndpointKey key, ImmutableMap<ServiceName, NameHold> services)
      implements TopologyEvent {}

  /** These revisions of a mesh hold from now on, whatever is declared. */
  record MeshInForce(MeshId key, Stance<Snapshot<ServiceMeshSpec>> stance)
      implements TopologyEvent {}
}
