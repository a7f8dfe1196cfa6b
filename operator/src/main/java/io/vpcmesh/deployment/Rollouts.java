package io.vpcmesh.deployment;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import io.vpcmesh.deployment.Changes.Change;
import io.vpcmesh.deployment.Changes.Quarantined;
import io.vpcmesh.deployment.Changes.Rollback;
import io.vpcmesh.deployment.Deployment.Remark;
import io.vpcmesh.deployment.Deployment.Trip;
import io.vpcmesh.deployment.Signals.Wanted;
import io.vpcmesh.model.DeploymentPolicy;
import io.vpcmesh.model.Snapshot;
import io.vpcmesh.model.Stance;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Begins deployments, takes them on and draws what follows from their ends. Pure. */
public final class Rollouts {

  /** From one state to the next without anything happening in between there are not more phases. */
  private static final int LONGEST_CHAIN = 8;

  private Rollouts() {}

  /**
   * What is declared.
   *
   * @param declared the newest valid spec, with the number 0; absent when there is none
   * @param deleting whether the resource shall go
   * @param by who wrote it last, as far as that is known
   * @param tokens the newest of each verb
   */
  public record Request<D>(
      Optional<Snapshot<D>> declared,
      boolean deleting,
      String by,
      DeploymentPolicy policy,
      ImmutableMap<Verb, String> tokens) {}

  /** What the world says, given what is wanted of a deployment. */
  public interface World<D> {

    /**
     * The signals for a change. For one of which nothing holds yet, the work is what it would take.
     */
    Signals signals(Change<D> change, Wanted wanted, ImmutableSet<Verb> verbs);
  }

  /**
   * The next state; it is to be written down before anything follows from it.
   *
   * @param message what the change under way does or waits for; empty without one
   * @param lookAt when time alone may change that
   */
  public record Outcome<D>(Rollout<D> rollout, Optional<String> message, Instant lookAt) {}

  /** Takes the changes of a resource as far as what was seen allows. */
  public static <D> Outcome<D> next(
      Rollout<D> was, Request<D> request, World<D> world, Instant now) {
    ImmutableSet<Verb> verbs = isUnseen(was) ? ImmutableSet.of() : fresh(was, request);
    Outcome<D> outcome = next(was, request, world, verbs, now);
    boolean unheard =
        verbs.contains(Verb.PROMOTE)
            && was.underWay().filter(Deployment::waitsForPerson).isPresent()
            && outcome.rollout().underWay().filter(Deployment::waitsForPerson).isPresent();
    return unheard ? unheard(was, outcome) : outcome;
  }

  /** Who said to go on while that could not be is heard as soon as it can. */
  private static <D> Outcome<D> unheard(Rollout<D> was, Outcome<D> outcome) {
    Map<Verb, String> handled = new TreeMap<>(outcome.rollout().changes().handled());
    handled.remove(Verb.PROMOTE);
    Optional.ofNullable(was.changes().handled().get(Verb.PROMOTE))
        .ifPresent(token -> handled.put(Verb.PROMOTE, token));
    Changes<D> changes = outcome.rollout().changes().handled(ImmutableSortedMap.copyOf(handled));
    return new Outcome<>(outcome.rollout().changes(changes), outcome.message(), outcome.lookAt());
  }

  private static <D> Outcome<D> next(
      Rollout<D> was, Request<D> request, World<D> world, ImmutableSet<Verb> verbs, Instant now) {
    Rollout<D> asked = asked(refreshed(was, request), request, verbs, now);
    Outcome<D> outcome = new Outcome<>(asked, Optional.empty(), Instant.MAX);
    ImmutableSet<Verb> left = verbs;
    for (int i = 0; i < LONGEST_CHAIN; i++) {
      Rollout<D> before = begin(outcome.rollout(), request, verbs, now);
      if (before.underWay().isEmpty() && !isOnHold(before)) {
        return new Outcome<>(before, Optional.empty(), Instant.MAX);
      }
      outcome = step(before, request, world, left, now);
      left = isSamePhase(before, outcome.rollout()) ? left : ImmutableSet.of();
      if (before.equals(outcome.rollout()) || isTurn(before, outcome.rollout())) {
        return outcome;
      }
    }
    return outcome;
  }

  /** What was asked for is done once: neither its successor hears it nor its next phase. */
  private static boolean isSamePhase(Rollout<?> before, Rollout<?> after) {
    return before
        .deployment()
        .map(Deployment::phase)
        .equals(after.deployment().map(Deployment::phase));
  }

