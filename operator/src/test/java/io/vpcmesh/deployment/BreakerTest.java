package io.vpcmesh.deployment;

import static io.vpcmesh.deployment.Course.START;
import static io.vpcmesh.deployment.PolicyFixture.neverForgetting;
import static io.vpcmesh.deployment.PolicyFixture.waitingForPerson;
import static io.vpcmesh.deployment.PolicyFixture.withoutBreaker;
import static io.vpcmesh.deployment.SignalsFixture.SIX;
import static io.vpcmesh.deployment.SignalsFixture.done;
import static io.vpcmesh.deployment.SignalsFixture.seen;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.deployment.Signals.Hooks;
import io.vpcmesh.deployment.Signals.Instances;
import io.vpcmesh.deployment.Signals.Work;
import io.vpcmesh.model.DeploymentPolicy;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What trips a deployment, and what does not. */
class BreakerTest {

  private static final Duration BAKE = DeploymentPolicy.DEFAULT.bakeTime();
  private static final Duration DEADLINE = DeploymentPolicy.DEFAULT.progressDeadline();
  private static final Hooks OBJECTS = new Hooks.Failed("qa", "not on a Friday");

  @ParameterizedTest
  @EnumSource(names = {"PROVISIONING", "PROGRESSING", "BAKING"})
  void threeOfSixInstancesThatTurnUnhealthyTripTheBreaker(Phase phase) {
    Course course = Course.ofChange().to(phase).sees(done().unhealthy("i-1", "i-2", "i-3"));

    assertThat(course.phase()).isEqualTo(Phase.TRIPPED);
    assertThat(course.cause()).isEqualTo(Cause.INSTANCES_UNHEALTHY);
    assertThat(course.message())
        .isEqualTo(
            "instances were healthy before and are not: 3 of 6, i-1 among them; the threshold is"
                + " 3");
  }

  @Test
  void twoDoNot() {
    Course course = Course.ofChange().to(Phase.BAKING).sees(done().unhealthy("i-1", "i-2"));

    assertThat(course.phase()).isEqualTo(Phase.BAKING);
    assertThat(course.deployment().failureCount()).isEqualTo(2);
  }

  @Test
  void whatIsWellAgainCountsNoMore() {
    Course course = Course.ofChange().to(Phase.BAKING).sees(seen().unhealthy("i-1", "i-2"));

    course.sees(seen().unhealthy("i-3"));

    assertThat(course.phase()).isEqualTo(Phase.BAKING);
    assertThat(course.deployment().failureCount()).isEqualTo(1);
  }

  @Test
  void whatIsWellAgainGoesOnCountingIfThePolicySaysSo() {
    Course course = Course.of(neverForgetting()).to(Phase.BAKING);

    course.sees(seen().unhealthy("i-1", "i-2")).sees(seen().unhealthy("i-3"));

    assertThat(course.phase()).isEqualTo(Phase.TRIPPED);
    assertThat(course.cause()).isEqualTo(Cause.INSTANCES_UNHEALTHY);
  }

  @Test
  void theSameInstanceCountsOnce() {
    Course course = Course.of(neverForgetting()).to(Phase.BAKING);

    for (int i = 0; i < 5; i++) {
      course.sees(seen().unhealthy("i-1", "i-2")).sees(seen());
    }

    assertThat(course.phase()).isEqualTo(Phase.BAKING);
    assertThat(course.deployment().failureCount()).isEqualTo(2);
  }

  @Test
  void instancesThatWereBrokenBeforeNeverCount() {
    Course course = Course.ofChange().to(Phase.VALIDATING);
    course.sees(seen().unhealthy("i-1", "i-2", "i-3"));

    course.to(Phase.BAKING).sees(seen().unhealthy("i-1", "i-2", "i-3", "i-4"));

    assertThat(course.phase()).isEqualTo(Phase.BAKING);
    assertThat(course.deployment().failureCount()).isEqualTo(1);
  }

