package io.vpcmesh.deployment;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.deployment.Changes.Change;
import io.vpcmesh.deployment.Changes.Quarantined;
import io.vpcmesh.model.Snapshot;
import io.vpcmesh.model.Stance;
import java.util.Optional;

/**
 * What runs of a resource, and what shall run.
 *
 * @param <D> its spec
 * @param running the newest completed revision
 */
public record Rollout<D>(Optional<Snapshot<D>> running, Changes<D> changes) {

  /** What was written down; nothing is known of changes where none was ever a deployment. */
  public static <D> Rollout<D> of(Optional<Snapshot<D>> running, Optional<Changes<D>> changes) {
    return new Rollout<>(
        running, changes.orElseGet(() -> Changes.none(running.map(Snapshot::number).orElse(0L))));
  }

  /** What is worth writing down of changes, if anything is. */
  public Optional<Changes<D>> remembered() {
    return changes.equals(Changes.none(changes.revisions()))
        ? Optional.empty()
        : Optional.of(changes);
  }

  /** Which revisions hold, and how. */
  public Stance<Snapshot<D>> stance() {
    Stance.Phase phase =
        changes.change().map(it -> it.deployment().stance()).orElse(Stance.Phase.AT_REST);
    return phase == Stance.Phase.AT_REST
        ? Stance.atRest(running)
        : new Stance<>(running, changes.change().map(Change::target), phase);
  }

  /** The last deployment, under way or not. */
  public Optional<Deployment> deployment() {
    return changes.change().map(Change::deployment);
  }

  /** All deployments that are remembered, oldest first. */
  public ImmutableList<Deployment> deployments() {
    return ImmutableList.<Deployment>builder()
        .addAll(changes.past())
        .addAll(deployment().stream().iterator())
        .build();
  }

  /** The deployment that is under way, if one is. */
  public Optional<Deployment> underWay() {
    return deployment().filter(it -> !it.phase().isOver());
  }

  /** Whether the resource was never completed, and what was tried is, or was, taken back. */
  public boolean isWithdrawn() {
    return running.isEmpty()
        && deployment().filter(it -> it.phase().isBeingTakenBack()).isPresent();
  }

  /** Why the revision is not tried, if it failed before. */
  public Optional<Quarantined> quarantined(String hash) {
    return changes.quarantine().stream().filter(it -> it.hash().equals(hash)).findFirst();
  }

  /**
   * The alarms that are to be read as long as the last deployment goes on, or may go on. None of
   * them is heard in a first one.
   */
  public ImmutableSet<String> watchedAlarms() {
    return deployment()
        .filter(it -> !it.first())
        .filter(it -> !it.phase().isOver() || it.phase() == Phase.REJECTED)
        .<ImmutableSet<String>>map(it -> it.policy().alarms())
        .orElseGet(ImmutableSet::of);
  }

  /** Whether the same follows from both: data may differ, and what is merely told. */
  public boolean isAsGoodAs(Rollout<D> other) {
    return deployment().equals(other.deployment())
        && running.map(Snapshot::hash).equals(other.running().map(Snapshot::hash))
        && changes.quarantine().equals(other.changes().quarantine())
        && changes.handled().equals(other.changes().handled());
  }

  Rollout<D> running(Optional<Snapshot<D>> next) {
    return new Rollout<>(next, changes);
  }

  Rollout<D> changes(Changes<D> next) {
    return new Rollout<>(running, next);
  }
}
