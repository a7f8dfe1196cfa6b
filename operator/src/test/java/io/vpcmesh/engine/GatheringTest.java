package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import io.vpcmesh.firewall.FirewallChange;
import io.vpcmesh.firewall.FirewallChange.Close;
import io.vpcmesh.firewall.FirewallChange.Open;
import io.vpcmesh.firewall.GroupPlan;
import io.vpcmesh.model.SecurityGroupId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long an opening waits for callers to come. */
class GatheringTest {

  private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");
  private static final Open OPEN = new Open(Optional.empty(), ImmutableSortedMap.of());
  private static final Close CLOSE =
      new Close(new SecurityGroupId("sg-0123456789abcdef0"), ImmutableList.of());

  private final Gathering gathering = new Gathering();

  @Test
  void nobodyIsWaitedForWhenNobodyComes() {
    assertThat(gathering.until(plan(OPEN), false, false, NOW)).isBefore(NOW);
  }

  @Test
  void whatWasNeverOpenWaitsForTwoMinutesAtMost() {
    gathering.until(plan(OPEN), true, false, NOW);

    assertThat(gathering.until(plan(OPEN), true, false, NOW.plusSeconds(90)))
        .isEqualTo(NOW.plus(Duration.ofMinutes(2)));
  }

  @Test
  void whatIsInUseWaitsForFiveSecondsAtMost() {
    assertThat(gathering.until(plan(OPEN), true, true, NOW)).isEqualTo(NOW.plusSeconds(5));
  }

  @Test
  void whatIsToBeClosedWaitsForNobody() {
    assertThat(gathering.until(plan(OPEN, CLOSE), true, false, NOW)).isBefore(NOW);
  }

  @Test
  void theNextOpeningHasATimeOfItsOwn() {
    gathering.until(plan(OPEN), true, true, NOW);
    gathering.until(GroupPlan.NOTHING, true, true, NOW.plusSeconds(3));

    assertThat(gathering.until(plan(OPEN), true, true, NOW.plusSeconds(60)))
        .isEqualTo(NOW.plusSeconds(65));
  }

  private static GroupPlan plan(FirewallChange... steps) {
    return new GroupPlan(ImmutableList.copyOf(steps), ImmutableList.of(), ImmutableList.of());
  }
}
