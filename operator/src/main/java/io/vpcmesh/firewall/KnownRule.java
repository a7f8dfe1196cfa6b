package io.vpcmesh.firewall;

import io.vpcmesh.model.Identity.Standing;
import io.vpcmesh.model.SecurityGroupRuleId;
import io.vpcmesh.model.TrafficSource;
import java.util.Optional;

/**
 * An ingress rule that a group has, as far as we know.
 *
 * @param opening absent when it is none that we could make, such as another protocol
 */
public record KnownRule(
    SecurityGroupRuleId id, TrafficSource source, Optional<Opening> opening, Standing standing) {

  /** Whether it was made for this endpoint, in this life or a former one. */
  public boolean ours() {
    return standing == Standing.OURS || standing == Standing.FORMER;
  }

  /** The same rule with another mark. */
  KnownRule standing(Standing next) {
    return new KnownRule(id, source, opening, next);
  }
}
