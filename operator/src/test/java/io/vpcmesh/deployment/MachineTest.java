package io.vpcmesh.deployment;

import static io.vpcmesh.deployment.Course.START;
import static io.vpcmesh.deployment.PolicyFixture.baking;
import static io.vpcmesh.deployment.PolicyFixture.keepingWhatFails;
import static io.vpcmesh.deployment.PolicyFixture.waitingForPerson;
import static io.vpcmesh.deployment.SignalsFixture.SIX;
import static io.vpcmesh.deployment.SignalsFixture.done;
import static io.vpcmesh.deployment.SignalsFixture.seen;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.deployment.Deployment.Trip;
import io.vpcmesh.deployment.Signals.Hooks;
import io.vpcmesh.deployment.Signals.Instances;
import io.vpcmesh.deployment.Signals.Wanted;
import io.vpcmesh.deployment.Signals.Work;
import io.vpcmesh.model.DeploymentPolicy;
import io.vpcmesh.model.Hook;
import io.vpcmesh.model.Stance;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The phases of a deployment; what trips it is {@link BreakerTest}'s. */
class MachineTest {

  private static final Instances DESERTED =
      new Instances(SignalsFixture.SIX, ImmutableSet.of(), ImmutableSet.of(), true);

  private static final Duration BAKE = DeploymentPolicy.DEFAULT.bakeTime();
  private static final Work REFUSED =
      new Work.Refused(Cause.AWS_INVALID_REQUEST, "RecordTypeMismatch", "A cannot become SRV");
  private static final Hooks ASKED = new Hooks.Asked("qa");
  private static final Hooks OBJECTS = new Hooks.Failed("qa", "not on a Friday");

  @Test
  void aChangeGoesThroughAllPhasesWhenNothingStandsAgainstIt() {
    Course course = Course.of(baking(Duration.ZERO));
    ImmutableList.Builder<Phase> phases = ImmutableList.builder();

    for (int i = 0; i < 8; i++) {
      phases.add(course.sees(done()).phase());
    }

    assertThat(phases.build())
        .containsExactly(
            Phase.VALIDATING,
            Phase.PROVISIONING,
            Phase.PROGRESSING,
            Phase.BAKING,
            Phase.BAKING,
            Phase.FINALIZING,
            Phase.COMPLETED,
            Phase.COMPLETED);
  }

  @Test
  void aChangeWaitsForAPlace() {
    Course course = Course.ofChange();

    assertThat(course.sees(seen().noPlace()).phase()).isEqualTo(Phase.PENDING);
    assertThat(course.sees(seen()).phase()).isEqualTo(Phase.VALIDATING);
  }

  @Test
  void aFirstDeploymentNeedsNoPlace() {
    Course course = Course.ofFirst(DeploymentPolicy.DEFAULT).sees(seen().noPlace());

    assertThat(course.phase()).isEqualTo(Phase.PROVISIONING);
  }

  @ParameterizedTest
  @EnumSource(names = {"PENDING", "VALIDATING", "PROVISIONING", "PROGRESSING"})
  void whatIsPausedDoesNotGoOn(Phase phase) {
    Course course = Course.ofChange().to(phase).sees(done().paused());

    assertThat(course.phase()).isEqualTo(phase);
    assertThat(course.lookAt()).isEqualTo(Instant.MAX);
  }

  @Test
  void whatIsPausedIsNotFinalized() {
    Course course = Course.ofChange().toSettled().later(BAKE).sees(done().paused());

    assertThat(course.phase()).isEqualTo(Phase.BAKING);
  }

  @Test
  void whatCannotBeIsRejectedAndWasNeverTouched() {
    Course course = Course.ofChange().to(Phase.VALIDATING).sees(seen().work(REFUSED));

    assertThat(course.phase()).isEqualTo(Phase.REJECTED);
    assertThat(course.reason()).isEqualTo("RecordTypeMismatch");
    assertThat(course.deployment().stance()).isEqualTo(Stance.Phase.AT_REST);
    assertThat(course.deployment().tripped()).isEmpty();
  }

