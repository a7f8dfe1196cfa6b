package io.vpcmesh.firewall;

import io.vpcmesh.model.Identity.Standing;
import io.vpcmesh.model.SecurityGroupId;

/** A security group as it was read from AWS. */
public record GroupFacts(SecurityGroupId id, String name, String vpc, Standing standing) {

  /** The same group with another mark. */
  public GroupFacts standing(Standing next) {
    return new GroupFacts(id, name, vpc, next);
  }
}
