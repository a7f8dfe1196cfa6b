package io.vpcmesh.deployment;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Maps;
import io.vpcmesh.model.DeploymentPolicy;
import io.vpcmesh.model.Hook;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.Stance;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One change on its way: all that must not be forgotten of it but for what it is about.
 *
 * @param policy as it was when the deployment began
 * @param first whether nothing ran before: nobody depends on it, so nothing can trip it
 * @param adopting whether a first one found registrations or a group of a former life of its
 *     resource, on which somebody may depend: those never go with it
 * @param phaseSince when it came into its phase
 * @param settledAt when AWS was first as the bake wants it; so much earlier as a person ended the
 *     bake before its time
 * @param reached the widest stance that it had
 * @param baseline taken before anything was touched
 * @param failures the units that count against it, by cause
 * @param evidence what was noticed, the latest last; as much as is worth reading
 * @param tripped why it was given up, if it was; it never comes back from that
 * @param remark why it is in its phase, for a person; its reason is one word
 * @param held whether a person let it wait
 */
public record Deployment(
    long revision,
    String hash,
    Trigger trigger,
    DeploymentPolicy policy,
    boolean first,
    boolean adopting,
    Phase phase,
    int step,
    Instant begunAt,
    Instant phaseSince,
    Optional<Instant> settledAt,
    Stance.Phase reached,
    Optional<Baseline> baseline,
    ImmutableSortedMap<Cause, ImmutableSortedSet<String>> failures,
    ImmutableList<Evidence> evidence,
    Optional<Trip> tripped,
    Optional<Remark> remark,
    boolean held) {

  private static final int MOST_EVIDENCE = 10;
  private static final int HASH = 5;

  /** A name of an object is not longer. */
  private static final int LONGEST_NAME = 253;

  /** That it was given up. */
  public record Trip(Cause cause, Instant at) {}

  /** Why something is as it is. */
  public record Remark(String reason, String message) {}

  /** A change that was seen just now. */
  public static Deployment pending(
      long revision,
      String hash,
      Trigger trigger,
      DeploymentPolicy policy,
      boolean first,
      Instant now) {
    return new Deployment(
        revision,
        hash,
        trigger,
        policy,
        first,
        false,
        Phase.PENDING,
        0,
        now,
        now,
        Optional.empty(),
        Stance.Phase.AT_REST,
        Optional.empty(),
        ImmutableSortedMap.of(),
        ImmutableList.of(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /**
   * What the record of the deployment is called: {@code e-orders-8-1a2b3}. What has to be cut to
   * fit is told apart by the hash.
   */
  public String nameOf(Key target) {
    return nameOf(target, revision, hash);
  }

  /** What the record of the deployment of that revision is called. */
  public static String nameOf(Key target, long revision, String hash) {
    String kind = Ascii.toLowerCase(target.kind().substring("Service".length()).substring(0, 1));
    String tail = "-%d-%s".formatted(revision, hash.substring(0, Math.min(HASH, hash.length())));
    String name = target.ref().name();
    int room = LONGEST_NAME - tail.length() - kind.length() - 1;
    return kind + "-" + name.substring(0, Math.min(room, name.length())) + tail;
  }

  /** What of it holds in AWS. */
  public Stance.Phase stance() {
    return phase.isBeingTried() ? reached : Stance.Phase.AT_REST;
  }

  /** Whether it is at the end of a step that ends when somebody says so. */
  boolean waitsForPerson() {
    return phase == Phase.PROGRESSING
        && policy.steps().stream().anyMatch(DeploymentPolicy.Step::pause);
  }

  /** Who is to be asked before it goes on, one stage after the other. */
  public ImmutableList<Hook.Stage> asks(Instant now) {
    if (phase == Phase.VALIDATING) {
      return ImmutableList.of(Hook.Stage.BEFORE_DEPLOYMENT);
    }
    if (phase != Phase.BAKING || settledAt.isEmpty()) {
      return ImmutableList.of();
    }
    return isBaked(now)
        ? ImmutableList.of(Hook.Stage.AFTER_STEP, Hook.Stage.AFTER_BAKE)
        : ImmutableList.of(Hook.Stage.AFTER_STEP);
  }

  /** Whether it was watched as long as it is to be. */
  boolean isBaked(Instant now) {
    return bakesUntil().filter(end -> !now.isBefore(end)).isPresent();
  }

  /** When the bake ends, once it has begun. */
  Optional<Instant> bakesUntil() {
    return settledAt.map(at -> at.plus(policy.bakeTime()));
  }

  /** The steps that are behind it, of how many: {@code 1/1}. Without proxies there is one. */
  public String stepSummary() {
    return step + "/1";
  }

  /** How many units count against it, in the worst cause. */
  public int failureCount() {
    return failures.values().stream().mapToInt(ImmutableSortedSet::size).max().orElse(0);
  }

  /** How many of them are too many; nobody knows before anything was touched. */
  public Optional<Integer> threshold() {
    return baseline
        .map(before -> Math.max(before.healthy().size(), failureCount()))
        .map(policy.breaker().threshold()::of);
  }

  /** What AWS refused before anything was touched, by slot: that never counts. */
  public ImmutableSortedSet<String> failingBefore() {
    return baseline.map(Baseline::failing).orElseGet(ImmutableSortedSet::of);
  }

  /** Whether it was somebody's wish, and nothing that went wrong, that ended it. */
  public boolean isGivenUpByPerson() {
    return tripped
        .map(Trip::cause)
        .filter(cause -> cause == Cause.ABORTED || cause == Cause.REVERTED)
        .isPresent();
  }

  Deployment to(Phase next, Instant now) {
    return with(next, step, now, settledAt, reached, baseline, tripped, remark);
  }

  Deployment to(Phase next, Remark why, Instant now) {
    return with(next, step, now, settledAt, reached, baseline, tripped, Optional.of(why));
  }

  /** From now on something of it holds. */
  Deployment begin(Baseline before, Instant now) {
    Stance.Phase next = first ? Stance.Phase.SWITCHED : Stance.Phase.WIDENED;
    return with(
        Phase.PROVISIONING,
        0,
        now,
        Optional.empty(),
        next,
        Optional.of(before),
        tripped,
        Optional.empty());
  }

  Deployment bake(Instant now) {
    return with(
        Phase.BAKING,
        1,
        now,
        Optional.empty(),
        Stance.Phase.SWITCHED,
        baseline,
        tripped,
        Optional.empty());
  }

  Deployment settled(Instant now) {
    return with(phase, step, phaseSince, Optional.of(now), reached, baseline, tripped, remark);
  }

  /** The bake is over, since a person says so. */
  Deployment cutShort(Instant now) {
    return settled(now.minus(policy.bakeTime()));
  }

  Deployment trip(Cause cause, String message, Instant now) {
    return with(
        Phase.TRIPPED,
        step,
        now,
        settledAt,
        reached,
        baseline,
        Optional.of(new Trip(cause, now)),
        Optional.of(new Remark(cause.spelled(), message)));
  }

  Deployment held(boolean next) {
    return with(failures, evidence, next, adopting);
  }

  /** What it found there was there before. */
  Deployment adopt() {
    return with(failures, evidence, held, true);
  }

  /** With what counts against it now. */
  Deployment failing(
      ImmutableSortedMap<Cause, ImmutableSortedSet<String>> now, Stream<Evidence> fresh) {
    ImmutableList<Evidence> all =
        Stream.concat(evidence.stream(), fresh).collect(ImmutableList.toImmutableList());
    return with(
        ImmutableSortedMap.copyOf(Maps.filterValues(now, units -> !units.isEmpty())),
        all.subList(Math.max(0, all.size() - MOST_EVIDENCE), all.size()),
        held,
        adopting);
  }

  private Deployment with(
      ImmutableSortedMap<Cause, ImmutableSortedSet<String>> nextFailures,
      ImmutableList<Evidence> nextEvidence,
      boolean nextHeld,
      boolean nextAdopting) {
    return new Deployment(
        revision,
        hash,
        trigger,
        policy,
        first,
        nextAdopting,
        phase,
        step,
        begunAt,
        phaseSince,
        settledAt,
        reached,
        baseline,
        nextFailures,
        nextEvidence,
        tripped,
        remark,
        nextHeld);
  }

  private Deployment with(
      Phase nextPhase,
      int nextStep,
      Instant nextSince,
      Optional<Instant> nextSettled,
      Stance.Phase nextReached,
      Optional<Baseline> nextBaseline,
      Optional<Trip> nextTripped,
      Optional<Remark> nextRemark) {
    return new Deployment(
        revision,
        hash,
        trigger,
        policy,
        first,
        adopting,
        nextPhase,
        nextStep,
        begunAt,
        nextSince,
        nextSettled,
        nextReached,
        nextBaseline,
        failures,
        evidence,
        nextTripped,
        nextRemark,
        held);
  }
}
