package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.Identity.Standing;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.registry.DesiredInstance;
import io.vpcmesh.registry.InFlight;
import io.vpcmesh.registry.KnownInstance;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who goes back to what was a moment ago cannot be told by a read that lags. */
class RecentChangesTest {

  private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");
  private static final InstanceId TASK = new InstanceId("task-01");

  private final RecentChanges recent = new RecentChanges();

  @Test
  void whatIsNewIsToldByAnyRead() {
    recent.sent(TASK, registering("9090", NOW), known("8080"));

    assertThat(recent.isAmbiguous(TASK)).isFalse();
  }

  @Test
  void whatGoesBackWithinAMinuteIsNot() {
    recent.sent(TASK, registering("9090", NOW), known("8080"));
    recent.sent(TASK, registering("8080", NOW.plusSeconds(59)), known("9090"));

    assertThat(recent.isAmbiguous(TASK)).isTrue();

    recent.sent(TASK, registering("7070", NOW.plusSeconds(59)), known("8080"));
    assertThat(recent.isAmbiguous(TASK)).isFalse();
  }

  @Test
  void whatGoesBackLaterIs() {
    recent.sent(TASK, registering("9090", NOW), known("8080"));
    recent.sent(TASK, registering("8080", NOW.plusSeconds(60)), known("9090"));

    assertThat(recent.isAmbiguous(TASK)).isFalse();
  }

  @Test
  void whatIsTakenOutRightAfterItCameMayNotHaveShownYet() {
    recent.sent(TASK, registering("8080", NOW), null);
    recent.sent(TASK, deregistering(NOW.plusSeconds(5)), known("8080"));
    assertThat(recent.isAmbiguous(TASK)).isTrue();

    recent.sent(TASK, registering("8080", NOW.plusSeconds(9)), null);
    assertThat(recent.isAmbiguous(TASK)).isTrue();

    recent.forgetOld(NOW.plusSeconds(70));
    assertThat(recent.isAmbiguous(TASK)).isFalse();
  }

  private static InFlight registering(String port, Instant at) {
    return new InFlight.Registering(
        new DesiredInstance(attributes(port), HealthStatus.HEALTHY), Optional.empty(), at);
  }

  private static InFlight deregistering(Instant at) {
    return new InFlight.Deregistering(Optional.empty(), at);
  }

  private static KnownInstance known(String port) {
    return new KnownInstance(attributes(port), Optional.empty(), Standing.OURS);
  }

  private static ImmutableMap<String, String> attributes(String port) {
    return ImmutableMap.of("AWS_INSTANCE_IPV4", "10.0.1.4", "AWS_INSTANCE_PORT", port);
  }
}
