package io.vpcmesh.deployment;

import com.google.common.collect.Comparators;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.deployment.Deployment.Remark;
import io.vpcmesh.deployment.Signals.Fault;
import io.vpcmesh.deployment.Signals.Hooks;
import io.vpcmesh.deployment.Signals.Instances;
import io.vpcmesh.deployment.Signals.Wanted;
import io.vpcmesh.deployment.Signals.Work;
import io.vpcmesh.model.DeploymentPolicy.OnFirstDeployment;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The state machine of a deployment: one pure function, total over states and signals. What it
 * answers has to be written down before anything follows from it.
 */
public final class Machine {

  private static final ImmutableSet<String> NOBODY = ImmutableSet.of();

  private final Deployment was;
  private final Signals signals;
  private final Instant now;

  private Machine(Deployment was, Signals signals, Instant now) {
    this.was = was;
    this.signals = signals;
    this.now = now;
  }

  /** The next state, at most one phase on; the same one when nothing follows. */
  public static Decision next(Deployment was, Signals signals, Instant now) {
    return new Machine(was, signals, now).next();
  }

  private Decision next() {
    return switch (was.phase()) {
      case PENDING -> untouched().orElseGet(this::pending);
      case VALIDATING -> untouched().orElseGet(this::validating);
      case REJECTED -> untouched().orElseGet(this::rejected);
      case PROVISIONING, PROGRESSING, BAKING -> tried();
      case FINALIZING -> finalizing();
      case TRIPPED -> tripped();
      case ROLLING_BACK, ROLLBACK_FAILED -> rollingBack();
      case HALTED -> halted();
      case COMPLETED, ROLLED_BACK, SUPERSEDED -> stay("nothing is left to be done");
    };
  }

  /** Whatever ends a deployment of which nothing holds yet. */
  private Optional<Decision> untouched() {
    if (signals.verbs().contains(Verb.ABORT) && was.phase() != Phase.REJECTED) {
      Deployment tripped = was.trip(Cause.ABORTED, "a person aborted it", now);
      return Optional.of(Decision.of(tripped.to(Phase.ROLLED_BACK, now), "nothing was touched"));
    }
    return signals.wanted() == Wanted.TARGET
        ? Optional.empty()
        : Optional.of(superseded("nothing was touched"));
  }

  private Decision superseded(String what) {
    String why =
        switch (signals.wanted()) {
          case TARGET, ANOTHER -> "a newer change took its place";
          case RUNNING -> "the running revision was declared again";
          case NOTHING -> "the resource is being deleted";
        };
    return Decision.of(
        was.to(Phase.SUPERSEDED, new Remark("Superseded", why + ": " + what), now), why);
  }

  private Decision pending() {
    Deployment heeded = heedPause(was);
    if (isPaused(heeded)) {
      return paused(heeded);
    }
    if (was.first()) {
      return Decision.of(noticing(heeded.begin(baseline(), now)), "it is being made");
    }
    return signals.place()
        ? Decision.of(heeded.to(Phase.VALIDATING, now), "it is being worked out what it takes")
        : Decision.of(heeded, "as many deployments as the mesh allows are under way");
  }

  private Decision validating() {
    if (signals.work() instanceof Work.Refused(var _, String reason, String message)) {
      return Decision.of(was.to(Phase.REJECTED, new Remark(reason, message), now), message);
    }
    Deployment heeded = heedPause(was);
    if (isPaused(heeded)) {
      return paused(heeded);
    }
    if (!signals.alarms().missing().isEmpty()) {
      String why = alarmNotFound();
      return Decision.of(was.to(Phase.REJECTED, new Remark("AlarmNotFound", why), now), why);
    }
    if (signals.hooks() instanceof Hooks.Failed(String whom, String message)) {
      String why = "hook %s objects: %s".formatted(whom, message);
      return Decision.of(was.to(Phase.REJECTED, new Remark("HookFailed", why), now), why);
    }
    if (signals.hooks() instanceof Hooks.Asked(String whom)) {
      return Decision.of(heeded, "waiting for the answer of hook " + whom);
    }
    if (signals.work() instanceof Work.Waiting(String why)) {
      return Decision.of(heeded, why);
    }
    Optional<String> unknown = unknown();
    if (unknown.isPresent() && !was.first()) {
      return Decision.of(heeded, unknown.orElseThrow());
    }
    return Decision.of(heeded.begin(baseline(), now), "what is new is being made");
  }

  private Baseline baseline() {
    return new Baseline(
        ImmutableSortedSet.copyOf(signals.instances().map(Instances::healthy).orElse(NOBODY)),
        ImmutableSortedSet.copyOf(signals.faults().keySet()),
        signals.alarms().firing());
  }