  @Test
  void whatWasRejectedIsTriedWhenItCanBe() {
    Course course = Course.ofChange().to(Phase.VALIDATING).sees(seen().work(REFUSED));

    assertThat(course.sees(seen().work(REFUSED)).phase()).isEqualTo(Phase.REJECTED);
    assertThat(course.sees(seen()).phase()).isEqualTo(Phase.VALIDATING);
  }

  @Test
  void anAlarmThatIsNotThereRejectsAChangeUntilItIs() {
    Course course = Course.ofChange().to(Phase.VALIDATING).sees(seen().missing("errors"));

    assertThat(course.phase()).isEqualTo(Phase.REJECTED);
    assertThat(course.reason()).isEqualTo("AlarmNotFound");
    assertThat(course.sees(seen().missing("errors")).phase()).isEqualTo(Phase.REJECTED);
    assertThat(course.sees(seen()).phase()).isEqualTo(Phase.VALIDATING);
  }

  @Test
  void whatAHookRefusesStaysRefusedUntilSomebodyAsksAgain() {
    Course course = Course.ofChange().to(Phase.VALIDATING).sees(seen().hooks(OBJECTS));

    assertThat(course.phase()).isEqualTo(Phase.REJECTED);
    assertThat(course.sees(seen()).phase()).isEqualTo(Phase.REJECTED);
    assertThat(course.sees(seen().asked(Verb.RETRY)).phase()).isEqualTo(Phase.VALIDATING);
  }

  @Test
  void howThingsWereIsWrittenDownBeforeAnythingIsTouched() {
    Course course = Course.ofChange().to(Phase.VALIDATING);

    course.sees(
        seen().unhealthy("i-6").fault("rule 22", Cause.AWS_ACCESS_DENIED).firing("latency"));

    assertThat(course.phase()).isEqualTo(Phase.PROVISIONING);
    assertThat(course.deployment().baseline())
        .contains(
            new Baseline(
                ImmutableSortedSet.copyOf(SIX).headSet("i-6"),
                ImmutableSortedSet.of("rule 22"),
                ImmutableSortedSet.of("latency")));
  }

  @Test
  void aChangeDoesNotBeginAsLongAsNobodyKnowsHowThingsAre() {
    Course course = Course.ofChange().to(Phase.VALIDATING);

    assertThat(course.sees(seen().healthIsUnknown()).phase()).isEqualTo(Phase.VALIDATING);
    assertThat(course.sees(seen().unreadable("errors")).phase()).isEqualTo(Phase.VALIDATING);
    assertThat(course.sees(seen()).phase()).isEqualTo(Phase.PROVISIONING);
  }

  @Test
  void aChangeWidensThenSwitches() {
    Course course = Course.ofChange();

    assertThat(course.deployment().stance()).isEqualTo(Stance.Phase.AT_REST);
    assertThat(course.to(Phase.PROVISIONING).deployment().stance()).isEqualTo(Stance.Phase.WIDENED);
    assertThat(course.to(Phase.PROGRESSING).deployment().stance()).isEqualTo(Stance.Phase.WIDENED);
    assertThat(course.to(Phase.BAKING).deployment().stance()).isEqualTo(Stance.Phase.SWITCHED);
    assertThat(course.to(Phase.FINALIZING).deployment().stance()).isEqualTo(Stance.Phase.AT_REST);
  }

  @Test
  void aFirstDeploymentSwitchesAtOnceAndDoesNotBake() {
    Course course = Course.ofFirst(DeploymentPolicy.DEFAULT).to(Phase.PROVISIONING);

    assertThat(course.deployment().stance()).isEqualTo(Stance.Phase.SWITCHED);
    assertThat(course.sees(seen()).phase()).isEqualTo(Phase.PROVISIONING);
    assertThat(course.sees(done()).phase()).isEqualTo(Phase.FINALIZING);
  }

