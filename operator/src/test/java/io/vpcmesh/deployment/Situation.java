package io.vpcmesh.deployment;

import static io.vpcmesh.deployment.Course.START;
import static io.vpcmesh.deployment.SignalsFixture.SIX;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Sets;
import io.vpcmesh.deployment.Deployment.Remark;
import io.vpcmesh.deployment.Deployment.Trip;
import io.vpcmesh.deployment.Signals.Alarms;
import io.vpcmesh.deployment.Signals.Count;
import io.vpcmesh.deployment.Signals.Fault;
import io.vpcmesh.deployment.Signals.Hooks;
import io.vpcmesh.deployment.Signals.Instances;
import io.vpcmesh.deployment.Signals.Wanted;
import io.vpcmesh.deployment.Signals.Work;
import io.vpcmesh.model.DeploymentPolicy;
import io.vpcmesh.model.Stance;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

/** Any deployment that can be, and anything that the world can say of it at any time. */
record Situation(Deployment was, Signals signals, Instant now) {

  private static final ImmutableList<DeploymentPolicy> POLICIES =
      ImmutableList.of(
          DeploymentPolicy.DEFAULT,
          PolicyFixture.keepingWhatFails(),
          PolicyFixture.withoutBreaker(),
          PolicyFixture.neverForgetting(),
          PolicyFixture.waitingForPerson(),
          PolicyFixture.baking(Duration.ZERO));

  private static final ImmutableList<Cause> CAUSES =
      ImmutableList.of(Cause.ABORTED, Cause.REVERTED, Cause.ALARM_FIRED);

  private static final ImmutableList<String> REASONS =
      ImmutableList.of("HookFailed", "AlarmNotFound", "RecordTypeMismatch");

  private static final ImmutableSet<String> LATE = ImmutableSet.of("i-7", "i-8", "i-9");

  static Situation of(Phase phase, long seed) {
    return new Maker(new Random(31 * seed + phase.name().hashCode())).make(phase);
  }

  Decision decide() {
    return Machine.next(was, signals, now);
  }

  Situation paused(boolean paused) {
    return new Situation(was, with(signals.verbs(), paused), now);
  }

  /** What people asked for once is not asked for again. */
  Situation then(Deployment next) {
    return new Situation(next, with(ImmutableSet.of(), signals.paused()), now);
  }

  private Signals with(ImmutableSet<Verb> verbs, boolean paused) {
    return new Signals(
        signals.wanted(),
        signals.work(),
        signals.faults(),
        signals.operations(),
        signals.instances(),
        signals.alarms(),
        signals.hooks(),
        verbs,
        paused,
        signals.place(),
        signals.inherited(),
        signals.movedAt());
  }

  private record Maker(Random random) {

    Situation make(Phase phase) {
      Deployment was = deployment(phase);
      Instant now = now(was.policy());
      return new Situation(was, signals(now), now);
    }

    private Deployment deployment(Phase phase) {
      boolean first = random.nextInt(4) == 0;
      boolean begun = phase.isBeingTried() || phase == Phase.FINALIZING || taken(phase);
      boolean given = phase == Phase.TRIPPED || phase == Phase.HALTED || taken(phase);
      return new Deployment(
          8,
          "b",
          new Trigger(Trigger.Kind.APPLY, "kubectl"),
          pick(POLICIES),
          first,
          first && random.nextInt(3) == 0,
          phase,
          phase == Phase.BAKING ? 1 : 0,
          START,
          START,
          phase == Phase.BAKING && random.nextBoolean() ? Optional.of(START) : Optional.empty(),
          begun ? reached(phase, first) : Stance.Phase.AT_REST,
          begun ? Optional.of(baseline()) : Optional.empty(),
          begun ? failures() : ImmutableSortedMap.of(),
          ImmutableList.of(),
          given ? Optional.of(new Trip(pick(CAUSES), START)) : Optional.empty(),
          given || phase == Phase.REJECTED
              ? Optional.of(new Remark(pick(REASONS), "it is bad"))
              : Optional.empty(),
          random.nextInt(4) == 0);
    }

    private static boolean taken(Phase phase) {
      return phase == Phase.ROLLING_BACK || phase == Phase.ROLLBACK_FAILED;
    }

    private Stance.Phase reached(Phase phase, boolean first) {
      return switch (phase) {
        case PROVISIONING, PROGRESSING -> first ? Stance.Phase.SWITCHED : Stance.Phase.WIDENED;
        case BAKING, FINALIZING -> Stance.Phase.SWITCHED;
        default -> first || random.nextBoolean() ? Stance.Phase.SWITCHED : Stance.Phase.WIDENED;
      };
    }