  /** What was seen was seen in another stance, or has to be written down before it goes on. */
  private static boolean isTurn(Rollout<?> before, Rollout<?> after) {
    boolean written =
        after
            .deployment()
            .map(Deployment::phase)
            .filter(phase ->
                switch (phase) {
                  case TRIPPED, ROLLING_BACK -> true;
                  // Nothing goes with what never was.
                  case FINALIZING -> !after.deployment().orElseThrow().first();
                  default -> false;
                })
            .isPresent();
    // What a superseded change had made is looked at together with what its successor wants.
    boolean widens =
        after.stance().phase() != Stance.Phase.AT_REST && !before.stance().equals(after.stance());
    return written || widens;
  }

  /**
   * Whether nothing is known of the resource. What it was asked before that was asked of a former
   * life, or of the one that its manifest was copied from, or was done before its journal was lost.
   */
  private static boolean isUnseen(Rollout<?> was) {
    return was.running().isEmpty()
        && was.changes().revisions() == 0
        && was.changes().handled().isEmpty();
  }

  /** The verbs that nobody has seen to yet. */
  private static ImmutableSet<Verb> fresh(Rollout<?> was, Request<?> request) {
    return request.tokens().entrySet().stream()
        .filter(token -> !token.getValue().equals(was.changes().handled().get(token.getKey())))
        .map(Map.Entry::getKey)
        .collect(ImmutableSet.toImmutableSet());
  }

  /** Data of the newest declaration, in whichever revision has the same configuration. */
  private static <D> Rollout<D> refreshed(Rollout<D> was, Request<D> request) {
    if (request.declared().isEmpty()) {
      return was;
    }
    Snapshot<D> declared = request.declared().orElseThrow();
    Rollout<D> running = was.running(was.running().map(it -> refreshed(it, declared)));
    return running
        .changes()
        .change()
        .map(change ->
            running.changes(
                running
                    .changes()
                    .change(
                        new Change<>(refreshed(change.target(), declared), change.deployment()))))
        .orElse(running);
  }

  private static <D> Snapshot<D> refreshed(Snapshot<D> known, Snapshot<D> declared) {
    return known.hash().equals(declared.hash())
        ? known.refreshed(declared.generation(), declared.declared())
        : known;
  }

  /** What people asked for beside declaring something, as far as it is about no deployment. */
  private static <D> Rollout<D> asked(
      Rollout<D> was, Request<D> request, ImmutableSet<Verb> verbs, Instant now) {
    if (fresh(was, request).isEmpty()) {
      return was;
    }
    Map<Verb, String> handled = new TreeMap<>(was.changes().handled());
    handled.putAll(request.tokens());
    Rollout<D> seen = was.changes(was.changes().handled(ImmutableSortedMap.copyOf(handled)));
    Rollout<D> next =
        verbs.contains(Verb.RETRY) && request.declared().isPresent()
            ? seen.changes(seen.changes().releasing(request.declared().orElseThrow().hash()))
            : seen;
    return verbs.contains(Verb.UNDO) && next.underWay().isEmpty() && !isOnHold(next)
        ? undone(next, request, now)
        : next;
  }

  /** The running revision shall not come back by itself, although it is declared. */
  private static <D> Rollout<D> undone(Rollout<D> was, Request<D> request, Instant now) {
    if (was.running().isEmpty() || was.changes().former().isEmpty() || request.deleting()) {
      return was;
    }
    Snapshot<D> running = was.running().orElseThrow();
    Snapshot<D> known = was.changes().former().orElseThrow();
    Snapshot<D> former = request.declared().map(it -> refreshed(known, it)).orElse(known);
    Changes<D> changes =
        was.changes()
            .releasing(former.hash())
            .quarantining(new Quarantined(running.hash(), running.number(), Cause.UNDONE, now));
    return start(was.changes(changes), former, new Trigger(Trigger.Kind.UNDO, ""), request, now);
  }

  private static <D> Rollout<D> begin(
      Rollout<D> was, Request<D> request, ImmutableSet<Verb> verbs, Instant now) {
    boolean busy = was.underWay().isPresent() || isOnHold(was);
    if (busy || request.deleting() || request.declared().isEmpty()) {
      return was;
    }
    Snapshot<D> declared = request.declared().orElseThrow();
    boolean runs = was.running().filter(it -> it.hash().equals(declared.hash())).isPresent();
    if (runs || was.quarantined(declared.hash()).isPresent()) {
      return was;
    }
    Trigger.Kind kind = verbs.contains(Verb.RETRY) ? Trigger.Kind.RETRY : Trigger.Kind.APPLY;
    return start(was, declared, new Trigger(kind, request.by()), request, now);
  }

  /** A deployment that was refused, or halted, may yet go on. */
  private static boolean isOnHold(Rollout<?> was) {
    return was.deployment()
        .map(Deployment::phase)
        .filter(phase -> phase == Phase.REJECTED || phase == Phase.HALTED)
        .isPresent();
  }

