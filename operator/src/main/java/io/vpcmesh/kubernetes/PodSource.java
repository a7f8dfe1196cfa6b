package io.vpcmesh.kubernetes;

import io.vpcmesh.membership.Membership;
import io.vpcmesh.membership.MembershipSource;
import io.vpcmesh.membership.kubernetes.SliceMembership;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.topology.Endpoint;

/** Pods by their slices; who selects pods by labels gets a Service that makes the slices. */
record PodSource(SliceMembership pods, SelectorServices services) implements MembershipSource {

  @Override
  public boolean covers(EndpointKey key, Endpoint endpoint) {
    services.want(endpoint);
    return pods.covers(key, endpoint);
  }

  @Override
  public Membership of(EndpointKey key, Endpoint endpoint) {
    return pods.of(key, endpoint);
  }
}
