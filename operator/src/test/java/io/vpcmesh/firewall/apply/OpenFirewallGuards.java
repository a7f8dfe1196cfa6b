package io.vpcmesh.firewall.apply;

import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.model.OpenOwnership;
import io.vpcmesh.model.OwnershipGuard;
import java.util.Optional;

/** Appliers of security groups with one guard open. */
public final class OpenFirewallGuards {

  private OpenFirewallGuards() {}

  /** Whatever the plan holds for ours is changed and deleted, whatever AWS says. */
  public static FirewallApplier withoutProofOfOwnership(Ec2 ec2) {
    return new FirewallApplier(ec2, OpenOwnership.anyone(), new Ceiling());
  }

  /** The name is proof enough to delete, whichever life it is of. */
  public static FirewallApplier withoutProofOfUid(Ec2 ec2) {
    return new FirewallApplier(ec2, OpenOwnership.namesake(), new Ceiling());
  }

  /** Whatever the plan asks for is opened. */
  public static FirewallApplier withoutCeiling(Ec2 ec2) {
    return new FirewallApplier(ec2, new OwnershipGuard.Marks(), (_, _) -> Optional.empty());
  }
}
