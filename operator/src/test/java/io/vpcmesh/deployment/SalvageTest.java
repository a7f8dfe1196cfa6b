package io.vpcmesh.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.deployment.Changes.Quarantined;
import io.vpcmesh.deployment.Deployment.Remark;
import io.vpcmesh.deployment.Recorded.Told;
import io.vpcmesh.model.DeploymentPolicy;
import io.vpcmesh.model.Snapshot;
import io.vpcmesh.model.Stance;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What runs, and what must not, as records tell when the journal is lost. */
class SalvageTest {

  private static final String UID = "uid-1";
  private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");
  private static final Instant THEN = Instant.parse("2026-10-01T08:00:00Z");

  @Test
  void withoutRecordsNothingIsKnown() {
    assertThat(salvage(List.of())).isEmpty();
  }

  @Test
  void theNewestThatWasCompletedRuns() {
    Rollout<String> found = found(completed(1, "a"), completed(2, "b"));

    assertThat(found.running()).contains(new Snapshot<>(2, "b", 2, "spec b"));
    assertThat(found.changes().former()).contains(new Snapshot<>(1, "a", 1, "spec a"));
    assertThat(found.stance()).isEqualTo(Stance.atRest(found.running()));
    assertThat(found.underWay()).isEmpty();
    assertThat(found.changes().quarantine()).isEmpty();
    assertThat(found.changes().revisions()).isEqualTo(2);
  }

  @Test
  void whatWasTakenBackStaysSoAndKeepsItsReason() {
    Rollout<String> found =
        found(completed(1, "a"), told(2, "b", Phase.ROLLED_BACK, Cause.ALARM_FIRED.spelled()));

    assertThat(found.running().map(Snapshot::number)).contains(1L);
    assertThat(phase(found)).isEqualTo(Phase.ROLLED_BACK);
    assertThat(found.changes().quarantine())
        .containsExactly(new Quarantined("b", 2, Cause.ALARM_FIRED, THEN));
  }

  @Test
  void whatWasUnderWayIsTakenBackForThatItsStateIsLost() {
    for (Phase phase : Phase.values()) {
      if (phase.isOver() && phase != Phase.HALTED && phase != Phase.COMPLETED) {
        continue;
      }
      Rollout<String> found = found(completed(1, "a"), told(2, "b", phase, "Whatever"));

      assertThat(phase(found)).as(phase.name()).isEqualTo(Phase.ROLLING_BACK);
      assertThat(found.deployment().flatMap(Deployment::tripped))
          .contains(new Deployment.Trip(Cause.STATE_LOST, NOW));
      assertThat(found.stance()).isEqualTo(Stance.atRest(found.running()));
    }
  }

  @Test
  void ofARestoredRecordWithoutStatusTheSameIsTrue() {
    Rollout<String> found = found(completed(1, "a"), record(2, "b", false));

    assertThat(phase(found)).isEqualTo(Phase.ROLLING_BACK);
  }

  @Test
  void theMarkCountsAndNotWhatTheStatusSays() {
    Rollout<String> found =
        found(completed(1, "a"), told(2, "b", Phase.COMPLETED, "nobody marked it"));

    assertThat(found.running().map(Snapshot::number)).contains(1L);
  }

  @Test
  void whatEndedWithoutFaultMayBeTriedAgain() {
    Rollout<String> found =
        found(
            completed(1, "a"),
            told(2, "b", Phase.SUPERSEDED, "Superseded"),
            told(3, "c", Phase.REJECTED, "RecordTypeMismatch"),
            told(4, "d", Phase.ROLLED_BACK, Cause.REVERTED.spelled()));

    assertThat(found.changes().quarantine()).isEmpty();
    assertThat(found.changes().revisions()).isEqualTo(4);
  }

  @Test
  void whatFailedAndWasCompletedLaterIsGood() {
    Rollout<String> found =
        found(
            completed(1, "a"),
            told(2, "b", Phase.ROLLED_BACK, Cause.ALARM_FIRED.spelled()),
            completed(3, "b"));

    assertThat(found.running().map(Snapshot::number)).contains(3L);
    assertThat(found.changes().quarantine()).isEmpty();
  }

  @Test
  void whatAPersonUndidDoesNotComeBackByItself() {
    Recorded<String> undo = completed(3, "a", Trigger.Kind.UNDO);

    Rollout<String> found = found(completed(1, "a"), completed(2, "b"), undo);

    assertThat(found.running().map(Snapshot::number)).contains(3L);
    assertThat(found.changes().quarantine())
        .containsExactly(new Quarantined("b", 2, Cause.UNDONE, NOW));
  }