  /** What is refused may become possible; what a hook refused stays refused until somebody asks. */
  private Decision rejected() {
    boolean again =
        switch (was.remark().map(Remark::reason).orElse("")) {
          case "HookFailed" -> signals.verbs().contains(Verb.RETRY);
          case "AlarmNotFound" ->
              signals.alarms().missing().isEmpty() && signals.alarms().unknown().isEmpty();
          default ->
              !(signals.work() instanceof Work.Refused || signals.work() instanceof Work.Waiting);
        };
    return again
        ? Decision.of(was.to(Phase.VALIDATING, now), "what stood against it is gone")
        : stay(was.remark().map(Remark::message).orElse("it cannot be"));
  }

  /** As long as there is a way back, everything that speaks against the change is heard first. */
  private Decision tried() {
    Deployment counted = noticing(new Tally(was, signals, now).counted());
    if (signals.verbs().contains(Verb.ABORT)) {
      return trip(counted, Cause.ABORTED, "a person aborted it");
    }
    switch (signals.wanted()) {
      case RUNNING -> {
        return trip(counted, Cause.REVERTED, "the running revision was declared again");
      }
      case ANOTHER, NOTHING -> {
        return superseded("what was made of it is taken back");
      }
      case TARGET -> {}
    }
    Optional<Evidence> bad = new Tally(was, signals, now).verdict(counted);
    if (bad.isPresent()) {
      Deployment told = counted.failing(counted.failures(), bad.stream());
      return trip(told, bad.orElseThrow().cause(), bad.orElseThrow().message());
    }
    Deployment heeded = heedPause(counted);
    if (isPaused(heeded)) {
      return paused(heeded);
    }
    return advance(heeded);
  }

  /** What was there before it is not its own to take back. */
  private Deployment noticing(Deployment seen) {
    return was.first() && signals.inherited() ? seen.adopt() : seen;
  }

  private Deployment heedPause(Deployment counted) {
    if (signals.verbs().contains(Verb.PROMOTE)) {
      return counted.held(false);
    }
    return signals.verbs().contains(Verb.PAUSE) ? counted.held(true) : counted;
  }

  private boolean isPaused(Deployment heeded) {
    return heeded.held() || signals.paused();
  }

  private Decision paused(Deployment heeded) {
    return Decision.of(
        heeded,
        signals.paused()
            ? "spec.paused is true: nothing goes on"
            : "a person paused it; it goes on with " + Verb.PROMOTE.how());
  }

  private Decision advance(Deployment counted) {
    return switch (was.phase()) {
      case PROVISIONING -> provisioning(counted);
      case PROGRESSING -> progressing(counted);
      default -> baking(counted);
    };
  }

  private Decision provisioning(Deployment counted) {
    return switch (signals.work()) {
      case Work.Done _ ->
          was.first()
              ? Decision.of(counted.to(Phase.FINALIZING, now), "it is complete")
              : Decision.of(counted.to(Phase.PROGRESSING, now), "what is new is there");
      case Work.UnderWay(String what) -> until(counted, what, deadline());
      case Work.Waiting(String why) -> Decision.of(counted, why);
      case Work.Refused(var _, var _, String message) -> until(counted, message, deadline());
    };
  }

  private Decision progressing(Deployment counted) {
    if (signals.hooks() instanceof Hooks.Asked(String whom)) {
      return until(counted, "waiting for the answer of hook " + whom, deadline());
    }
    if (was.waitsForPerson() && !signals.verbs().contains(Verb.PROMOTE)) {
      return Decision.of(counted, "waiting for a person; it goes on with " + Verb.PROMOTE.how());
    }
    Optional<String> unknown = unknown();
    return unknown.isPresent()
        ? until(counted, unknown.orElseThrow(), deadline())
        : Decision.of(counted.bake(now), "everything follows the change from now on");
  }

  private Decision baking(Deployment counted) {
    if (was.settledAt().isEmpty()) {
      return switch (signals.work()) {
        case Work.Done _ -> Decision.of(counted.settled(now), "the bake begins");
        case Work.UnderWay(String what) -> until(counted, what, deadline());
        case Work.Waiting(String why) -> Decision.of(counted, why);
        case Work.Refused(var _, var _, String message) -> until(counted, message, deadline());
      };
    }
    if (!was.isBaked(now)) {
      Instant end = was.bakesUntil().orElseThrow();
      // What ends a pause does not cut the bake short as well.
      return signals.verbs().contains(Verb.PROMOTE) && !was.held()
          ? Decision.of(counted.cutShort(now), "a person ended the bake")
          : until(counted, "it is watched until " + seconds(end), end);
    }
    if (signals.hooks() instanceof Hooks.Asked(String whom)) {
      return until(counted, "waiting for the answer of hook " + whom, deadline());
    }
    Optional<String> unknown = unknown();
    return unknown.isPresent()
        ? until(counted, unknown.orElseThrow(), deadline())
        : Decision.of(counted.to(Phase.FINALIZING, now), "it is good");
  }

