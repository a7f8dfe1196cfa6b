package io.vpcmesh.kubernetes;

import com.google.common.base.Throwables;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import io.vpcmesh.model.SafeText;
import java.net.HttpURLConnection;
import java.time.ZonedDateTime;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lease whose age is counted from when we saw it change. Its own time was written with the clock
 * of another machine: one that is late would give two leaders. Each renewal of ours opens the
 * fence.
 */
final class ObservedLease implements Lock {

  private static final Logger LOG = LoggerFactory.getLogger(ObservedLease.class);

  private final Lock lease;
  private final Fence fence;
  private final Supplier<ZonedDateTime> clock;
  private @Nullable LeaderElectionRecord seen;
  private volatile boolean outOfReach;
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
    LeaderElectionRecord now = told("read", () -> lease.get(client));
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
    told("written", () -> lease.create(client, lead));
    noted(lead, sentAt);
  }

  @Override
  public void update(KubernetesClient client, LeaderElectionRecord lead) {
    long sentAt = fence.now();
    if (!identity().equals(lead.getHolderIdentity())) {
      fence.close();
    }
    told("written", () -> lease.update(client, lead));
    noted(lead, sentAt);
  }

  private void told(String what, Runnable call) {
    told(
        what,
        () -> {
          call.run();
          return lease;
        });
  }

  /** Says once that the lease is out of reach, and once that it is not any more. */
  private <T> T told(String what, Supplier<T> call) {
    try {
      T answer = call.get();
      if (outOfReach) {
        LOG.atInfo().addKeyValue("me", identity()).log("the lease is in reach again");
      }
      outOfReach = false;
      return answer;
    } catch (KubernetesClientException failed) {
      if (!outOfReach && failed.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        outOfReach = true;
        LOG.atWarn()
            .addKeyValue("me", identity())
            .addKeyValue("reason", SafeText.of(reason(failed)))
            .log("the lease cannot be {}", what);
      }
      throw failed;
    }
  }

  /** The innermost cause says most: that of a refusal is the answer, else that of a connection. */
  private static String reason(KubernetesClientException failed) {
    return Throwables.getRootCause(failed).toString();
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
