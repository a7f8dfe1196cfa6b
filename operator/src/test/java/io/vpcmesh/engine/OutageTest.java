package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.api.v1alpha1.InstanceCount;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure.Unavailable;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** AWS goes away in the middle of something, and comes back. */
class OutageTest {

  private static final Duration RECOVERY = Duration.ofMinutes(3);
  private static final int TRIES_IN_FOUR_MINUTES = 9;

  /** The namespace is listed, instances are discovered, and one registration is tried for all. */
  private static final int KINDS = 3;

  private final TestWorld world = TestWorld.realistic().start().mesh("shop", Specs.mesh()).settle();
  private final Fleet fleet = new Fleet(world);
  private final Refusals refusals = Refusals.of(world, Unavailable.class);

  @Test
  void fourMinutesInTheMiddleOfAPassAreCaughtUpWith() {
    tenOfForty();

    outage(Duration.ofMinutes(4));

    assertThat(world.registered("orders")).hasSize(40);
    assertThat(world.count(AwsAction.CREATE_SERVICE)).isEqualTo(1);
    assertThat(refusals.all).hasSizeLessThanOrEqualTo(30 + KINDS * TRIES_IN_FOUR_MINUTES);
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void twoHoursAreCaughtUpWithAndAskedAboutOnceAMinute() {
    tenOfForty();

    outage(Duration.ofHours(2));

    assertThat(world.registered("orders")).hasSize(40);
    assertThat(refusals.all).hasSizeLessThanOrEqualTo(30 + KINDS * 120);
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void whatIsSaidDuringAnOutageIsThatItGoesOn() {
    tenOfForty();
    world.cloud.faults().set(CallPattern.all().by("operator"), Fault.unavailable());

    world.run(Duration.ofMinutes(30));

    assertThat(world.condition("orders", "Reconciling")).isEqualTo("TRUE/Progressing");
    assertThat(world.message("orders", "Reconciling")).contains("ServiceUnavailable");
    assertThat(world.status("orders").instances())
        .isEqualTo(new InstanceCount(40, 10, 10, 0, "10/40"));
  }

  @Test
  void anOutageIsNoReasonToTakeAnythingAway() {
    forty();
    world.calls.clear();

    outage(Duration.ofHours(2));

    assertThat(world.writes()).isZero();
    assertThat(world.registered("orders")).hasSize(40);
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void aRestartDuringAnOutageIsNoReasonEither() {
    forty();
    world.calls.clear();
    world.cloud.faults().set(CallPattern.all().by("operator"), Fault.unavailable());

    world.restart().run(Duration.ofMinutes(30));

    assertThat(world.meshCondition("shop", "Reconciling")).startsWith("TRUE/");
    assertThat(world.meshMessage("shop", "Reconciling")).contains("ServiceUnavailable");

    world.cloud.faults().clear();
    world.run(RECOVERY);

    assertThat(world.writes()).isZero();
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  private void forty() {
    fleet.start(1, 40);
    world.endpoint("orders", Specs.endpoint()).settle();
    assertThat(world.registered("orders")).hasSize(40);
  }

  /** AWS goes away when ten of forty instances are registered. */
  private void tenOfForty() {
    CallPattern registrations = CallPattern.to(AwsAction.REGISTER_INSTANCE);
    world
        .cloud
        .faults()
        .set(new CallPattern(registrations.matching(), 11, Long.MAX_VALUE), Fault.unavailable());
    fleet.start(1, 40);
    world.endpoint("orders", Specs.endpoint()).run(Duration.ofSeconds(8));
    assertThat(world.registered("orders")).hasSize(10);
  }

  private void outage(Duration time) {
    world.cloud.faults().set(CallPattern.all().by("operator"), Fault.unavailable());
    world.run(time);
    world.cloud.faults().clear();
    world.run(RECOVERY);
  }
}
