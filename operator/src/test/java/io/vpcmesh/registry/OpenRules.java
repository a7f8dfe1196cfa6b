package io.vpcmesh.registry;

import com.google.common.collect.Sets;
import java.util.EnumSet;

/** The rules of plans with one of them left out. */
public final class OpenRules {

  private OpenRules() {}

  public static PlanRules withoutUnchangedStays() {
    return without(PlanRule.UNCHANGED_STAYS);
  }

  public static PlanRules withoutUnchangedMark() {
    return without(PlanRule.UNCHANGED_MARK);
  }

  public static PlanRules withoutUnchangedSettings() {
    return without(PlanRule.UNCHANGED_SETTINGS);
  }

  public static PlanRules withoutOneInFlight() {
    return without(PlanRule.ONE_IN_FLIGHT);
  }

  public static PlanRules withoutHoldLast() {
    return without(PlanRule.HOLD_LAST);
  }

  public static PlanRules withoutQuota() {
    return without(PlanRule.QUOTA);
  }

  public static PlanRules withoutHandsOff() {
    return without(PlanRule.HANDS_OFF);
  }

  public static PlanRules withoutUnknownStays() {
    return without(PlanRule.UNKNOWN_STAYS);
  }

  private static PlanRules without(PlanRule rule) {
    return new PlanRules(Sets.immutableEnumSet(EnumSet.complementOf(EnumSet.of(rule))));
  }
}
