package io.vpcmesh.cloud;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.ServiceId;
import java.util.Optional;

/**
 * A service as CreateService, GetService and ListServices describe it.
 *
 * @param namespace absent in a listing: AWS leaves it out there
 * @param dns empty for a service without DNS
 * @param instanceCount how many instances it has, when AWS says so
 */
public record ServiceDescription(
    ServiceId id,
    String arn,
    String name,
    Optional<NamespaceId> namespace,
    String description,
    ImmutableList<DnsRecord> dns,
    RoutingPolicy routingPolicy,
    boolean customHealth,
    Optional<Integer> instanceCount) {

  /** How Route 53 answers for the service. */
  public enum RoutingPolicy {
    /** Up to eight healthy instances. */
    MULTIVALUE,
    /** One instance. */
    WEIGHTED,
    /** There is no DNS. */
    NONE
  }
}
