package io.vpcmesh.deployment;

import static io.vpcmesh.deployment.PolicyFixture.keepingWhatFails;
import static io.vpcmesh.deployment.SignalsFixture.done;
import static io.vpcmesh.deployment.SignalsFixture.seen;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import io.vpcmesh.deployment.Changes.Quarantined;
import io.vpcmesh.deployment.Changes.Rollback;
import io.vpcmesh.deployment.Signals.Hooks;
import io.vpcmesh.deployment.Signals.Work;
import io.vpcmesh.model.DeploymentPolicy;
import io.vpcmesh.model.Snapshot;
import io.vpcmesh.model.Stance;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which deployments there are, and what follows from their ends. */
class RolloutsTest {

  @Test
  void aNewHashBeginsADeploymentAndFinalizingMakesItRun() {
    Life life = Life.running("a").declares("b");

    life.sees(done());
    assertThat(life.rollout().stance().phase()).isEqualTo(Stance.Phase.WIDENED);
    assertThat(life.runs()).isEqualTo("a");

    life.settles();
    assertThat(life.rollout().running()).contains(new Snapshot<>(2, "b", 2, "b"));
    assertThat(life.rollout().stance()).isEqualTo(Stance.atRest(life.rollout().running()));
    assertThat(life.phase()).isEqualTo(Phase.COMPLETED);
    assertThat(life.changes().former()).contains(new Snapshot<>(1, "a", 1, "a"));
  }

  @Test
  void theTargetRunsFromFinalizingOn() {
    Life life = Life.running("a").declares("b").goesOn().goesOn().goesOn();
    assertThat(life.phase()).isEqualTo(Phase.BAKING);
    assertThat(life.runs()).isEqualTo("a");

    life.goesOn();

    assertThat(life.phase()).isEqualTo(Phase.FINALIZING);
    assertThat(life.runs()).isEqualTo("b");
  }

  @Test
  void theSameHashIsNoChange() {
    Life life = Life.running("a");
    Rollout<String> before = life.rollout();

    life.sees(seen());

    assertThat(life.rollout()).isEqualTo(before);
    assertThat(life.message()).isEmpty();
  }

  @Test
  void dataFlowsIntoWhatRunsAndIntoWhatShallRun() {
    Life life = Life.running("a").declares("a", "more instances").sees(done());

    assertThat(life.rollout().running()).contains(new Snapshot<>(1, "a", 2, "more instances"));

    life.declares("b").sees(done()).declares("b", "fewer instances").sees(seen());

    assertThat(life.changes().change().orElseThrow().target())
        .isEqualTo(new Snapshot<>(2, "b", 4, "fewer instances"));
    assertThat(life.rollout().running()).contains(new Snapshot<>(1, "a", 2, "more instances"));
  }

  @Test
  void whoeverSaysThatAStepIsOverBeforeThatCanBeIsHeardLater() {
    Life life = Life.running("a").under(PolicyFixture.waitingForPerson()).declares("b");
    life.goesOn().goesOn();
    assertThat(life.phase()).isEqualTo(Phase.PROGRESSING);

    life.asks(Verb.PROMOTE, "1").sees(done().unreadable("errors"));
    assertThat(life.phase()).isEqualTo(Phase.PROGRESSING);

    assertThat(life.sees(done()).phase()).isEqualTo(Phase.BAKING);
    assertThat(life.changes().handled()).containsEntry(Verb.PROMOTE, "1");
  }

  @Test
  void whatFailsIsTakenBackAndNotTriedAgain() {
    Life life = Life.running("a").declares("b").fails();
    final Instant tripped = life.now();

    life.later(Duration.ofSeconds(5)).settles();

    assertThat(life.runs()).isEqualTo("a");
    assertThat(life.phase()).isEqualTo(Phase.ROLLED_BACK);
    Instant over = tripped.plusSeconds(5 + 120);
    assertThat(life.changes().lastRollback())
        .contains(
            new Rollback(
                2, 1, Cause.ALARM_FIRED, "alarm errors fires", over, Duration.ofSeconds(125)));
    assertThat(life.rollout().quarantined("b"))
        .contains(new Quarantined("b", 2, Cause.ALARM_FIRED, over));

    life.declares("b").settles();
    assertThat(life.changes().revisions()).isEqualTo(2);
  }

  @Test
  void whatFailedIsNotTriedAgainAfterSomethingElse() {
    Life life = Life.running("a").declaresBad("b").declares("a").settles().declares("b").settles();

    assertThat(life.runs()).isEqualTo("a");
    assertThat(life.changes().revisions()).isEqualTo(2);
  }

