package io.vpcmesh.registry;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import io.vpcmesh.model.GuardSeam;
import io.vpcmesh.model.Identity.Standing;
import java.util.EnumSet;

/** Which {@link PlanRule}s are in force: all of them, outside the tests of the checker. */
public final class PlanRules {

  /** Every rule. */
  public static final PlanRules ALL =
      new PlanRules(Sets.immutableEnumSet(EnumSet.allOf(PlanRule.class)));

  private final ImmutableSet<PlanRule> inForce;

  @GuardSeam
  PlanRules(ImmutableSet<PlanRule> inForce) {
    this.inForce = inForce;
  }

  /** The quotas that a plan keeps to. */
  public Quotas forecast(Quotas known) {
    return demand(PlanRule.QUOTA) ? known : Quotas.UNLIMITED;
  }

  /** Whether a service of this standing is neither read nor written. */
  public boolean leaveAlone(Standing service) {
    return (service == Standing.OTHERS || service == Standing.RIVAL) && demand(PlanRule.HANDS_OFF);
  }

  boolean demand(PlanRule rule) {
    return inForce.contains(rule);
  }
}
