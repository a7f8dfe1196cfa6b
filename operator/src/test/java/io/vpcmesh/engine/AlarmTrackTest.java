package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.engine.AlarmReading.Known;
import io.vpcmesh.engine.AlarmReading.NotFound;
import io.vpcmesh.engine.AlarmReading.Unknown;
import io.vpcmesh.model.AlarmState;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.AwsFailure.AwsError;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlarmTrackTest {

  private static final Instant START = Instant.parse("2026-11-01T08:00:00Z");
  private static final AwsError ERROR = new AwsError(AwsAction.DESCRIBE_ALARMS, "Throttling", "no");
  private static final AwsFailure THROTTLED = new AwsFailure.Throttled(ERROR);
  private static final AwsFailure DENIED = new AwsFailure.Denied(ERROR);

  private final AlarmTrack track = new AlarmTrack();

  @Test
  void whatWasNeverReadIsUnknownAndDue() {
    assertThat(track.reading(START)).isEqualTo(AlarmTrack.UNREAD);
    assertThat(track.dueAt()).isBefore(START);
  }

  @Test
  void aStateIsKnownFromWhenItWasAskedForAndReadAgainTenSecondsLater() {
    boolean news = track.read(Optional.of(AlarmState.OK), START, at(2));

    assertThat(news).isTrue();
    assertThat(track.reading(at(2))).isEqualTo(new Known(AlarmState.OK, START));
    assertThat(track.dueAt()).isEqualTo(at(10));
  }

  @Test
  void theSameStateIsNoNewsButYounger() {
    track.read(Optional.of(AlarmState.OK), START, START);

    boolean news = track.read(Optional.of(AlarmState.OK), at(10), at(10));

    assertThat(news).isFalse();
    assertThat(track.reading(at(10))).isEqualTo(new Known(AlarmState.OK, at(10)));
  }

  @Test
  void aStateThatIsTooOldIsUnknownAndTheSameStateIsNewsThen() {
    track.read(Optional.of(AlarmState.OK), START, START);
    assertThat(track.reading(at(30))).isInstanceOf(Known.class);
    assertThat(track.reading(at(31))).isEqualTo(AlarmTrack.UNREAD);

    boolean news = track.read(Optional.of(AlarmState.OK), at(40), at(40));

    assertThat(news).isTrue();
  }

  @Test
  void aFailureMakesItUnknownWhateverWasKnown() {
    track.read(Optional.of(AlarmState.OK), START, START);

    boolean news = track.failed(THROTTLED, at(10));

    assertThat(news).isTrue();
    assertThat(track.reading(at(10))).isEqualTo(new Unknown(Optional.of(THROTTLED)));
    assertThat(track.failed(THROTTLED, at(11))).isFalse();
  }

  @Test
  void patienceGrowsWithEachFailureAndIsSlowFromTheFirstWhereSomebodyHasToAct() {
    track.failed(THROTTLED, START);
    assertThat(track.dueAt()).isEqualTo(at(1));
    track.failed(THROTTLED, START);
    assertThat(track.dueAt()).isEqualTo(at(2));
    for (int i = 0; i < 10; i++) {
      track.failed(THROTTLED, START);
    }
    assertThat(track.dueAt()).isEqualTo(at(8));

    track.failed(DENIED, START);

    assertThat(track.dueAt()).isEqualTo(at(10));
  }

  @Test
  void anAlarmIsMissingOnceTwoAnswersLackIt() {
    track.read(Optional.of(AlarmState.OK), START, START);

    boolean doubt = track.read(Optional.empty(), at(10), at(10));
    assertThat(doubt).isTrue();
    assertThat(track.reading(at(10))).isEqualTo(AlarmTrack.UNREAD);
    assertThat(track.dueAt()).isEqualTo(at(11));

    boolean missing = track.read(Optional.empty(), at(11), at(11));
    assertThat(missing).isTrue();
    assertThat(track.reading(at(11))).isEqualTo(new NotFound(at(11)));
    assertThat(track.dueAt()).isEqualTo(at(21));
  }

  @Test
  void thatItIsMissingIsTooOldAfterAWhileToo() {
    track.read(Optional.empty(), START, START);
    track.read(Optional.empty(), at(1), at(1));

    assertThat(track.reading(at(32))).isEqualTo(AlarmTrack.UNREAD);
  }

  private static Instant at(long seconds) {
    return START.plusSeconds(seconds);
  }
}