  @Test
  void aFirstDeploymentThatFoundWhatIsInUseIsHalted() {
    Course course = Course.ofFirst(DeploymentPolicy.DEFAULT).to(Phase.PROVISIONING);

    course.sees(seen().inherited()).sees(seen().asked(Verb.ABORT));

    assertThat(course.phase()).isEqualTo(Phase.TRIPPED);
    assertThat(course.sees(seen()).phase()).isEqualTo(Phase.HALTED);
    assertThat(course.sees(seen().asked(Verb.ABORT)).phase()).isEqualTo(Phase.HALTED);
    assertThat(course.sees(seen().asked(Verb.RETRY)).phase()).isEqualTo(Phase.SUPERSEDED);
  }

  @Test
  void aStepWaitsForItsHook() {
    Course course = Course.ofChange().to(Phase.PROGRESSING);

    assertThat(course.sees(done().hooks(ASKED)).phase()).isEqualTo(Phase.PROGRESSING);
    assertThat(course.lookAt()).isEqualTo(START.plus(Duration.ofMinutes(10)));
    assertThat(course.sees(done()).phase()).isEqualTo(Phase.BAKING);
  }

  @Test
  void aStepThatPausesWaitsForAPerson() {
    Course course = Course.of(waitingForPerson()).to(Phase.PROGRESSING);

    assertThat(course.later(Duration.ofDays(3)).sees(done()).phase()).isEqualTo(Phase.PROGRESSING);
    assertThat(course.sees(done().asked(Verb.PROMOTE)).phase()).isEqualTo(Phase.BAKING);
  }

  @Test
  void theBakeBeginsWhenAwsIsAsItWantsIt() {
    Course course = Course.ofChange().to(Phase.BAKING);

    assertThat(course.later(BAKE).sees(seen()).phase()).isEqualTo(Phase.BAKING);
    assertThat(course.sees(done()).deployment().settledAt()).contains(course.now());
    assertThat(course.sees(done()).lookAt()).isEqualTo(course.now().plus(BAKE));
    assertThat(course.later(BAKE.minusNanos(1)).sees(done()).phase()).isEqualTo(Phase.BAKING);
    assertThat(course.later(Duration.ofNanos(1)).sees(done()).phase()).isEqualTo(Phase.FINALIZING);
  }

  @Test
  void aBakeWaitsForItsHook() {
    Course course = Course.ofChange().toSettled().later(BAKE);

    assertThat(course.sees(done().hooks(ASKED)).phase()).isEqualTo(Phase.BAKING);
    assertThat(course.sees(done()).phase()).isEqualTo(Phase.FINALIZING);
  }

  @Test
  void aPersonCutsABakeShort() {
    Course course = Course.ofChange().toSettled().sees(done().asked(Verb.PROMOTE));

    assertThat(course.phase()).isEqualTo(Phase.BAKING);
    assertThat(course.sees(done()).phase()).isEqualTo(Phase.FINALIZING);
  }

  @Test
  void whoIsToBeAskedAfterTheBakeIsAskedAlsoWhenAPersonCutsItShort() {
    Course course = Course.ofChange().toSettled();
    assertThat(course.deployment().asks(course.now())).containsExactly(Hook.Stage.AFTER_STEP);

    course.sees(done().asked(Verb.PROMOTE));

    assertThat(course.deployment().asks(course.now()))
        .containsExactly(Hook.Stage.AFTER_STEP, Hook.Stage.AFTER_BAKE);
    assertThat(course.sees(done().hooks(ASKED)).phase()).isEqualTo(Phase.BAKING);
  }

  @Test
  void whatEndsAPauseInTheBakeDoesNotCutItShort() {
    Course course = Course.ofChange().toSettled().sees(done().asked(Verb.PAUSE));

    course.later(BAKE.dividedBy(2)).sees(done().asked(Verb.PROMOTE));

    assertThat(course.deployment().held()).isFalse();
    assertThat(course.phase()).isEqualTo(Phase.BAKING);
    assertThat(course.later(BAKE.dividedBy(2)).sees(done()).phase()).isEqualTo(Phase.FINALIZING);
  }

