package io.vpcmesh.engine;

import io.vpcmesh.firewall.FirewallChange;
import io.vpcmesh.firewall.GroupPlan;
import java.time.Duration;
import java.time.Instant;

/**
 * Holds an opening back for a while when more callers are about to have their groups, so that one
 * call lets all of them in. What is to be closed waits for nobody.
 */
final class Gathering {

  /** Nobody can be using what was never open. */
  private static final Duration FIRST = Duration.ofMinutes(2);

  private static final Duration LATER = Duration.ofSeconds(5);

  private Instant since = Instant.MAX;

  /**
   * Until when the first step of a plan waits.
   *
   * @param more whether more callers are about to have their groups
   * @param open whether somebody is let in by a rule of ours
   * @return not after now when it does not wait
   */
  Instant until(GroupPlan plan, boolean more, boolean open, Instant now) {
    boolean opensOnly =
        !plan.steps().isEmpty()
            && plan.steps().stream().allMatch(FirewallChange.Open.class::isInstance);
    if (!opensOnly) {
      since = Instant.MAX;
      return Instant.MIN;
    }
    since = since.isAfter(now) ? now : since;
    return more ? since.plus(open ? LATER : FIRST) : Instant.MIN;
  }
}
