package io.vpcmesh.deployment;

import static io.vpcmesh.deployment.Phase.BAKING;
import static io.vpcmesh.deployment.Phase.COMPLETED;
import static io.vpcmesh.deployment.Phase.FINALIZING;
import static io.vpcmesh.deployment.Phase.HALTED;
import static io.vpcmesh.deployment.Phase.PENDING;
import static io.vpcmesh.deployment.Phase.PROGRESSING;
import static io.vpcmesh.deployment.Phase.PROVISIONING;
import static io.vpcmesh.deployment.Phase.REJECTED;
import static io.vpcmesh.deployment.Phase.ROLLBACK_FAILED;
import static io.vpcmesh.deployment.Phase.ROLLED_BACK;
import static io.vpcmesh.deployment.Phase.ROLLING_BACK;
import static io.vpcmesh.deployment.Phase.SUPERSEDED;
import static io.vpcmesh.deployment.Phase.TRIPPED;
import static io.vpcmesh.deployment.Phase.VALIDATING;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Sets;
import io.vpcmesh.deployment.Signals.Hooks;
import io.vpcmesh.deployment.Signals.Wanted;
import io.vpcmesh.deployment.Signals.Work;
import io.vpcmesh.model.Stance;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds in each phase whatever the world says; {@code -Dsituations=1000000} tries harder. */
class MachineTotalityTest {

  private static final long SITUATIONS = Long.getLong("situations", 1_500);

  private static final ImmutableSetMultimap<Phase, Phase> ARROWS =
      ImmutableSetMultimap.<Phase, Phase>builder()
          .putAll(PENDING, VALIDATING, PROVISIONING, ROLLED_BACK, SUPERSEDED)
          .putAll(VALIDATING, PROVISIONING, REJECTED, ROLLED_BACK, SUPERSEDED)
          .putAll(REJECTED, VALIDATING, SUPERSEDED)
          .putAll(PROVISIONING, PROGRESSING, FINALIZING, TRIPPED, SUPERSEDED)
          .putAll(PROGRESSING, BAKING, TRIPPED, SUPERSEDED)
          .putAll(BAKING, FINALIZING, TRIPPED, SUPERSEDED)
          .putAll(FINALIZING, COMPLETED)
          .putAll(TRIPPED, ROLLING_BACK, HALTED)
          .putAll(ROLLING_BACK, ROLLED_BACK, ROLLBACK_FAILED)
          .putAll(ROLLBACK_FAILED, ROLLED_BACK, SUPERSEDED)
          .putAll(HALTED, ROLLING_BACK, SUPERSEDED)
          .build();

  private static final ImmutableSet<Phase> FORWARD =
      Sets.immutableEnumSet(PENDING, VALIDATING, PROVISIONING, PROGRESSING, BAKING, FINALIZING);

