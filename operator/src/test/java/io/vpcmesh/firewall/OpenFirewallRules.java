package io.vpcmesh.firewall;

import com.google.common.collect.Sets;
import java.util.EnumSet;

/** The rules of plans with one of them left out. */
final class OpenFirewallRules {

  private OpenFirewallRules() {}

  static FirewallRules without(FirewallRule rule) {
    return new FirewallRules(Sets.immutableEnumSet(EnumSet.complementOf(EnumSet.of(rule))));
  }
}