  @Test
  void anInstanceThatCameLaterAndWasHealthyCounts() {
    Course course = Course.ofChange().to(Phase.BAKING);
    ImmutableSet<String> late = ImmutableSet.of("i-7", "i-8", "i-9");

    course.sees(seen().instances(new Instances(ImmutableSet.of("i-1"), late, late)));

    assertThat(course.phase()).isEqualTo(Phase.TRIPPED);
  }

  @Test
  void anInstanceThatIsNotHealthyYetDoesNotCount() {
    Course course = Course.ofChange().to(Phase.BAKING);
    ImmutableSet<String> late = ImmutableSet.of("i-7", "i-8", "i-9", "i-10", "i-11", "i-12");

    course.sees(seen().instances(new Instances(SIX, late, ImmutableSet.of())));

    assertThat(course.phase()).isEqualTo(Phase.BAKING);
  }

  @Test
  void changesThatAwsTookOnAndDidNotMakeTripTheBreaker() {
    Course course = Course.ofChange().to(Phase.BAKING);

    assertThat(course.sees(seen().operations(4, "register i-1")).phase()).isEqualTo(Phase.BAKING);
    assertThat(course.sees(seen().operations(4, "register i-1", "register i-2")).phase())
        .isEqualTo(Phase.TRIPPED);
    assertThat(course.cause()).isEqualTo(Cause.OPERATIONS_FAILED);
  }

  @Test
  void causesAreNotAddedUp() {
    Course course = Course.ofChange().to(Phase.BAKING);

    course.sees(seen().unhealthy("i-1", "i-2").operations(4, "register i-1"));

    assertThat(course.phase()).isEqualTo(Phase.BAKING);
  }

  @ParameterizedTest
  @EnumSource(names = {"AWS_ACCESS_DENIED", "AWS_QUOTA_EXCEEDED", "AWS_INVALID_REQUEST"})
  void oneErrorThatDoesNotPassIsEnough(Cause cause) {
    Course course = Course.ofChange().to(Phase.PROVISIONING).sees(seen().fault("rule 80", cause));

    assertThat(course.phase()).isEqualTo(Phase.TRIPPED);
    assertThat(course.cause()).isEqualTo(cause);
    assertThat(course.message()).isEqualTo("rule 80 is refused");
  }

  @Test
  void anErrorThatWasThereBeforeIsIgnored() {
    Course course = Course.ofChange().to(Phase.VALIDATING);
    course.sees(seen().fault("rule 80", Cause.AWS_ACCESS_DENIED));

    course.sees(done().fault("rule 80", Cause.AWS_ACCESS_DENIED));

    assertThat(course.phase()).isEqualTo(Phase.PROGRESSING);
  }

  @ParameterizedTest
  @EnumSource(names = {"PROVISIONING", "PROGRESSING", "BAKING"})
  void anAlarmThatFiresTripsTheBreaker(Phase phase) {
    Course course = Course.ofChange().to(phase).sees(done().firing("errors"));

    assertThat(course.phase()).isEqualTo(Phase.TRIPPED);
    assertThat(course.cause()).isEqualTo(Cause.ALARM_FIRED);
    assertThat(course.message()).isEqualTo("alarm errors fires");
  }

  @Test
  void anAlarmThatFiredBeforeIsIgnored() {
    Course course = Course.ofChange().to(Phase.VALIDATING).sees(seen().firing("latency"));

    assertThat(course.sees(done().firing("latency")).phase()).isEqualTo(Phase.PROGRESSING);
    assertThat(course.sees(done().firing("errors", "latency")).phase()).isEqualTo(Phase.TRIPPED);
  }

  @ParameterizedTest
  @EnumSource(names = {"PROGRESSING", "BAKING"})
  void aHookThatObjectsTripsTheBreaker(Phase phase) {
    Course course = Course.ofChange().to(phase).sees(done().hooks(OBJECTS));

    assertThat(course.phase()).isEqualTo(Phase.TRIPPED);
    assertThat(course.cause()).isEqualTo(Cause.HOOK_FAILED);
  }

