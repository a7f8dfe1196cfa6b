package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.DnsRecord;
import io.vpcmesh.cloud.ServiceDescription;
import io.vpcmesh.cloud.ServiceDescription.RoutingPolicy;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.RecordType;
import io.vpcmesh.model.ServiceId;
import java.util.Optional;

/** A service as the world keeps it. */
record ServiceState(
    ServiceId id,
    String arn,
    String name,
    NamespaceId namespace,
    String description,
    ImmutableList<DnsRecord> dns,
    boolean customHealth,
    String creatorRequestId) {

  ImmutableSet<RecordType> recordTypes() {
    return dns.stream().map(DnsRecord::type).collect(ImmutableSet.toImmutableSet());
  }

  ServiceState updated(
      String nextDescription, ImmutableList<DnsRecord> nextDns, boolean nextCustomHealth) {
    return new ServiceState(
        id, arn, name, namespace, nextDescription, nextDns, nextCustomHealth, creatorRequestId);
  }

  ServiceDescription describe(
      Optional<NamespaceId> shownNamespace,
      RoutingPolicy routingPolicy,
      Optional<Integer> instanceCount) {
    return new ServiceDescription(
        id,
        arn,
        name,
        shownNamespace,
        description,
        dns,
        routingPolicy,
        customHealth,
        instanceCount);
  }
}
