package io.vpcmesh.registry;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.model.Identity.Standing;
import io.vpcmesh.model.RecordType;
import io.vpcmesh.model.ServiceId;

/**
 * A Cloud Map service as it was read from AWS.
 *
 * @param ttlSeconds 0 without DNS
 */
public record ServiceFacts(
    ServiceId id,
    String arn,
    ImmutableSet<RecordType> records,
    long ttlSeconds,
    boolean customHealth,
    Standing standing) {

  /** The same service with another mark. */
  public ServiceFacts standing(Standing next) {
    return new ServiceFacts(id, arn, records, ttlSeconds, customHealth, next);
  }

  /** The same service with another TTL. */
  public ServiceFacts ttl(long seconds) {
    return new ServiceFacts(id, arn, records, seconds, customHealth, standing);
  }
}