  @Test
  void aSecondPromotionCutsIt() {
    Course course =
        Course.ofChange()
            .toSettled()
            .sees(done().asked(Verb.PAUSE))
            .sees(done().asked(Verb.PROMOTE))
            .sees(done().asked(Verb.PROMOTE))
            .sees(done());

    assertThat(course.phase()).isEqualTo(Phase.FINALIZING);
  }

  @Test
  void noPersonPromotesWhatIsNotKnown() {
    Course course =
        Course.ofChange().toSettled().sees(done().asked(Verb.PROMOTE).unreadable("errors"));

    assertThat(course.phase()).isEqualTo(Phase.BAKING);
  }

  @ParameterizedTest
  @EnumSource(names = {"PENDING", "VALIDATING", "PROVISIONING", "PROGRESSING"})
  void whatAPersonPausedGoesOnWhenAPersonSaysSo(Phase phase) {
    Course course = Course.ofChange().to(phase).sees(done().asked(Verb.PAUSE));

    assertThat(course.phase()).isEqualTo(phase);
    assertThat(course.message())
        .isEqualTo(
            "a person paused it; it goes on with 'vpcmesh deployments promote', or the annotation vpcmesh.io/promote");
    assertThat(course.later(Duration.ofDays(3)).sees(done()).phase()).isEqualTo(phase);
    assertThat(course.sees(done().asked(Verb.PROMOTE)).phase()).isNotEqualTo(phase);
  }

  @ParameterizedTest
  @EnumSource
  void finalizingHasNoWayBack(Wanted wanted) {
    Course course = Course.ofChange().to(Phase.FINALIZING);

    course.sees(
        seen()
            .wanted(wanted)
            .asked(Verb.values())
            .unhealthy("i-1", "i-2", "i-3", "i-4")
            .firing("errors")
            .hooks(OBJECTS)
            .fault("rule 80", Cause.AWS_ACCESS_DENIED));

    assertThat(course.phase()).isEqualTo(Phase.FINALIZING);
    assertThat(course.sees(done().wanted(wanted)).phase()).isEqualTo(Phase.COMPLETED);
  }

  @ParameterizedTest
  @EnumSource(names = {"COMPLETED", "ROLLED_BACK", "SUPERSEDED"})
  void abortWithNothingRunningIsANoOp(Phase phase) {
    Deployment over = Course.ofChange().deployment().to(phase, START);

    Decision decision =
        Machine.next(over, seen().asked(Verb.ABORT).wanted(Wanted.RUNNING).signals(), START);

    assertThat(decision.next()).isEqualTo(over);
  }

  @Test
  void whatIsAbortedBeforeItsTurnIsOverAtOnce() {
    Course course = Course.ofChange().sees(seen().asked(Verb.ABORT));

    assertThat(course.phase()).isEqualTo(Phase.ROLLED_BACK);
    assertThat(course.deployment().tripped()).contains(new Trip(Cause.ABORTED, START));
  }

  @ParameterizedTest
  @EnumSource(names = {"PROVISIONING", "PROGRESSING", "BAKING"})
  void whatIsAbortedIsTakenBack(Phase phase) {
    Course course = Course.ofChange().to(phase).sees(done().asked(Verb.ABORT));

    assertThat(course.phase()).isEqualTo(Phase.TRIPPED);
    assertThat(course.cause()).isEqualTo(Cause.ABORTED);
    assertThat(course.sees(seen()).phase()).isEqualTo(Phase.ROLLING_BACK);
  }

  @Test
  void aRevertInMidFlightRollsBackAndBlamesNobody() {
    Course course = Course.ofChange().to(Phase.BAKING).sees(done().wanted(Wanted.RUNNING));

    assertThat(course.phase()).isEqualTo(Phase.TRIPPED);
    assertThat(course.cause().blamesRevision()).isFalse();
    assertThat(course.sees(seen().wanted(Wanted.RUNNING)).phase()).isEqualTo(Phase.ROLLING_BACK);
  }

