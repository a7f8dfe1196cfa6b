package io.vpcmesh.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObservedLeaseTest {

  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final ZonedDateTime START =
      ZonedDateTime.of(2026, 11, 1, 8, 0, 0, 0, ZoneOffset.UTC);

  private final KubernetesClient client = mock();
  private final Lock stored = mock();
  private final Fence fence = new Fence(Duration.ofSeconds(10), this::nanos);
  private ZonedDateTime now = START;
  private final ObservedLease lease = new ObservedLease(stored, fence, () -> now);

  @BeforeEach
  void iAmMe() {
    when(stored.identity()).thenReturn("me");
  }

  @Test
  void aLeaseThatNobodyHoldsIsAbsent() {
    assertThat(lease.get(client)).isNull();
  }

  @Test
  void aHolderWhoseClockIsLateStillHoldsIt() {
    when(stored.get(client)).thenReturn(held("other", START.minusHours(1)));

    assertThat(renewTime()).isEqualTo(START);
  }

  @Test
  void ageIsCountedFromTheLastChangeThatWasSeen() {
    when(stored.get(client)).thenReturn(held("other", START.minusHours(1)));
    renewTime();
    pass(Duration.ofSeconds(5));
    when(stored.get(client)).thenReturn(held("other", START.minusMinutes(59)));

    renewTime();
    pass(Duration.ofSeconds(9));

    assertThat(renewTime()).isEqualTo(START.plusSeconds(5));
  }

  @Test
  void aRenewalOpensTheFence() {
    lease.update(client, held("me", now));

    assertThat(fence.isOpen()).isTrue();
  }

  @Test
  void aRenewalThatFailsOpensNothing() {
    LeaderElectionRecord mine = held("me", now);
    doThrow(new IllegalStateException("conflict")).when(stored).update(client, mine);

    assertThatThrownBy(() -> lease.update(client, mine)).hasMessage("conflict");

    assertThat(fence.isOpen()).isFalse();
  }

  @Test
  void aRenewalThatTookLongHoldsFromWhenItWasSent() {
    LeaderElectionRecord mine = held("me", now);
    doAnswer(_ -> pass(Duration.ofSeconds(9))).when(stored).create(client, mine);

    lease.create(client, mine);
    boolean atOnce = fence.isOpen();
    pass(Duration.ofSeconds(1));

    assertThat(atOnce).isTrue();
    assertThat(fence.isOpen()).isFalse();
  }

  @Test
  void theFenceIsClosedBeforeTheLeaseIsGivenBack() {
    lease.update(client, held("me", now));
    LeaderElectionRecord free = held(null, now);
    doAnswer(
            _ -> {
              assertThat(fence.isOpen()).isFalse();
              return null;
            })
        .when(stored)
        .update(client, free);

    lease.update(client, free);

    assertThat(fence.isOpen()).isFalse();
  }

  private ZonedDateTime renewTime() {
    return Objects.requireNonNull(lease.get(client)).getRenewTime();
  }

  private static LeaderElectionRecord held(@Nullable String holder, ZonedDateTime renewed) {
    return new LeaderElectionRecord(holder, LEASE, renewed, renewed, 0);
  }

  private @Nullable Object pass(Duration time) {
    now = now.plus(time);
    return null;
  }

  private long nanos() {
    return Duration.between(START, now).toNanos();
  }
}
