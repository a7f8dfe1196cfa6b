package io.vpcmesh.firewall;

import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.SecurityGroupId;
import java.util.Optional;

/** By which security groups an endpoint is told from others. */
public interface Identities {

  /** The groups that tell the instances of an endpoint from others; absent while nobody knows. */
  Optional<ImmutableSortedSet<SecurityGroupId>> groupsOf(EndpointKey endpoint);

  /** Whether the group is or was known to be of some endpoint: it is no unknown one's. */
  boolean isSomebodys(SecurityGroupId group);
}