  @Test
  void aRevertBeforeAnythingIsTouchedNeedsNoRollback() {
    Course course = Course.ofChange().sees(seen().wanted(Wanted.RUNNING));

    assertThat(course.phase()).isEqualTo(Phase.SUPERSEDED);
    assertThat(course.deployment().tripped()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"PENDING", "VALIDATING", "PROVISIONING", "PROGRESSING", "BAKING"})
  void aFixSupersedesARunningDeployment(Phase phase) {
    Course course = Course.ofChange().to(phase).sees(done().wanted(Wanted.ANOTHER));

    assertThat(course.phase()).isEqualTo(Phase.SUPERSEDED);
    assertThat(course.deployment().stance()).isEqualTo(Stance.Phase.AT_REST);
    assertThat(course.deployment().tripped()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"PENDING", "VALIDATING", "PROVISIONING", "PROGRESSING", "BAKING"})
  void aDeletionEndsARunningDeployment(Phase phase) {
    Course course = Course.ofChange().to(phase).sees(done().wanted(Wanted.NOTHING));

    assertThat(course.phase()).isEqualTo(Phase.SUPERSEDED);
  }

  @ParameterizedTest
  @EnumSource
  void trippedNeverUntrips(Wanted wanted) {
    Course course = Course.ofChange().toTripped();

    course.sees(done().wanted(wanted).asked(Verb.PROMOTE, Verb.RETRY));

    assertThat(course.phase()).isEqualTo(Phase.ROLLING_BACK);
    assertThat(course.cause()).isEqualTo(Cause.ALARM_FIRED);
    assertThat(course.deployment().stance()).isEqualTo(Stance.Phase.AT_REST);
  }

  @Test
  void aPauseKeepsNoRollbackFromGoingOn() {
    Course course = Course.ofChange().toTripped();

    assertThat(course.sees(seen().paused()).phase()).isEqualTo(Phase.ROLLING_BACK);
    assertThat(course.sees(done().paused()).phase()).isEqualTo(Phase.ROLLED_BACK);
  }

  @Test
  void aRollbackIsOverWhenAwsIsAsBefore() {
    Course course = Course.ofChange().toTripped().to(Phase.ROLLING_BACK);

    assertThat(course.sees(seen()).phase()).isEqualTo(Phase.ROLLING_BACK);
    assertThat(course.lookAt()).isEqualTo(START.plus(Duration.ofMinutes(10)));
    assertThat(course.sees(done()).phase()).isEqualTo(Phase.ROLLED_BACK);
  }

  @Test
  void aRollbackThatMeetsAnErrorGoesOnTrying() {
    Course course = Course.ofChange().toTripped().to(Phase.ROLLING_BACK);

    course.sees(seen().fault("rule 80", Cause.AWS_ACCESS_DENIED));

    assertThat(course.phase()).isEqualTo(Phase.ROLLBACK_FAILED);
    assertThat(course.message()).contains("rule 80 is refused");
    course.sees(seen().fault("rule 80", Cause.AWS_ACCESS_DENIED));
    assertThat(course.message()).contains("rule 80 is refused");
    assertThat(course.sees(seen()).phase()).isEqualTo(Phase.ROLLBACK_FAILED);
    assertThat(course.sees(done()).phase()).isEqualTo(Phase.ROLLED_BACK);
  }

  @Test
  void aRollbackThatTakesTooLongCallsSomebodyAndGoesOn() {
    Course course = Course.ofChange().toTripped().to(Phase.ROLLING_BACK);

    course.later(Duration.ofMinutes(10)).sees(seen());

    assertThat(course.phase()).isEqualTo(Phase.ROLLBACK_FAILED);
    assertThat(course.sees(done()).phase()).isEqualTo(Phase.ROLLED_BACK);
  }

  @Test
  void aRollbackThatMovesHasMoreTime() {
    Course course = Course.ofChange().toTripped().to(Phase.ROLLING_BACK);

    course.later(Duration.ofMinutes(10)).sees(seen().movedAt(START.plusSeconds(1)));

    assertThat(course.phase()).isEqualTo(Phase.ROLLING_BACK);
    assertThat(course.lookAt()).isEqualTo(START.plusSeconds(601));
  }

