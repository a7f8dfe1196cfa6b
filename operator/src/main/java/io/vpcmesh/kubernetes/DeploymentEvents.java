package io.vpcmesh.kubernetes;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.deployment.Deployment;
import io.vpcmesh.deployment.Milestone;
import io.vpcmesh.engine.Journal;
import io.vpcmesh.model.Key;
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
  private final Map<Key, Steps> known = new ConcurrentHashMap<>();

  /**
   * @param elsewhere for what nothing waits for
   */
  DeploymentEvents(EventWriter events, Fence fence, Executor elsewhere, InstantSource clock) {
    this.events = events;
    this.fence = fence;
    this.elsewhere = elsewhere;
    this.clock = clock;
  }

  /** The steps of a resource's deployments. */
  private static final class Steps {

    private final Set<String> told = new HashSet<>();
    private final Queue<Deployment> pending = new ConcurrentLinkedQueue<>();
    private final Object teller = new Object();
    private Journal journal;

    private Steps(Journal journal) {
      this.journal = journal;
    }

    private synchronized void journal(Journal next) {
      journal = next;
    }

    /** Of each deployment the step at which it is, if that is news. */
    private synchronized boolean take(Instant since) {
      ImmutableList<Deployment> now =
          journal.rollout().deployments().stream()
              .filter(step -> step.phaseSince().isAfter(since))
              .collect(ImmutableList.toImmutableList());
      told.retainAll(now.stream().map(DeploymentEvents::spell).toList());
      now.stream().filter(step -> told.add(spell(step))).forEach(pending::add);
      return !pending.isEmpty();
    }
  }

  /** What a predecessor has journaled, and perhaps not told. */
  void remember(Map<? extends Key, ? extends Journal> journals) {
    journals.forEach((key, journal) -> known.put(key, new Steps(journal)));
  }

  /** A journal was written. */
  void follow(Key key, Journal journal) {
    Steps steps = known.computeIfAbsent(key, _ -> new Steps(journal));
    steps.journal(journal);
    later(key, steps);
  }

  /** Tells what a predecessor did not get to tell. */
  void catchUp() {
    known.forEach(this::later);
  }

  /** The resource goes. */
  void forget(Key key) {
    known.remove(key);
  }

  /** What follows may be journaled before this is told: none of it is left out. */
  private void later(Key key, Steps steps) {
    if (steps.take(clock.instant().minus(NEWS))) {
      elsewhere.execute(() -> tell(key, steps));
    }
  }

  private void tell(Key key, Steps steps) {
    synchronized (steps.teller) {
      for (Deployment step = steps.pending.poll(); step != null; step = steps.pending.poll()) {
        tell(key, step);
      }
    }
  }

  private void tell(Key key, Deployment step) {
    Optional<Milestone> milestone = Milestone.of(step);
    if (milestone.isPresent() && fence.isOpen()) {
      events.tell(key, step, milestone.orElseThrow());
    }
  }

  private static String spell(Deployment step) {
    return step.revision() + " " + step.phase() + " " + step.phaseSince().getEpochSecond();
  }
}