  @Test
  void whenWhatRanCannotBeReadNothingIsTakenForIt() {
    Rollout<String> found =
        found(
            completed(1, "a"),
            completed(2, "unreadable"),
            told(3, "c", Phase.SUPERSEDED, "Superseded"));

    assertThat(found.running()).isEmpty();
    assertThat(found.stance().current()).isEmpty();
    assertThat(found.isWithdrawn()).isFalse();
    assertThat(found.quarantined("c")).isPresent();
    assertThat(found.quarantined("unreadable")).isEmpty();
    assertThat(found.remembered()).isPresent();
  }

  @Test
  void aChangeWithoutTheRecordOfWhatRanBeforeIsNoFirstOne() {
    Rollout<String> found = found(told(2, "b", Phase.BAKING, "Baking"));

    assertThat(found.running()).isEmpty();
    assertThat(found.quarantined("b").map(Quarantined::cause)).contains(Cause.STATE_LOST);
    assertThat(found.changes().revisions()).isEqualTo(2);
  }

  @Test
  void twoRecordsOfOneNumberSayNothing() {
    Rollout<String> found = found(completed(1, "a"), completed(1, "b"));

    assertThat(found.running()).isEmpty();
  }

  @Test
  void aFirstDeploymentThatWasUnderWayBeginsAnewUnderAnotherNumber() {
    Rollout<String> found = found(first(Phase.PROVISIONING, "Provisioning"));

    assertThat(found.running()).isEmpty();
    assertThat(found.changes().quarantine()).isEmpty();
    assertThat(found.isWithdrawn()).isFalse();
    assertThat(found.remembered()).isPresent();
    assertThat(found.changes().revisions()).isEqualTo(1);
  }

  @Test
  void aFirstDeploymentThatWasWithdrawnStaysWithdrawn() {
    Rollout<String> found = found(first(Phase.ROLLED_BACK, Cause.AWS_ACCESS_DENIED.spelled()));

    assertThat(found.quarantined("a").map(Quarantined::cause)).contains(Cause.AWS_ACCESS_DENIED);
    // Nothing is taken out of AWS because a record says so.
    assertThat(found.isWithdrawn()).isFalse();
  }

  @Test
  void recordsOfAFormerLifeAndOddNumbersAreLeftOut() {
    Recorded<String> former = owned("uid-0", record(7, "x", true));
    Recorded<String> mine = owned(UID, completed(1, "a"));

    Rollout<String> found =
        found(former, mine, record(Long.MAX_VALUE, "y", true), record(-1, "z", true));

    assertThat(found.running().map(Snapshot::number)).contains(1L);
    assertThat(found.changes().revisions()).isEqualTo(1);
  }

  @Test
  void whatWasAskedForBeforeCountsAsDone() {
    assertThat(found(completed(1, "a")).changes().handled())
        .containsExactly(Map.entry(Verb.UNDO, "1"));
  }

  // The array is only read.
  @SafeVarargs
  @SuppressWarnings("varargs")
  private static Rollout<String> found(Recorded<String>... records) {
    return salvage(List.of(records)).orElseThrow();
  }

  private static Optional<Rollout<String>> salvage(List<Recorded<String>> records) {
    return new Salvage<String>(
            record -> record.spec().filter(spec -> !spec.contains("unreadable")),
            DeploymentPolicy.DEFAULT,
            ImmutableMap.of(Verb.UNDO, "1"),
            NOW)
        .of(UID, records);
  }

  private static Phase phase(Rollout<String> found) {
    return found.deployment().orElseThrow().phase();
  }

  private static Recorded<String> completed(long revision, String hash) {
    return completed(revision, hash, Trigger.Kind.APPLY);
  }

  private static Recorded<String> completed(long revision, String hash, Trigger.Kind kind) {
    return with(revision, hash, true, kind, Optional.empty());
  }

  private static Recorded<String> record(long revision, String hash, boolean completed) {
    return with(revision, hash, completed, Trigger.Kind.APPLY, Optional.empty());
  }

  private static Recorded<String> told(long revision, String hash, Phase phase, String reason) {
    return with(revision, hash, false, Trigger.Kind.APPLY, Optional.of(told(phase, reason)));
  }

  private static Recorded<String> first(Phase phase, String reason) {
    return told(1, "a", phase, reason);
  }

  private static Told told(Phase phase, String reason) {
    return new Told(
        phase, Optional.of(new Remark(reason, "as it was")), THEN, THEN, ImmutableList.of());
  }

  private static Recorded<String> owned(String uid, Recorded<String> it) {
    return new Recorded<>(
        Optional.of(uid),
        it.revision(),
        it.hash(),
        it.generation(),
        it.spec(),
        it.completed(),
        it.source(),
        it.trigger(),
        it.told());
  }

  private static Recorded<String> with(
      long revision, String hash, boolean completed, Trigger.Kind kind, Optional<Told> told) {
    return new Recorded<>(
        Optional.empty(),
        revision,
        hash,
        revision,
        Optional.of("spec " + hash),
        completed,
        revision > 1 ? Optional.of(revision - 1) : Optional.empty(),
        new Trigger(kind, ""),
        told);
  }
}