  private static <D> Rollout<D> start(
      Rollout<D> was, Snapshot<D> what, Trigger trigger, Request<D> request, Instant now) {
    Snapshot<D> target =
        new Snapshot<>(
            was.changes().revisions() + 1, what.hash(), what.generation(), what.declared());
    boolean first = was.running().isEmpty();
    boolean adopting = first && was.deployment().filter(Deployment::adopting).isPresent();
    Deployment fresh =
        Deployment.pending(target.number(), target.hash(), trigger, request.policy(), first, now);
    Deployment deployment = adopting ? fresh.adopt() : fresh;
    Changes<D> begun = was.changes().begin(new Change<>(target, deployment));
    return was.changes(begun.keeping(request.policy().historyLimit(), was.running()));
  }

  private static <D> Outcome<D> step(
      Rollout<D> was, Request<D> request, World<D> world, ImmutableSet<Verb> verbs, Instant now) {
    Change<D> change = was.changes().change().orElseThrow();
    Signals signals = world.signals(change, wanted(was, change, request), verbs);
    Decision decision = Machine.next(change.deployment(), signals, now);
    Change<D> next = change.to(decision.next());
    Rollout<D> after = was.changes(was.changes().change(next));
    boolean stays = next.deployment().phase() == change.deployment().phase();
    Rollout<D> rollout = stays ? after : concluded(after, next, request, now);
    boolean over = rollout.underWay().isEmpty() && !isOnHold(rollout);
    return new Outcome<>(
        rollout, over ? Optional.empty() : Optional.of(decision.message()), decision.lookAt());
  }

  /** What follows from the phase that was come into. */
  private static <D> Rollout<D> concluded(
      Rollout<D> was, Change<D> change, Request<D> request, Instant now) {
    return switch (change.deployment().phase()) {
      case FINALIZING -> completed(was, change);
      case ROLLED_BACK -> redone(rolledBack(was, change, now), change);
      case SUPERSEDED -> redone(superseded(was, change, request, now), change);
      default -> was;
    };
  }

  /** It was asked for again, or else another revision takes its place. */
  private static <D> Rollout<D> superseded(
      Rollout<D> was, Change<D> change, Request<D> request, Instant now) {
    return wanted(was, change, request) == Wanted.TARGET ? was : blamed(was, change, now);
  }

  /** An undo that came to nothing: what runs was not undone. */
  private static <D> Rollout<D> redone(Rollout<D> was, Change<D> change) {
    return was.running()
        .filter(_ -> change.deployment().trigger().kind() == Trigger.Kind.UNDO)
        .map(running -> was.changes(was.changes().releasing(running.hash())))
        .orElse(was);
  }

  private static <D> Wanted wanted(Rollout<D> was, Change<D> change, Request<D> request) {
    if (request.deleting()) {
      return Wanted.NOTHING;
    }
    // What cannot be read any more is not taken back for that.
    String declared = request.declared().map(Snapshot::hash).orElse(change.target().hash());
    boolean undo = change.deployment().trigger().kind() == Trigger.Kind.UNDO;
    boolean target = declared.equals(change.target().hash());
    if (target || (undo && was.quarantined(declared).isPresent())) {
      return Wanted.TARGET;
    }
    return was.running().map(Snapshot::hash).filter(declared::equals).isPresent()
        ? Wanted.RUNNING
        : Wanted.ANOTHER;
  }

  /** The target runs from now on. */
  private static <D> Rollout<D> completed(Rollout<D> was, Change<D> change) {
    Optional<Snapshot<D>> running = Optional.of(change.target());
    int kept = change.deployment().policy().historyLimit();
    return was.changes(was.changes().former(was.running()).keeping(kept, running)).running(running);
  }

  private static <D> Rollout<D> rolledBack(Rollout<D> was, Change<D> change, Instant now) {
    Deployment deployment = change.deployment();
    Trip trip = deployment.tripped().orElseGet(() -> new Trip(Cause.ABORTED, now));
    Changes<D> told =
        was.changes()
            .rolledBack(
                new Rollback(
                    deployment.revision(),
                    was.running().map(Snapshot::number).orElse(0L),
                    trip.cause(),
                    deployment.remark().map(Remark::message).orElse(""),
                    now,
                    Duration.between(trip.at(), now)));
    return blamed(was.changes(told), change, now);
  }

  /** What was given up is not tried again by itself, whatever took its place. */
  private static <D> Rollout<D> blamed(Rollout<D> was, Change<D> change, Instant now) {
    Deployment deployment = change.deployment();
    return deployment
        .tripped()
        .map(Trip::cause)
        .filter(Cause::blamesRevision)
        .map(cause -> new Quarantined(deployment.hash(), deployment.revision(), cause, now))
        .map(failed -> was.changes(was.changes().quarantining(failed)))
        .orElse(was);
  }
}
