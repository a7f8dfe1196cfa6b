package io.vpcmesh.registry;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.EnumSet;

/** Which {@link PlanRule}s are in force: all of them, outside the tests of the checker. */
public final class PlanRules {

  /** Every rule. */
  public static final PlanRules ALL =
      new PlanRules(Sets.immutableEnumSet(EnumSet.allOf(PlanRule.class)));

  private final ImmutableSet<PlanRule> inForce;

  PlanRules(ImmutableSet<PlanRule> inForce) {
    this.inForce = inForce;
  }

  boolean demand(PlanRule rule) {
    return inForce.contains(rule);
  }
}
