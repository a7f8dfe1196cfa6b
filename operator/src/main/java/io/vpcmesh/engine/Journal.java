package io.vpcmesh.engine;

import io.vpcmesh.deployment.Changes;
import io.vpcmesh.deployment.Rollout;
import io.vpcmesh.model.Snapshot;
import java.util.Optional;

/** What must not be forgotten of a resource, as far as that is the same for all kinds. */
public sealed interface Journal permits EndpointJournal, MeshJournal {

  /** Of the resource that this is about. */
  String uid();

  /** The accepted spec that is in force. */
  Optional<? extends Snapshot<?>> running();

  /** What is remembered of deployments, if there was one. */
  Optional<? extends Changes<?>> changes();

  /** What runs, and what shall run. */
  Rollout<?> rollout();
}