  @Test
  void aRollbackGoesToTheNewestThatWasCompleted() {
    Life life = Life.running("a").declares("b").settles().declaresBad("c").declaresBad("d");

    assertThat(life.changes().lastRollback().orElseThrow().to()).isEqualTo(2);
    assertThat(life.runs()).isEqualTo("b");
  }

  @Test
  void somebodyMayAskForItToBeTriedAgain() {
    Life life = Life.running("a").declaresBad("b").asks(Verb.RETRY, "1").settles();

    assertThat(life.runs()).isEqualTo("b");
    assertThat(life.deployment().trigger()).isEqualTo(new Trigger(Trigger.Kind.RETRY, "kubectl"));
    assertThat(life.deployment().revision()).isEqualTo(3);
    assertThat(life.changes().quarantine()).isEmpty();
  }

  @Test
  void aTokenIsHandledOnce() {
    Life life = Life.running("a").declaresBad("b").asks(Verb.RETRY, "1").fails().settles();

    life.settles();

    assertThat(life.changes().handled()).isEqualTo(ImmutableSortedMap.of(Verb.RETRY, "1"));
    assertThat(life.changes().revisions()).isEqualTo(3);
    assertThat(life.runs()).isEqualTo("a");
  }

  @Test
  void aRevertInMidFlightMayBeDeclaredAgain() {
    Life life = Life.running("a").declares("b").sees(done()).declares("a").settles();

    assertThat(life.phase()).isEqualTo(Phase.ROLLED_BACK);
    assertThat(life.changes().quarantine()).isEmpty();
    assertThat(life.declares("b").settles().runs()).isEqualTo("b");
  }

  @Test
  void aFixTakesThePlaceOfWhatIsUnderWay() {
    Life life = Life.running("a").declares("b").sees(done()).declares("c").sees(done());

    assertThat(life.deployment().hash()).isEqualTo("c");
    assertThat(life.changes().past())
        .extracting(Deployment::phase)
        .containsExactly(Phase.COMPLETED, Phase.SUPERSEDED);
    assertThat(life.settles().runs()).isEqualTo("c");
  }

  @Test
  void aFixWaitsForARollback() {
    Life life = Life.running("a").declares("b").fails().declares("c").sees(seen()).sees(seen());

    assertThat(life.phase()).isEqualTo(Phase.ROLLING_BACK);
    assertThat(life.settles().runs()).isEqualTo("c");
    assertThat(life.rollout().quarantined("b")).isPresent();
  }

