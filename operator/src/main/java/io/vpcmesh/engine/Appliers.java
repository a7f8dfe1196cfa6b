package io.vpcmesh.engine;

import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.firewall.apply.FirewallApplier;
import io.vpcmesh.registry.apply.DeletionGate;
import io.vpcmesh.registry.apply.RegistryApplier;

/** Makes the appliers for a Region. */
@FunctionalInterface
interface Appliers {

  RegistryApplier registry(CloudMap cloudMap, DeletionGate gate);

  /** Changes security groups. */
  default FirewallApplier firewall(Ec2 ec2) {
    return FirewallApplier.guarded(ec2);
  }

  /** Appliers with every guard in force. */
  static Appliers guarded() {
    return RegistryApplier::guarded;
  }
}
