package io.vpcmesh.membership;

import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.topology.Endpoint;

/**
 * Knows the instances behind endpoints. Whoever owns a source tells the engine when the answer for
 * a key changed; asking is cheap and never blocks.
 */
public interface MembershipSource {

  /** Whether this source is responsible for the endpoint. */
  boolean covers(EndpointKey key, Endpoint endpoint);

  /** The instances of an endpoint that this source covers. */
  Membership of(EndpointKey key, Endpoint endpoint);
}