  @Test
  void whatIsBadIsBadAlsoWhilePaused() {
    Course course = Course.ofChange().to(Phase.BAKING).sees(done().firing("errors").paused());

    assertThat(course.phase()).isEqualTo(Phase.TRIPPED);
  }

  @Test
  void noPersonPromotesWhatIsBad() {
    Course course = Course.ofChange().toSettled();

    course.sees(done().firing("errors").asked(Verb.PROMOTE));

    assertThat(course.phase()).isEqualTo(Phase.TRIPPED);
  }

  @Test
  void throttlingOnlyHolds() {
    Course course = Course.ofChange().to(Phase.PROVISIONING);

    course.later(DEADLINE.minusNanos(1)).sees(seen().work(new Work.UnderWay("throttled")));

    assertThat(course.phase()).isEqualTo(Phase.PROVISIONING);
    assertThat(course.lookAt()).isEqualTo(START.plus(DEADLINE));
  }

  @ParameterizedTest
  @EnumSource(names = {"PROVISIONING", "BAKING"})
  void theDeadlineBoundsTheWait(Phase phase) {
    Course course = Course.ofChange().to(phase).later(DEADLINE).sees(seen());

    assertThat(course.phase()).isEqualTo(Phase.TRIPPED);
    assertThat(course.cause()).isEqualTo(Cause.PROGRESS_DEADLINE_EXCEEDED);
  }

  @Test
  void whatMovesHasMoreTime() {
    Course course = Course.ofChange().to(Phase.PROVISIONING).later(DEADLINE);

    course.sees(seen().movedAt(START.plusSeconds(1)));

    assertThat(course.phase()).isEqualTo(Phase.PROVISIONING);
    assertThat(course.lookAt()).isEqualTo(START.plusSeconds(1).plus(DEADLINE));
  }

  @Test
  void whatWaitsForSomethingElseRunsNoClock() {
    Course course = Course.ofFirst(DeploymentPolicy.DEFAULT).to(Phase.PROVISIONING);

    course.later(Duration.ofDays(3)).sees(seen().work(new Work.Waiting("the first instance")));

    assertThat(course.phase()).isEqualTo(Phase.PROVISIONING);
    assertThat(course.lookAt()).isEqualTo(Instant.MAX);
  }

  @Test
  void pausesStopTheClock() {
    Course course = Course.ofChange().to(Phase.PROVISIONING);

    course.later(Duration.ofDays(3)).sees(seen().paused());
    assertThat(course.phase()).isEqualTo(Phase.PROVISIONING);

    course.sees(seen().movedAt(course.now()));
    assertThat(course.phase()).isEqualTo(Phase.PROVISIONING);
    assertThat(course.lookAt()).isEqualTo(course.now().plus(DEADLINE));
  }

  @Test
  void aPersonWhoIsWaitedForRunsNoClock() {
    Course course = Course.of(waitingForPerson()).to(Phase.PROGRESSING);

    course.later(Duration.ofDays(3)).sees(seen());

    assertThat(course.phase()).isEqualTo(Phase.PROGRESSING);
  }

  @Test
  void unknownAlarmsNeverPromote() {
    Course course = Course.ofChange().toSettled().later(BAKE);

    assertThat(course.sees(done().unreadable("errors")).phase()).isEqualTo(Phase.BAKING);
    assertThat(course.lookAt()).isEqualTo(START.plus(BAKE).plus(DEADLINE));
    assertThat(course.later(DEADLINE).sees(done().unreadable("errors")).phase())
        .isEqualTo(Phase.TRIPPED);
  }

  @Test
  void unknownInstancesNeverPromote() {
    Course course = Course.ofChange().toSettled().later(BAKE);

    assertThat(course.sees(done().healthIsUnknown()).phase()).isEqualTo(Phase.BAKING);
    assertThat(course.sees(done()).phase()).isEqualTo(Phase.FINALIZING);
  }

