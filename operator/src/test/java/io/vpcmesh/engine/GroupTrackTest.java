package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.engine.EndpointJournal.GroupRef;
import io.vpcmesh.firewall.GroupFacts;
import io.vpcmesh.firewall.KnownGroup;
import io.vpcmesh.model.Identity.Standing;
import io.vpcmesh.model.SecurityGroupId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is read of a group is believed when it is more likely true than old. */
class GroupTrackTest {

  private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");
  private static final SecurityGroupId ID = new SecurityGroupId("sg-0a1b2c3d");
  private static final GroupRef REF =
      new GroupRef("vpc-0a", "vpcmesh-shop-orders", Optional.empty());
  private static final KnownGroup ABSENT = new KnownGroup.Absent();
  private static final KnownGroup THERE =
      new KnownGroup.Present(
          new GroupFacts(ID, REF.name(), REF.vpc(), Standing.OURS), ImmutableList.of());

  private final GroupTrack track =
      new GroupTrack(REF, false, Instant.EPOCH, NOW, Duration.ofMinutes(9));

  @Test
  void aFirstReadIsBelieved() {
    track.read(THERE, NOW, NOW);

    assertThat(track.ledger().known()).isEqualTo(THERE);
    assertThat(track.ref().id()).contains(ID);
    assertThat(track.readDue(false, NOW)).isFalse();
  }

  @Test
  void aReadThatSurprisesIsMadeOnceMore() {
    track.read(THERE, NOW, NOW);
    Instant audit = NOW.plus(Duration.ofMinutes(9));

    track.read(ABSENT, audit, audit);
    assertThat(track.ledger().known()).isEqualTo(THERE);
    assertThat(track.readDue(false, audit.plusSeconds(4))).isFalse();
    assertThat(track.readDue(false, audit.plusSeconds(5))).isTrue();

    track.read(ABSENT, audit.plusSeconds(5), audit.plusSeconds(5));
    assertThat(track.unproven()).contains(ID);
    assertThat(track.ledger().known()).isEqualTo(THERE);
  }

  @Test
  void aGroupThatReadsDoNotShowIsGoneWhenAwsItselfSaysSo() {
    Instant asked = vanished();

    track.proven(true, asked);
    assertThat(track.isUnread()).isTrue();
    assertThat(track.ref().id()).isEmpty();
    assertThat(track.readDue(true, asked)).isTrue();

    track.read(ABSENT, asked, asked);
    assertThat(track.gone()).isTrue();
  }

  @Test
  void aGroupThatReadsDoNotShowAndAwsDoesNotMissStaysAsItWas() {
    Instant asked = vanished();

    track.proven(false, asked);

    assertThat(track.ledger().known()).isEqualTo(THERE);
    assertThat(track.unproven()).isEmpty();
    assertThat(track.readDue(false, asked.plusSeconds(19))).isFalse();
    assertThat(track.readDue(false, asked.plusSeconds(20))).isTrue();

    Instant again = asked.plusSeconds(20);
    track.read(ABSENT, again, again);
    assertThat(track.unproven()).contains(ID);
    track.read(THERE, again.plusSeconds(1), again.plusSeconds(1));
    assertThat(track.unproven()).isEmpty();
  }

  @Test
  void anotherGroupMayHaveTheNameOfOneThatIsGone() {
    Instant asked = vanished();
    track.proven(true, asked);

    KnownGroup other =
        new KnownGroup.Present(
            new GroupFacts(
                new SecurityGroupId("sg-11111111"), REF.name(), REF.vpc(), Standing.OTHERS),
            ImmutableList.of());
    track.read(other, asked, asked);

    assertThat(track.gone()).isFalse();
    assertThat(track.ref().id()).contains(new SecurityGroupId("sg-11111111"));
  }

  /** Two reads have not shown it. */
  private Instant vanished() {
    track.read(THERE, NOW, NOW);
    Instant audit = NOW.plus(Duration.ofMinutes(9));
    track.read(ABSENT, audit, audit);
    track.read(ABSENT, audit.plusSeconds(5), audit.plusSeconds(5));
    assertThat(track.unproven()).contains(ID);
    return audit.plusSeconds(5);
  }

