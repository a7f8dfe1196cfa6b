package io.vpcmesh.firewall;

import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.SecurityGroupId;
import java.util.Optional;

/** By which security group an endpoint is told from others. */
public interface Identities {

  /** The group that the instances of an endpoint carry, once it exists. */
  Optional<SecurityGroupId> groupOf(EndpointKey endpoint);

  /** The endpoint whose group it is, if it is one of ours. */
  Optional<EndpointKey> ownerOf(SecurityGroupId group);
}