  @Test
  void aFixTakesThePlaceOfARollbackThatFailed() {
    Course course = Course.ofChange().toTripped().to(Phase.ROLLING_BACK);
    course.sees(seen().fault("rule 80", Cause.AWS_ACCESS_DENIED));

    assertThat(course.sees(seen().wanted(Wanted.ANOTHER)).phase()).isEqualTo(Phase.SUPERSEDED);
  }

  @Test
  void withoutRollbackWhatFailedStaysWhereItIs() {
    Course course = Course.of(keepingWhatFails()).toSettled().sees(done().firing("errors"));

    assertThat(course.sees(done()).phase()).isEqualTo(Phase.HALTED);
    assertThat(course.deployment().stance()).isEqualTo(Stance.Phase.SWITCHED);
    assertThat(course.later(Duration.ofDays(3)).sees(done()).phase()).isEqualTo(Phase.HALTED);
  }

  @Test
  void withoutRollbackAPersonStillTakesBack() {
    Course course = Course.of(keepingWhatFails()).to(Phase.BAKING).sees(seen().asked(Verb.ABORT));

    assertThat(course.sees(seen()).phase()).isEqualTo(Phase.ROLLING_BACK);
  }

  @Test
  void whatWasHaltedIsTriedAgainAsANewDeployment() {
    Course course = Course.of(keepingWhatFails()).toTripped().to(Phase.HALTED);

    assertThat(course.sees(done().asked(Verb.RETRY)).phase()).isEqualTo(Phase.SUPERSEDED);
  }

  @Test
  void aFixTakesThePlaceOfWhatWasHalted() {
    Course course = Course.of(keepingWhatFails()).toTripped().to(Phase.HALTED);

    assertThat(course.sees(done().wanted(Wanted.ANOTHER)).phase()).isEqualTo(Phase.SUPERSEDED);
  }

  @Test
  void aChangeDoesNotBeginBeforeItsHookHasAnswered() {
    Course course = Course.ofChange().to(Phase.VALIDATING);

    assertThat(course.sees(seen().hooks(ASKED)).phase()).isEqualTo(Phase.VALIDATING);
    assertThat(course.sees(seen()).phase()).isEqualTo(Phase.PROVISIONING);
  }

  @Test
  void aRevertTakesBackWhatWasHaltedAndStillBlamesIt() {
    Course course = Course.of(keepingWhatFails()).toTripped().to(Phase.HALTED);

    course.sees(done().wanted(Wanted.RUNNING));

    assertThat(course.phase()).isEqualTo(Phase.ROLLING_BACK);
    assertThat(course.cause()).isEqualTo(Cause.ALARM_FIRED);
  }

  @Test
  void anAbortTakesBackWhatWasHalted() {
    Course course = Course.of(keepingWhatFails()).toTripped().to(Phase.HALTED);

    course.sees(done().asked(Verb.ABORT));

    assertThat(course.phase()).isEqualTo(Phase.ROLLING_BACK);
    assertThat(course.cause()).isEqualTo(Cause.ALARM_FIRED);
  }

  @Test
  void nothingIsTakenBackToWhatHasNoReadyInstanceAnyMore() {
    Course course = Course.ofChange().toTripped();

    course.sees(seen().instances(DESERTED));
    assertThat(course.phase()).isEqualTo(Phase.HALTED);
    assertThat(course.sees(seen().instances(DESERTED)).phase()).isEqualTo(Phase.HALTED);

    assertThat(course.sees(seen()).phase()).isEqualTo(Phase.ROLLING_BACK);
  }

  @Test
  void aPersonTakesBackEvenToWhatHasNoReadyInstance() {
    Course course = Course.ofChange().to(Phase.BAKING).sees(seen().asked(Verb.ABORT));

    assertThat(course.sees(seen().instances(DESERTED)).phase()).isEqualTo(Phase.ROLLING_BACK);
  }
}