    private Baseline baseline() {
      return random.nextBoolean()
          ? new Baseline(
              ImmutableSortedSet.copyOf(SIX), ImmutableSortedSet.of(), ImmutableSortedSet.of())
          : new Baseline(
              ImmutableSortedSet.of("i-3", "i-4", "i-5", "i-6"),
              ImmutableSortedSet.of("rule 22"),
              ImmutableSortedSet.of("latency"));
    }

    private ImmutableSortedMap<Cause, ImmutableSortedSet<String>> failures() {
      return random.nextBoolean()
          ? ImmutableSortedMap.of()
          : ImmutableSortedMap.of(Cause.INSTANCES_UNHEALTHY, ImmutableSortedSet.of("i-6"));
    }

    private Instant now(DeploymentPolicy policy) {
      return START.plus(
          pick(
              ImmutableList.of(
                  Duration.ZERO,
                  policy.bakeTime().minusNanos(1),
                  policy.bakeTime(),
                  policy.progressDeadline().minusNanos(1),
                  policy.progressDeadline(),
                  policy.progressDeadline().plus(policy.bakeTime()),
                  Duration.ofDays(3))));
    }

    private Signals signals(Instant now) {
      return new Signals(
          random.nextBoolean() ? Wanted.TARGET : pick(ImmutableList.copyOf(Wanted.values())),
          work(),
          faults(),
          operations(),
          instances(),
          new Alarms(alarms("errors", "latency"), alarms("traffic"), alarms("cost")),
          hooks(),
          verbs(),
          random.nextInt(4) == 0,
          random.nextBoolean(),
          random.nextInt(4) == 0,
          random.nextBoolean() ? START.minusSeconds(3600) : now);
    }

    private Work work() {
      return pick(
          ImmutableList.of(
              new Work.Done(),
              new Work.Done(),
              new Work.UnderWay("opening port 8080"),
              new Work.Waiting("the mesh is not there"),
              new Work.Refused(
                  Cause.AWS_INVALID_REQUEST, "RecordTypeMismatch", "A cannot become SRV")));
    }

    private ImmutableMap<String, Fault> faults() {
      return switch (random.nextInt(6)) {
        case 0 -> ImmutableMap.of("rule 80", new Fault(Cause.AWS_ACCESS_DENIED, "denied"));
        case 1 -> ImmutableMap.of("rule 22", new Fault(Cause.AWS_QUOTA_EXCEEDED, "too many"));
        default -> ImmutableMap.of();
      };
    }

    private Count operations() {
      return switch (random.nextInt(6)) {
        case 0 -> new Count(ImmutableSortedSet.of("one"), 4);
        case 1 -> new Count(ImmutableSortedSet.of("one", "two"), 4);
        default -> Count.NONE;
      };
    }

    private Optional<Instances> instances() {
      return switch (random.nextInt(8)) {
        case 0 -> Optional.empty();
        case 1 -> Optional.of(new Instances(SIX, LATE, LATE));
        case 2 -> Optional.of(new Instances(SIX, LATE, ImmutableSet.of()));
        default -> {
          ImmutableSet<String> sick = some(SIX, random.nextInt(4));
          yield Optional.of(
              new Instances(Sets.difference(SIX, sick).immutableCopy(), sick, ImmutableSet.of()));
        }
      };
    }

    private ImmutableSet<String> some(ImmutableSet<String> all, int sixths) {
      return all.stream()
          .filter(_ -> random.nextInt(6) < sixths)
          .collect(ImmutableSet.toImmutableSet());
    }

    private ImmutableSortedSet<String> alarms(String... names) {
      return random.nextInt(5) == 0
          ? ImmutableSortedSet.of(names[random.nextInt(names.length)])
          : ImmutableSortedSet.of();
    }

    private Hooks hooks() {
      return switch (random.nextInt(5)) {
        case 0 -> new Hooks.Asked("qa");
        case 1 -> new Hooks.Failed("qa", "not on a Friday");
        default -> new Hooks.Passed(ImmutableList.of());
      };
    }

    private ImmutableSet<Verb> verbs() {
      return random.nextBoolean()
          ? ImmutableSet.of()
          : Arrays.stream(Verb.values())
              .filter(_ -> random.nextInt(3) == 0)
              .collect(Sets.toImmutableEnumSet());
    }

    private <T> T pick(ImmutableList<T> some) {
      return some.get(random.nextInt(some.size()));
    }
  }
}
