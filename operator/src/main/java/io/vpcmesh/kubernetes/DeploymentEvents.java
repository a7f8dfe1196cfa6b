package io.vpcmesh.kubernetes;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.deployment.Deployment;
import io.vpcmesh.deployment.Milestone;
import io.vpcmesh.deployment.Rollout;
import io.vpcmesh.engine.EndpointJournal;
import io.vpcmesh.model.EndpointKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * Tells as Events what deployments come to, once it is journaled. Nothing waits for it; what a
 * crash kept back is told after it.
 */
final class DeploymentEvents {

  /** What is older was told, or is no news any more. */
  private static final Duration NEWS = Duration.ofMinutes(10);

  private final EventWriter events;
  private final Fence fence;
  private final Executor elsewhere;
  private final InstantSource clock;
  private final Map<EndpointKey, Steps> known = new ConcurrentHashMap<>();

  /**
   * @param elsewhere for what nothing waits for
   */
  DeploymentEvents(EventWriter events, Fence fence, Executor elsewhere, InstantSource clock) {
    this.events = events;
    this.fence = fence;
    this.elsewhere = elsewhere;
    this.clock = clock;
  }

  /** The steps of an endpoint's deployments. */
  private static final class Steps {

    private final Set<String> told = new HashSet<>();
    private final Queue<Deployment> pending = new ConcurrentLinkedQueue<>();
    private final Object teller = new Object();
    private EndpointJournal journal;

    private Steps(EndpointJournal journal) {
      this.journal = journal;
    }

    private synchronized void journal(EndpointJournal next) {
      journal = next;
    }

    /** Of each deployment the step at which it is, if that is news. */
    private synchronized boolean take(Instant since) {
      ImmutableList<Deployment> now =
          Rollout.of(journal.running(), journal.changes()).deployments().stream()
              .filter(step -> step.phaseSince().isAfter(since))
              .collect(ImmutableList.toImmutableList());
      told.retainAll(now.stream().map(DeploymentEvents::spell).toList());
      now.stream().filter(step -> told.add(spell(step))).forEach(pending::add);
      return !pending.isEmpty();
    }
  }

  /** What a predecessor has journaled, and perhaps not told. */
  void remember(Map<EndpointKey, EndpointJournal> journals) {
    journals.forEach((key, journal) -> known.put(key, new Steps(journal)));
  }

  /** A journal was written. */
  void follow(EndpointKey key, EndpointJournal journal) {
    Steps steps = known.computeIfAbsent(key, _ -> new Steps(journal));
    steps.journal(journal);
    later(key, steps);
  }

  /** Tells what a predecessor did not get to tell. */
  void catchUp() {
    known.forEach(this::later);
  }

  /** The endpoint goes. */
  void forget(EndpointKey key) {
    known.remove(key);
  }

  /** What follows may be journaled before this is told: none of it is left out. */
  private void later(EndpointKey key, Steps steps) {
    if (steps.take(clock.instant().minus(NEWS))) {
      elsewhere.execute(() -> tell(key, steps));
    }
  }

  private void tell(EndpointKey key, Steps steps) {
    synchronized (steps.teller) {
      for (Deployment step = steps.pending.poll(); step != null; step = steps.pending.poll()) {
        tell(key, step);
      }
    }
  }

  private void tell(EndpointKey key, Deployment step) {
    Optional<Milestone> milestone = Milestone.of(step);
    if (milestone.isPresent() && fence.isOpen()) {
      events.tell(key, step, milestone.orElseThrow());
    }
  }

  private static String spell(Deployment step) {
    return step.revision() + " " + step.phase() + " " + step.phaseSince().getEpochSecond();
  }
}
