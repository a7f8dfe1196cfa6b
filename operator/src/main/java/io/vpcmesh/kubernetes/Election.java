package io.vpcmesh.kubernetes;

import java.time.Duration;

/**
 * How replicas agree on a leader. A deposed leader's last call to AWS is over before its successor
 * begins: renewals hold for {@code renewDeadline}, a call takes four seconds at most, and both
 * together are shorter than the lease.
 *
 * @param namespace of the lease
 * @param lease its name
 * @param identity of this replica
 */
public record Election(
    String namespace,
    String lease,
    String identity,
    Duration leaseDuration,
    Duration renewDeadline,
    Duration retryPeriod) {

  /** The usual times: 15, 10 and 2 seconds. */
  public static Election of(String namespace, String lease, String identity) {
    return new Election(
        namespace,
        lease,
        identity,
        Duration.ofSeconds(15),
        Duration.ofSeconds(10),
        Duration.ofSeconds(2));
  }
}
