package io.vpcmesh.firewall;

import com.google.common.collect.Sets;
import java.util.EnumSet;

/** The rules of plans with one of them left out. */
public final class OpenFirewallRules {

  private OpenFirewallRules() {}

  /** The quota of a group is no reason to hold anything back. */
  public static FirewallRules withoutQuota() {
    return without(FirewallRule.QUOTA);
  }

  /** What others marked, or nobody, is changed and taken away like ours. */
  public static FirewallRules withoutHandsOff() {
    return without(FirewallRule.HANDS_OFF);
  }

  static FirewallRules without(FirewallRule rule) {
    return new FirewallRules(Sets.immutableEnumSet(EnumSet.complementOf(EnumSet.of(rule))));
  }
}
