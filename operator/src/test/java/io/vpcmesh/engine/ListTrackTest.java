package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.firewall.KnownList;
import io.vpcmesh.model.AddressFamily;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.Cidr;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListTrackTest {

  private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");
  private static final Duration AUDIT = Duration.ofMinutes(9);
  private static final KnownList FINE = list(Optional.empty());
  private static final KnownList WIDE = list(Optional.of(Cidr.of("0.0.0.0/1")));

  private final ListTrack track = new ListTrack();

  @Test
  void theFirstReadIsBelieved() {
    assertThat(track.dueAt()).isEqualTo(Instant.EPOCH);

    assertThat(track.read(FINE, NOW, AUDIT)).isTrue();

    assertThat(track.known()).isEqualTo(FINE);
    assertThat(track.dueAt()).isEqualTo(NOW.plus(AUDIT));
  }

  @Test
  void whatSurprisesIsReadOnceMoreBeforeItIsBelieved() {
    track.read(FINE, NOW, AUDIT);

    assertThat(track.read(WIDE, NOW, AUDIT)).isFalse();
    assertThat(track.known()).isEqualTo(FINE);
    assertThat(track.dueAt()).isEqualTo(NOW.plusSeconds(5));

    assertThat(track.read(WIDE, NOW, AUDIT)).isTrue();
    assertThat(track.known()).isEqualTo(WIDE);
  }

  @Test
  void aReadThatLaggedChangesNothing() {
    track.read(FINE, NOW, AUDIT);
    track.read(new KnownList.Absent(), NOW, AUDIT);

    assertThat(track.read(FINE, NOW, AUDIT)).isFalse();
    assertThat(track.known()).isEqualTo(FINE);
    assertThat(track.dueAt()).isEqualTo(NOW.plus(AUDIT));
  }

  @Test
  void whatWasKnownIsKnownStillWhenItCannotBeReadAndPatienceGrows() {
    AwsFailure denied =
        new AwsFailure.Denied(
            new AwsFailure.AwsError(
                AwsAction.GET_MANAGED_PREFIX_LIST_ENTRIES, "UnauthorizedOperation", "no"));
    track.read(FINE, NOW, AUDIT);

    track.failed(denied, NOW);
    assertThat(track.known()).isEqualTo(FINE);
    assertThat(track.failure()).contains(denied);
    assertThat(track.dueAt()).isEqualTo(NOW.plusSeconds(5));
    track.failed(denied, NOW);
    assertThat(track.dueAt()).isEqualTo(NOW.plusSeconds(10));

    assertThat(track.read(FINE, NOW, AUDIT)).isTrue();
    assertThat(track.failure()).isEmpty();
  }

  @Test
  void whatKeepsAListOutMayBeMendedAtAnyTime() {
    track.read(WIDE, NOW, AUDIT);

    assertThat(track.dueAt()).isEqualTo(NOW.plus(Duration.ofMinutes(1)));
  }

  private static KnownList list(Optional<Cidr> tooWide) {
    return new KnownList.Present(AddressFamily.IPV4, Optional.of(20), 1, tooWide);
  }
}