  private static Instant seconds(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS);
  }

  /** What has to be known before a change can be called good, and is not. */
  private Optional<String> unknown() {
    if (!signals.alarms().missing().isEmpty()) {
      return Optional.of(alarmNotFound());
    }
    if (!signals.alarms().unknown().isEmpty()) {
      return Optional.of(
          "the state of %s cannot be read: nothing goes on until it is known"
              .formatted(
                  signals.alarms().unknown().stream()
                      .map(name -> "alarm " + name)
                      .collect(Collectors.joining(", "))));
    }
    return signals.instances().isEmpty()
        ? Optional.of("the health of the instances is not known: nothing goes on until it is")
        : Optional.empty();
  }

  private String alarmNotFound() {
    return "CloudWatch has no alarm named %s: create it, or take it out of spec.deployment.alarms"
        .formatted(String.join(", ", signals.alarms().missing()));
  }

  private Instant deadline() {
    return new Tally(was, signals, now).deadline();
  }

  private Decision finalizing() {
    return switch (signals.work()) {
      case Work.Done _ -> Decision.of(was.to(Phase.COMPLETED, now), "it runs");
      case Work.UnderWay(String what) -> stay(what);
      case Work.Waiting(String why) -> stay(why);
      case Work.Refused(var _, var _, String message) -> stay(message);
    };
  }

  private Decision trip(Deployment counted, Cause cause, String message) {
    return Decision.of(counted.trip(cause, message, now), message);
  }

  private Decision tripped() {
    return was.adopting() || (!was.isGivenUpByPerson() && (isKept() || isDeserted()))
        ? Decision.of(was.to(Phase.HALTED, now), why())
        : Decision.of(was.to(Phase.ROLLING_BACK, now), why());
  }

  /** Whether what fails is not to be taken back by itself. */
  private boolean isKept() {
    return was.first()
        ? was.policy().breaker().onFirstDeployment() == OnFirstDeployment.KEEP
        : !was.policy().breaker().rollback();
  }

  /** Whether there is nothing to go back to: a bad change is better than nobody who answers. */
  private boolean isDeserted() {
    return signals.instances().filter(Instances::deserted).isPresent();
  }

  private String why() {
    return was.remark().map(Remark::message).orElse("it was given up");
  }

  private Decision rollingBack() {
    if (signals.work() instanceof Work.Done) {
      return Decision.of(was.to(Phase.ROLLED_BACK, now), why());
    }
    if (was.phase() == Phase.ROLLBACK_FAILED) {
      return signals.wanted() == Wanted.ANOTHER
          ? superseded("what is left of it is taken back with the next one")
          : stay(hindrance());
    }
    Instant deadline =
        Comparators.max(was.phaseSince(), signals.movedAt()).plus(was.policy().rollbackDeadline());
    return faults().isEmpty() && now.isBefore(deadline)
        ? until(was, why(), deadline)
        : Decision.of(was.to(Phase.ROLLBACK_FAILED, now), hindrance());
  }

  /** What is refused and was not before the change began. */
  private ImmutableList<Fault> faults() {
    return ImmutableList.copyOf(new Tally(was, signals, now).faults().values());
  }

  /** What keeps it from being taken back. */
  private String hindrance() {
    return faults().stream()
        .findFirst()
        .or(() -> signals.faults().values().stream().findFirst())
        .map(fault ->
            "it cannot be taken back entirely: %s; that is tried again and again"
                .formatted(fault.message()))
        .orElseGet(
            () -> "it was not taken back within %s".formatted(was.policy().rollbackDeadline()));
  }

  private Decision halted() {
    if (signals.verbs().contains(Verb.ABORT) && !was.adopting()) {
      return takenBack("a person aborted it");
    }
    if (signals.verbs().contains(Verb.RETRY)) {
      return superseded("it is tried again");
    }
    return switch (signals.wanted()) {
      case RUNNING -> takenBack("the running revision was declared again");
      case ANOTHER, NOTHING -> superseded("what was made of it is taken back");
      case TARGET -> haltedStill();
    };
  }

  private Decision haltedStill() {
    if (was.adopting()) {
      return stay(
          "%s; what a former life of the resource left in AWS is in use and stays: mend what is refused and ask for retry, or delete the resource to take it out"
              .formatted(why()));
    }
    if (isKept()) {
      return stay(why());
    }
    return isDeserted()
        ? stay(
            "%s; what ran before has no ready instance any more: it is taken back as soon as it has one, or when a person aborts it"
                .formatted(why()))
        : takenBack(why());
  }

  /** Why it was given up stays the same, or it would be tried again without anybody's asking. */
  private Decision takenBack(String why) {
    return Decision.of(was.to(Phase.ROLLING_BACK, now), why);
  }

  private Decision stay(String message) {
    return Decision.of(was, message);
  }

  /** What has no breaker, or no clock, may be past its deadline: nothing comes of time then. */
  private Decision until(Deployment next, String message, Instant lookAt) {
    return new Decision(next, message, lookAt.isAfter(now) ? lookAt : Instant.MAX);
  }
}
