package io.vpcmesh.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.time.ZonedDateTime;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A lease whose age is counted from when we saw it change. Its own time was written with the clock
 * of another machine: one that is late would give two leaders. Each renewal of ours opens the
 * fence.
 */
final class ObservedLease implements Lock {

  private final Lock lease;
  private final Fence fence;
  private final Supplier<ZonedDateTime> clock;
  private @Nullable LeaderElectionRecord seen;
  private ZonedDateTime seenAt;

  /**
   * @param clock of this machine, the one that the elector compares with
   */
  ObservedLease(Lock lease, Fence fence, Supplier<ZonedDateTime> clock) {
    this.lease = lease;
    this.fence = fence;
    this.clock = clock;
    this.seenAt = clock.get();
  }

  @Override
  public synchronized @Nullable LeaderElectionRecord get(KubernetesClient client) {
    LeaderElectionRecord now = lease.get(client);
    if (now == null) {
      return null;
    }
    if (!now.equals(seen)) {
      seen = now;
      seenAt = clock.get();
    }
    return new LeaderElectionRecord(
        now.getHolderIdentity(),
        now.getLeaseDuration(),
        now.getAcquireTime(),
        seenAt,
        now.getLeaderTransitions());
  }

  @Override
  public void create(KubernetesClient client, LeaderElectionRecord lead) {
    long sentAt = fence.now();
    lease.create(client, lead);
    noted(lead, sentAt);
  }

  @Override
  public void update(KubernetesClient client, LeaderElectionRecord lead) {
    long sentAt = fence.now();
    if (!identity().equals(lead.getHolderIdentity())) {
      fence.close();
    }
    lease.update(client, lead);
    noted(lead, sentAt);
  }

  private void noted(LeaderElectionRecord lead, long sentAt) {
    if (identity().equals(lead.getHolderIdentity())) {
      fence.renewed(sentAt);
    }
  }

  @Override
  public String identity() {
    return lease.identity();
  }

  @Override
  public String describe() {
    return lease.describe();
  }
}
