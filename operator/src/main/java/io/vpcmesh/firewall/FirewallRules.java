package io.vpcmesh.firewall;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import io.vpcmesh.model.GuardSeam;
import java.util.EnumSet;

/** Which {@link FirewallRule}s are in force: all of them, outside the tests of the checker. */
public final class FirewallRules {

  /** Every rule. */
  public static final FirewallRules ALL =
      new FirewallRules(Sets.immutableEnumSet(EnumSet.allOf(FirewallRule.class)));

  private final ImmutableSet<FirewallRule> inForce;

  @GuardSeam
  FirewallRules(ImmutableSet<FirewallRule> inForce) {
    this.inForce = inForce;
  }

  boolean demand(FirewallRule rule) {
    return inForce.contains(rule);
  }
}