  @Test
  void aFirstDeploymentTripsOnNothingButItsDeadline() {
    Course course = Course.ofFirst(DeploymentPolicy.DEFAULT).to(Phase.PROVISIONING);
    Signals bad =
        seen()
            .unhealthy("i-1", "i-2", "i-3", "i-4", "i-5", "i-6")
            .fault("rule 80", Cause.AWS_ACCESS_DENIED)
            .operations(1, "register i-1")
            .firing("errors")
            .hooks(OBJECTS)
            .signals();

    Decision early = Machine.next(course.deployment(), bad, START);
    Decision late = Machine.next(course.deployment(), bad, START.plus(DEADLINE));

    assertThat(early.next().phase()).isEqualTo(Phase.PROVISIONING);
    assertThat(late.next().phase()).isEqualTo(Phase.TRIPPED);
    assertThat(late.next().remark().orElseThrow().reason()).isEqualTo("ProgressDeadlineExceeded");
  }

  @Test
  void withoutBreakerOnlyAPersonStopsADeployment() {
    Course course = Course.of(withoutBreaker()).to(Phase.PROVISIONING).later(Duration.ofDays(3));

    course.sees(seen().unhealthy("i-1", "i-2", "i-3").firing("errors"));

    assertThat(course.phase()).isEqualTo(Phase.PROVISIONING);
    assertThat(course.sees(seen().asked(Verb.ABORT)).phase()).isEqualTo(Phase.TRIPPED);
  }

  @Test
  void anAlarmThatIsGoneNeverPromotes() {
    Course course = Course.ofChange().toSettled().later(BAKE);

    assertThat(course.sees(done().missing("errors")).phase()).isEqualTo(Phase.BAKING);
    assertThat(course.message()).startsWith("CloudWatch has no alarm named errors");
    assertThat(course.sees(done()).phase()).isEqualTo(Phase.FINALIZING);
  }

  @Test
  void whatIsNotKnownHoldsAStep() {
    Course course = Course.ofChange().to(Phase.PROGRESSING);

    assertThat(course.sees(done().unreadable("errors")).phase()).isEqualTo(Phase.PROGRESSING);
    assertThat(course.sees(done().healthIsUnknown()).phase()).isEqualTo(Phase.PROGRESSING);
    assertThat(course.lookAt()).isEqualTo(START.plus(DEADLINE));
    assertThat(course.sees(done()).phase()).isEqualTo(Phase.BAKING);
  }

  @Test
  void nothingIsLookedAtForADeadlineThatIsOver() {
    Course course = Course.of(withoutBreaker()).to(Phase.PROVISIONING);

    course.later(DEADLINE).sees(seen());

    assertThat(course.lookAt()).isEqualTo(Instant.MAX);
  }

  @Test
  void failuresAreNeitherForgottenNorJudgedWhileNobodyKnows() {
    Course course = Course.of(neverForgetting()).to(Phase.BAKING).sees(seen().unhealthy("i-1"));

    course.sees(seen().healthIsUnknown());

    assertThat(course.phase()).isEqualTo(Phase.BAKING);
    assertThat(course.deployment().failureCount()).isEqualTo(1);
  }

  @Test
  void nobodyIsWellAgainBecauseNobodyKnows() {
    Course course = Course.ofChange().to(Phase.BAKING).sees(seen().unhealthy("i-1"));

    course.sees(seen().healthIsUnknown()).sees(seen().unhealthy("i-1"));

    assertThat(course.deployment().failureCount()).isEqualTo(1);
    assertThat(course.deployment().evidence()).hasSize(1);
  }

  @Test
  void withoutBreakerAFirstDeploymentHasAllTheTimeThereIs() {
    Course course = Course.ofFirst(withoutBreaker()).to(Phase.PROVISIONING);

    course.later(Duration.ofDays(3)).sees(seen());

    assertThat(course.phase()).isEqualTo(Phase.PROVISIONING);
  }

  @Test
  void whatTrippedItIsAmongTheEvidence() {
    Course course = Course.ofChange().to(Phase.BAKING).sees(done().firing("errors"));

    assertThat(course.deployment().evidence())
        .containsExactly(
            new Evidence(Cause.ALARM_FIRED, "errors", "alarm errors fires", course.now()));
  }
}
