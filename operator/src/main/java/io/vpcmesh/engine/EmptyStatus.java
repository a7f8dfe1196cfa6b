package io.vpcmesh.engine;

import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshStatus;
import java.util.List;

/** The status of a resource that was never reported on. */
final class EmptyStatus {

  static final ServiceEndpointStatus ENDPOINT =
      new ServiceEndpointStatus(
          null, List.of(), null, null, null, null, List.of(), null, null, null, List.of(),
          List.of(), List.of(), null, null, List.of(), null);

  static final ServiceMeshStatus MESH =
      new ServiceMeshStatus(
          null, List.of(), null, null, null, null, null, List.of(), List.of(), List.of(), null,
          null, List.of(), null);

  private EmptyStatus() {}
}