  @Test
  void abortWithNothingUnderWayIsANoOp() {
    Life life = Life.running("a").declares("b").settles();
    Rollout<String> before = life.rollout();

    life.asks(Verb.ABORT, "1").settles();

    assertThat(life.rollout().running()).isEqualTo(before.running());
    assertThat(life.rollout().deployment()).isEqualTo(before.deployment());
    assertThat(life.changes().quarantine()).isEmpty();
    assertThat(life.changes().lastRollback()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatWasAskedBeforeAResourceWasSeenIsNotDone(Verb verb) {
    Life life = new Life().declares("a").asks(verb, "1").settles();

    assertThat(life.runs()).isEqualTo("a");
    assertThat(life.phase()).isEqualTo(Phase.COMPLETED);
    assertThat(life.changes().handled()).containsExactly(Map.entry(verb, "1"));
  }

  @Test
  void whatIsAskedOfAFirstDeploymentThatWasSeenIsDone() {
    Life life = new Life().declares("a").asks(Verb.ABORT, "old").sees(seen());

    life.asks(Verb.ABORT, "new").settles();

    assertThat(life.rollout().running()).isEmpty();
    assertThat(life.rollout().quarantined("a").orElseThrow().cause()).isEqualTo(Cause.ABORTED);
  }

  @Test
  void whatIsAbortedIsNotTriedAgain() {
    Life life = Life.running("a").declares("b").sees(done()).asks(Verb.ABORT, "1").settles();

    assertThat(life.runs()).isEqualTo("a");
    assertThat(life.rollout().quarantined("b").orElseThrow().cause()).isEqualTo(Cause.ABORTED);
  }

  @Test
  void undoGoesBackAndWhatIsDeclaredDoesNotComeBackByItself() {
    Life life = Life.running("a").declares("b").settles().asks(Verb.UNDO, "1").settles();

    assertThat(life.runs()).isEqualTo("a");
    assertThat(life.rollout().running().orElseThrow().number()).isEqualTo(3);
    assertThat(life.deployment().trigger().kind()).isEqualTo(Trigger.Kind.UNDO);
    assertThat(life.rollout().quarantined("b").orElseThrow().cause()).isEqualTo(Cause.UNDONE);
    assertThat(life.changes().former().orElseThrow().hash()).isEqualTo("b");
  }

  @Test
  void undoTwiceIsWhereItBegan() {
    Life life = Life.running("a").declares("b").settles().asks(Verb.UNDO, "1").settles();

    life.asks(Verb.UNDO, "2").settles();

    assertThat(life.runs()).isEqualTo("b");
  }

  @Test
  void retryComesBackFromAnUndo() {
    Life life = Life.running("a").declares("b").settles().asks(Verb.UNDO, "1").settles();

    life.asks(Verb.RETRY, "1").settles();

    assertThat(life.runs()).isEqualTo("b");
    assertThat(life.changes().quarantine()).isEmpty();
  }

  @Test
  void nothingCanBeUndoneThatHasNoFormer() {
    Life life = Life.running("a").asks(Verb.UNDO, "1").settles();

    assertThat(life.changes().revisions()).isEqualTo(1);
    assertThat(life.changes().quarantine()).isEmpty();
  }

  @Test
  void aFirstDeploymentThatFailsIsWithdrawn() {
    Life life = new Life().declares("a").sees(done());
    assertThat(life.rollout().stance().phase()).isEqualTo(Stance.Phase.SWITCHED);

    life.later(Duration.ofMinutes(10))
        .sees(seen().fault("orders/10-0-1-4", Cause.AWS_ACCESS_DENIED))
        .settles();

    assertThat(life.rollout().isWithdrawn()).isTrue();
    assertThat(life.rollout().stance()).isEqualTo(Stance.nothing());
    assertThat(life.declares("b").settles().runs()).isEqualTo("b");
  }

  @Test
  void whatIsRejectedWaitsAndNothingElseBegins() {
    Work refused = new Work.Refused(Cause.AWS_INVALID_REQUEST, "RecordTypeMismatch", "no");
    Life life = Life.running("a").declares("b").sees(seen().work(refused));

    life.sees(seen().work(refused));

    assertThat(life.phase()).isEqualTo(Phase.REJECTED);
    assertThat(life.message()).contains("no");
    assertThat(life.changes().quarantine()).isEmpty();
    assertThat(life.changes().revisions()).isEqualTo(2);
    assertThat(life.settles().runs()).isEqualTo("b");
  }

  @Test
  void whatCannotBeReadAnyMoreIsNotTakenBackForThat() {
    Life life = Life.running("a").declares("b").sees(done()).isUnreadable().settles();

    assertThat(life.runs()).isEqualTo("b");
  }

  @Test
  void whatIsDeletedBeginsNothing() {
    Life life = Life.running("a").declares("b").sees(done()).isDeleted().settles();

    assertThat(life.phase()).isEqualTo(Phase.SUPERSEDED);
    assertThat(life.rollout().stance().target()).isEmpty();
    assertThat(life.declares("c").settles().changes().revisions()).isEqualTo(2);
  }

  @Test
  void haltedChangesHoldUntilSomethingElseIsDeclared() {
    Life life = Life.running("a").under(keepingWhatFails()).declaresBad("b");

    assertThat(life.phase()).isEqualTo(Phase.HALTED);
    assertThat(life.rollout().stance().phase()).isEqualTo(Stance.Phase.WIDENED);
    assertThat(life.declares("c").settles().runs()).isEqualTo("c");
  }

  @Test
  void haltedChangesAreTriedAgainWhenSomebodyAsks() {
    Life life = Life.running("a").under(keepingWhatFails()).declaresBad("b");

    life.asks(Verb.RETRY, "1").settles();

    assertThat(life.runs()).isEqualTo("b");
    assertThat(life.changes().revisions()).isEqualTo(3);
  }

  @Test
  void whereNothingWasEverADeploymentNumbersGoOnFromWhatRuns() {
    Rollout<String> old = Rollout.of(Optional.of(new Snapshot<>(7, "a", 1, "a")), Optional.empty());

    assertThat(old.changes().revisions()).isEqualTo(7);
    assertThat(old.stance()).isEqualTo(Stance.atRest(old.running()));
  }

  @Test
  void noMoreOfThePastIsKeptThanWanted() {
    Life life = Life.running("a");

    for (String hash : ImmutableList.of("b", "c", "d", "e", "f", "g")) {
      life.declares(hash).settles();
    }

    assertThat(life.changes().past())
        .extracting(Deployment::revision)
        .containsExactly(4L, 5L, 6L)
        .hasSize(DeploymentPolicy.DEFAULT.historyLimit());
    assertThat(life.deployment().revision()).isEqualTo(7);
  }

  @Test
  void anAbortTakesBackOneChangeAndNotItsSuccessor() {
    Life life = Life.running("a").declares("b").sees(seen().noPlace());

    life.declares("c").asks(Verb.ABORT, "1").settles();

    assertThat(life.rollout().quarantined("b")).isPresent();
    assertThat(life.runs()).isEqualTo("c");
  }

  @Test
  void aHookIsAskedAgainOnceForOneRetry() {
    Hooks objects = new Hooks.Failed("qa", "not on a Friday");
    Life life = Life.running("a").declares("b").sees(seen().hooks(objects));

    life.asks(Verb.RETRY, "1").sees(seen().hooks(objects));

    assertThat(life.phase()).isEqualTo(Phase.REJECTED);
    assertThat(life.looks()).isEqualTo(3);
    assertThat(life.changes().revisions()).isEqualTo(2);
  }

  @Test
  void aTokenThatWasTakenAwayAndComesBackIsNotHandledAgain() {
    Life life = Life.running("a").declares("b").settles().asks(Verb.UNDO, "1").settles();

    life.asksNoMore(Verb.UNDO).asks(Verb.PAUSE, "1").settles().asks(Verb.UNDO, "1").settles();

    assertThat(life.runs()).isEqualTo("a");
    assertThat(life.changes().handled())
        .isEqualTo(ImmutableSortedMap.of(Verb.UNDO, "1", Verb.PAUSE, "1"));
  }

  @Test
  void whatWasHaltedIsNotTriedAgainAfterItsFix() {
    Life life = Life.running("a").under(keepingWhatFails()).declaresBad("b");

    life.declares("c").settles().declares("b").settles();

    assertThat(life.runs()).isEqualTo("c");
    assertThat(life.rollout().quarantined("b").orElseThrow().cause()).isEqualTo(Cause.ALARM_FIRED);
  }

  @Test
  void whatCouldNotBeTakenBackIsNotTriedAgainAfterItsFix() {
    Life life = Life.running("a").declares("b").fails().sees(seen());
    life.sees(seen().fault("rule 80", Cause.AWS_ACCESS_DENIED));

    life.declares("c").settles().declares("b").settles();

    assertThat(life.runs()).isEqualTo("c");
    assertThat(life.rollout().quarantined("b").orElseThrow().cause()).isEqualTo(Cause.ALARM_FIRED);
  }

  @Test
  void aRevertOfWhatWasHaltedDoesNotMakeItGood() {
    Life life = Life.running("a").under(keepingWhatFails()).declaresBad("b");

    life.declares("a").settles().declares("b").settles();

    assertThat(life.phase()).isEqualTo(Phase.ROLLED_BACK);
    assertThat(life.changes().revisions()).isEqualTo(2);
  }

  @Test
  void undoIsNotHeardWhileAnotherChangeIsOnHold() {
    Life life = Life.running("a").declares("b").settles().under(keepingWhatFails());
    life.declaresBad("c");

    life.asks(Verb.UNDO, "1").settles();

    assertThat(life.phase()).isEqualTo(Phase.HALTED);
    assertThat(life.changes().revisions()).isEqualTo(3);
    assertThat(life.rollout().quarantined("b")).isEmpty();
  }

  @Test
  void anUndoThatFailsLeavesWhatRunsWithoutBlame() {
    Life life = Life.running("a").declares("b").settles().asks(Verb.UNDO, "1").fails().settles();

    assertThat(life.runs()).isEqualTo("b");
    assertThat(life.rollout().quarantined("b")).isEmpty();
    assertThat(life.rollout().quarantined("a")).isPresent();
    assertThat(life.declares("c").settles().declares("b").settles().runs()).isEqualTo("b");
  }

  @Test
  void whatRunsIsKeptHoweverManyFailSince() {
    Life life = Life.running("a");

    for (String hash : ImmutableList.of("b", "c", "d", "e", "f")) {
      life.declaresBad(hash);
    }

    assertThat(life.changes().past())
        .extracting(Deployment::revision)
        .containsExactly(1L, 3L, 4L, 5L);
  }

  @Test
  void anUndoBeginsWithTheNewestDataOfWhatItGoesBackTo() {
    Life life = Life.running("a").declares("b").settles().asks(Verb.UNDO, "1").settles();

    life.declares("b", "more instances").asks(Verb.UNDO, "2").sees(done());

    assertThat(life.rollout().stance().other())
        .contains(new Snapshot<>(4, "b", 3, "more instances"));
  }
}
