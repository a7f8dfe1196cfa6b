package io.vpcmesh.kubernetes;

import io.vpcmesh.membership.Membership;
import io.vpcmesh.membership.MembershipSource;
import io.vpcmesh.membership.StaticMembership;
import io.vpcmesh.membership.kubernetes.SliceMembership;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.topology.Endpoint;

/**
 * The instances of every endpoint of a cluster. Who selects pods by labels gets a Service that
 * makes their slices; who does so no more loses it.
 */
record ClusterMembership(SliceMembership pods, StaticMembership written, SelectorServices services)
    implements MembershipSource {

  @Override
  public boolean covers(EndpointKey key, Endpoint endpoint) {
    return true;
  }

  @Override
  public Membership of(EndpointKey key, Endpoint endpoint) {
    services.want(endpoint);
    return pods.covers(key, endpoint) ? pods.of(key, endpoint) : written.of(key, endpoint);
  }
}
