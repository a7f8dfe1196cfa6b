package io.vpcmesh.engine;

import io.vpcmesh.firewall.FirewallDesired;
import io.vpcmesh.topology.GroupPolicy;
import io.vpcmesh.topology.GroupPolicy.Mode;
import java.util.Optional;

/** What is to become of the security group of an endpoint. */
sealed interface GroupWish {

  /** There shall be one that lets these in. */
  record Keep(FirewallDesired desired) implements GroupWish {}

  /**
   * Its endpoint is being taken out: nobody new is let in, and it goes when nobody calls any more.
   */
  record Outlive(FirewallDesired desired) implements GroupWish {}

  /**
   * Nothing of its endpoint may be changed for now: nobody new is let in, and whoever may not call
   * any more is shut out all the same.
   */
  record Narrow(FirewallDesired desired) implements GroupWish {}

  /** Its instances carry groups of others, which shall let these in. */
  record Existing(ExistingGroups groups, FirewallDesired desired) implements GroupWish {}

  /**
   * There shall be none.
   *
   * @param meanwhile what it lets in as long as something carries it; absent: what it does now
   */
  record Delete(Optional<FirewallDesired> meanwhile) implements GroupWish {}

  /** Nothing is to be done about it. */
  record Leave() implements GroupWish {}

  /** Whether an endpoint of a mesh with this policy has a group of ours. */
  static boolean isManaged(GroupPolicy policy) {
    return policy.mode() == Mode.PER_SERVICE;
  }
}
