package io.vpcmesh.engine;

import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.registry.apply.DeletionGate;
import io.vpcmesh.registry.apply.RegistryApplier;

/** Makes the applier for a Region. */
@FunctionalInterface
interface Appliers {

  RegistryApplier registry(CloudMap cloudMap, DeletionGate gate);

  /** Appliers with every guard in force. */
  static Appliers guarded() {
    return RegistryApplier::guarded;
  }
}
