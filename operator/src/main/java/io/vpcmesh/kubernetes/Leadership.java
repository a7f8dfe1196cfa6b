package io.vpcmesh.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lease of the leader: waits for it, holds it, and gives it back at the end. */
final class Leadership implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Election election;
  private final Fence fence;
  private final LeaderElector elector;
  private final Runnable lost;
  private final CompletableFuture<Void> won = new CompletableFuture<>();
  private CompletableFuture<?> running = CompletableFuture.completedFuture(null);
  private volatile boolean closing;

  /**
   * @param client with a request timeout well below the renew deadline
   * @param lost ends the process: what is in memory may be outdated from now on
   */
  Leadership(KubernetesClient client, Election election, Fence fence, Runnable lost) {
    this.election = election;
    this.fence = fence;
    this.lost = lost;
    LeaseLock lease = new LeaseLock(election.namespace(), election.lease(), election.identity());
    this.elector =
        new LeaderElector(
            client,
            new LeaderElectionConfig(
                new ObservedLease(lease, fence, () -> ZonedDateTime.now(ZoneOffset.UTC)),
                election.leaseDuration(),
                election.renewDeadline(),
                election.retryPeriod(),
                new LeaderCallbacks(this::started, this::stopped, this::observed),
                true,
                election.lease()),
            threads);
  }

  /**
   * Begins to compete.
   *
   * @param lead called once, when this replica has become the leader
   */
  void start(Runnable lead) {
    var _ =
        won.thenRunAsync(lead, threads)
            .whenComplete((_, bug) -> {
              if (bug != null) {
                LOG.error("a bug keeps this replica from leading", bug);
                lost.run();
              }
            });
    running = elector.start();
  }

  private void started() {
    won.complete(null);
  }

  private void stopped() {
    fence.close();
    if (!closing) {
      lost.run();
    }
  }

  /** Nobody leads when the lease was just given back. */
  private void observed(@Nullable String leader) {
    if (leader != null && !election.identity().equals(leader)) {
      LOG.atInfo()
          .addKeyValue("leader", leader)
          .addKeyValue("me", election.identity())
          .log("another replica leads");
    }
  }

  /** Gives the lease back, so that a successor need not wait until it is over. */
  @Override
  public void close() {
    closing = true;
    running.cancel(true);
    fence.close();
    threads.close();
  }
}