  @Test
  void aGroupThatNeverWasIsGoneByOneAnswer() {
    track.read(ABSENT, NOW, NOW);

    assertThat(track.gone()).isTrue();
  }

  @Test
  void aGroupThatWasJustMadeIsNotGoneBecauseAReadDoesNotShowItYet() {
    track.ledger().created(new GroupFacts(ID, REF.name(), REF.vpc(), Standing.OURS), NOW);
    track.created(ID, NOW);
    track.ledger().unknown();

    track.read(ABSENT, NOW.plusSeconds(1), NOW.plusSeconds(1));

    assertThat(track.isUnread()).isTrue();
    assertThat(track.ref().id()).contains(ID);
    assertThat(track.unproven()).isEmpty();
  }

  @Test
  void aMarkOfAnotherLifeIsARivalsWhenOursWasThere() {
    track.read(marked(Standing.FORMER), NOW, NOW);
    assertThat(standing()).isEqualTo(Standing.FORMER);
    track.ledger().claimed(ImmutableSet.of(), NOW);
    track.claimed();

    Instant audit = NOW.plus(Duration.ofMinutes(9));
    track.read(marked(Standing.FORMER), audit, audit);
    track.read(marked(Standing.FORMER), audit.plusSeconds(5), audit.plusSeconds(5));

    assertThat(standing()).isEqualTo(Standing.RIVAL);
  }

  @Test
  void aMarkOfAnotherLifeThatALaggingReadShowsIsNoRivals() {
    track.read(marked(Standing.FORMER), NOW, NOW);
    track.ledger().claimed(ImmutableSet.of(), NOW);
    track.claimed();
    track.ledger().unknown();

    track.read(marked(Standing.FORMER), NOW.plusSeconds(1), NOW.plusSeconds(1));

    assertThat(standing()).isEqualTo(Standing.FORMER);
  }

  private static KnownGroup marked(Standing standing) {
    return new KnownGroup.Present(
        new GroupFacts(ID, REF.name(), REF.vpc(), standing), ImmutableList.of());
  }

  private Standing standing() {
    return track.ledger().facts().orElseThrow().standing();
  }

  @Test
  void aSurpriseIsForgottenWhenTheGroupIsChangedMeanwhile() {
    track.read(THERE, NOW, NOW);
    Instant audit = NOW.plus(Duration.ofMinutes(9));
    track.read(ABSENT, audit, audit);
    track.ledger().closed(ImmutableSet.of(), audit.plusSeconds(2));

    track.read(ABSENT, audit.plusSeconds(5), audit.plusSeconds(5));

    assertThat(track.ledger().known()).isEqualTo(THERE);
    assertThat(track.readDue(false, audit.plusSeconds(6))).isFalse();
    assertThat(track.readDue(false, audit.plusSeconds(70))).isTrue();
  }

  @Test
  void whatAFormerProcessBeganIsAbsentOnlyWhenItsCreationWouldShow() {
    GroupTrack restarted = new GroupTrack(REF, true, Instant.EPOCH, NOW, Duration.ofMinutes(9));

    restarted.read(ABSENT, NOW, NOW);
    assertThat(restarted.isUnread()).isTrue();

    restarted.read(ABSENT, NOW.plusSeconds(60), NOW.plusSeconds(60));
    assertThat(restarted.gone()).isTrue();
  }

  @Test
  void aGroupThatWeDeletedIsGoneAtOnce() {
    track.read(THERE, NOW, NOW);
    track.deleted(NOW.plusSeconds(1));

    assertThat(track.gone()).isTrue();
    assertThat(track.ref().id()).isEmpty();
  }

  @Test
  void whatWeMadeNeedsNoProofForAMinute() {
    track.ledger().created(new GroupFacts(ID, REF.name(), REF.vpc(), Standing.OURS), NOW);
    track.created(ID, NOW);

    assertThat(track.isFresh(NOW.plusSeconds(59))).isTrue();
    assertThat(track.isFresh(NOW.plusSeconds(60))).isFalse();
  }
}
