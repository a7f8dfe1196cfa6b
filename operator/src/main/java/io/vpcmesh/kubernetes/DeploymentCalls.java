package io.vpcmesh.kubernetes;

import io.vpcmesh.api.v1alpha1.MeshDeploymentStatus;
import io.vpcmesh.model.ObjectRef;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is asked of an API server for the sake of MeshDeployments; a {@link
 * io.fabric8.kubernetes.client.KubernetesClientException} says what was refused.
 */
interface DeploymentCalls {

  /** Shows all that there are, a few at a time. */
  void each(Consumer<RawDeployment> look);

  Optional<RawDeployment> get(ObjectRef ref);

  void create(RawDeployment record);

  /** From there is no way back any more. */
  void complete(ObjectRef ref);

  /** Puts the whole status. */
  void status(ObjectRef ref, MeshDeploymentStatus status);

  /** That there is none is fine. */
  void delete(ObjectRef ref);
}