  @ParameterizedTest
  @EnumSource
  void thereIsAlwaysTheSameAnswer(Phase phase) {
    always(phase, it -> it.decide().equals(it.decide()));
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheArrowsOfTheSpecificationAreTaken(Phase phase) {
    always(
        phase,
        it -> {
          Phase next = it.decide().next().phase();
          return next == phase || ARROWS.containsEntry(phase, next);
        });
  }

  @ParameterizedTest
  @EnumSource
  void theStanceIsAlwaysPossible(Phase phase) {
    always(
        phase,
        it -> {
          Deployment next = it.decide().next();
          Optional<String> running = it.was().first() ? Optional.empty() : Optional.of("a");
          Stance.Phase stance = next.stance();
          Optional<String> target =
              stance == Stance.Phase.AT_REST ? Optional.empty() : Optional.of("b");
          return new Stance<>(running, target, stance).phase() == stance;
        });
  }

  @ParameterizedTest
  @EnumSource
  void theStanceOnlyGrowsUntilTheChangeIsGivenUp(Phase phase) {
    always(
        phase,
        it -> {
          Deployment next = it.decide().next();
          boolean forward = FORWARD.contains(phase) && next.phase() != FINALIZING;
          return !forward
              || next.phase().isOver()
              || next.stance().compareTo(it.was().stance()) >= 0;
        });
  }

  @ParameterizedTest
  @EnumSource
  void whyAChangeWasGivenUpIsNeverForgotten(Phase phase) {
    always(
        phase,
        it -> {
          Deployment next = it.decide().next();
          return it.was().tripped().isEmpty() || next.tripped().equals(it.was().tripped());
        });
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotKnownNeverPromotes(Phase phase) {
    always(
        phase,
        it -> {
          Phase next = it.decide().next().phase();
          boolean promoted =
              next != phase && (next == PROVISIONING || next == BAKING || next == FINALIZING);
          return !promoted || it.was().first() || isKnown(it.signals());
        });
  }

  @ParameterizedTest
  @EnumSource
  void nobodyGoesOnBeforeAHookHasAnswered(Phase phase) {
    always(
        phase,
        it -> {
          Phase next = it.decide().next().phase();
          boolean asks = phase == VALIDATING || phase == PROGRESSING || phase == BAKING;
          boolean on = FORWARD.contains(next) && next != phase;
          return !asks || !on || !(it.signals().hooks() instanceof Hooks.Asked);
        });
  }

  @ParameterizedTest
  @EnumSource
  void whatIsPausedNeverAdvances(Phase phase) {
    always(
        phase,
        it -> {
          Phase next = it.paused(true).decide().next().phase();
          return !FORWARD.contains(phase)
              || phase == FINALIZING
              || next == phase
              || !FORWARD.contains(next);
        });
  }

  @ParameterizedTest
  @EnumSource
  void whatAPersonPausedNeverAdvances(Phase phase) {
    always(
        phase,
        it -> {
          Phase next = it.decide().next().phase();
          boolean held = it.was().held() || it.signals().verbs().contains(Verb.PAUSE);
          return !held
              || it.signals().verbs().contains(Verb.PROMOTE)
              || !FORWARD.contains(phase)
              || phase == FINALIZING
              || next == phase
              || !FORWARD.contains(next);
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"TRIPPED", "ROLLING_BACK", "ROLLBACK_FAILED", "HALTED", "FINALIZING"})
  void aPauseMakesNoDifferenceToWhatIsDecided(Phase phase) {
    always(phase, it -> it.paused(true).decide().equals(it.paused(false).decide()));
  }

  @ParameterizedTest
  @EnumSource(names = {"PROVISIONING", "PROGRESSING", "BAKING"})
  void anAbortIsAlwaysHeard(Phase phase) {
    always(
        phase,
        it -> {
          boolean trips = it.decide().next().phase() == TRIPPED;
          return trips || !it.signals().verbs().contains(Verb.ABORT);
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"PROVISIONING", "PROGRESSING", "BAKING"})
  void aChangeIsGivenUpWhenItIsBadAndOnlyThen(Phase phase) {
    always(
        phase,
        it -> {
          boolean judged =
              it.signals().wanted() == Wanted.TARGET && !it.signals().verbs().contains(Verb.ABORT);
          boolean trips = it.decide().next().phase() == TRIPPED;
          return !judged || trips == (isBad(it) || isOverdue(it));
        });
  }

  @ParameterizedTest
  @EnumSource
  void withoutTimeAndNewsItComesToRest(Phase phase) {
    always(
        phase,
        it -> {
          Situation now = it;
          for (int i = 0; i < 8; i++) {
            now = now.then(now.decide().next());
          }
          return now.decide().next().equals(now.was());
        });
  }

  @ParameterizedTest
  @EnumSource
  void whatStaysIsLookedAtLaterOrWhenThereAreNews(Phase phase) {
    always(
        phase,
        it -> {
          Decision decision = it.decide();
          return decision.lookAt().equals(Instant.MAX) || decision.lookAt().isAfter(it.now());
        });
  }

  private static boolean isKnown(Signals signals) {
    return signals.instances().isPresent()
        && signals.alarms().unknown().isEmpty()
        && signals.alarms().missing().isEmpty();
  }

  /** The triggers once more, as the specification has them. */
  private static boolean isBad(Situation it) {
    if (it.was().first() || !it.was().policy().breaker().enabled()) {
      return false;
    }
    Baseline before = it.was().baseline().orElseThrow();
    return !before.failing().containsAll(it.signals().faults().keySet())
        || !before.firing().containsAll(it.signals().alarms().firing())
        || it.signals().hooks() instanceof Hooks.Failed
        || it.signals().operations().failed().size() * 2 >= 4
        || tooManyInstances(it, before);
  }

  private static boolean tooManyInstances(Situation it, Baseline before) {
    if (it.signals().instances().isEmpty()) {
      return false;
    }
    Signals.Instances seen = it.signals().instances().orElseThrow();
    Set<String> failed = new HashSet<>(Sets.intersection(seen.unhealthy(), before.healthy()));
    failed.addAll(seen.lapsed());
    int population = seen.healthy().size() + failed.size();
    if (!it.was().policy().breaker().resetOnHealthy()) {
      failed.addAll(
          it.was().failures().getOrDefault(Cause.INSTANCES_UNHEALTHY, ImmutableSortedSet.of()));
    }
    return !failed.isEmpty() && failed.size() * 2 >= population;
  }

  /** Nobody depends on a first deployment: it waits for AWS however long that is away. */
  private static boolean isRefused(Situation it) {
    return !it.signals().operations().failed().isEmpty()
        || it.signals().faults().values().stream()
            .anyMatch(fault -> fault.cause() != Cause.CONFLICT);
  }

  private static boolean isOverdue(Situation it) {
    Deployment was = it.was();
    boolean waits =
        it.signals().paused()
            || was.held()
            || it.signals().work() instanceof Work.Waiting
            || (was.phase() == PROGRESSING && was.policy().steps().getLast().pause())
            || (was.first() && !isRefused(it));
    Duration bake = was.settledAt().isPresent() ? was.policy().bakeTime() : Duration.ZERO;
    Instant moved = it.signals().movedAt();
    boolean late =
        !moved.plus(was.policy().progressDeadline()).isAfter(it.now())
            && !was.phaseSince().plus(bake).plus(was.policy().progressDeadline()).isAfter(it.now());
    return was.policy().breaker().enabled() && late && !waits;
  }

  private static void always(Phase phase, Predicate<Situation> property) {
    Optional<Situation> wrong =
        LongStream.range(0, SITUATIONS)
            .mapToObj(seed -> Situation.of(phase, seed))
            .filter(property.negate())
            .findFirst();

    assertThat(wrong).isEmpty();
  }
}
