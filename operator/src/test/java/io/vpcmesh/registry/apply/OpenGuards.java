package io.vpcmesh.registry.apply;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.model.OpenOwnership;
import io.vpcmesh.model.OwnershipGuard;
import io.vpcmesh.registry.InstanceAttributes;

/** Appliers and gates with one guard open. */
public final class OpenGuards {

  private OpenGuards() {}

  /** Whatever the ledger holds for ours is changed and deleted, whatever AWS says. */
  public static RegistryApplier withoutProofOfOwnership(CloudMap cloudMap, DeletionGate gate) {
    return new RegistryApplier(cloudMap, OpenOwnership.anyone(), gate, InstanceAttributes::merge);
  }

  /** The name is proof enough to delete, whichever life it is of. */
  public static RegistryApplier withoutProofOfUid(CloudMap cloudMap, DeletionGate gate) {
    return new RegistryApplier(cloudMap, OpenOwnership.namesake(), gate, InstanceAttributes::merge);
  }

  /** Foreign attributes are overwritten. */
  public static RegistryApplier withoutForeignAttributes(CloudMap cloudMap, DeletionGate gate) {
    return new RegistryApplier(
        cloudMap,
        new OwnershipGuard.Marks(),
        gate,
        (desired, present) -> ImmutableMap.copyOf(desired));
  }

  /** The applier deletes on mere absence whatever the plan lets pass. */
  public static RegistryApplier withoutAbsence(CloudMap cloudMap, DeletionGate gate) {
    return new RegistryApplier(
        cloudMap, new OwnershipGuard.Marks(), (endpoint, now) -> true, InstanceAttributes::merge);
  }

  /** A gate through which all may pass as soon as everything is synced. */
  public static DeletionGate gateWithoutBudget() {
    return new DeletionGate(instances -> Integer.MAX_VALUE, false);
  }

  /** A gate that waits for nobody. */
  public static DeletionGate gateSyncedFromTheStart() {
    return new DeletionGate(instances -> 3, true);
  }
}
