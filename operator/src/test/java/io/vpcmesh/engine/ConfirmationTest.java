package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.cloud.simulated.Call;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.cloud.simulated.Faults;
import io.vpcmesh.model.AwsAction;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When AWS is looked at to see whether it has done what it was asked for. */
class ConfirmationTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final TestWorld world = TestWorld.realistic().start().mesh("shop", Specs.mesh()).settle();

  @Test
  void manyRegistrationsAreReportedAsSoonAsTheLastCanBeSeen() {
    world.endpoint("orders", Specs.endpoint(addresses(300)));
    world.loop.runUntil(() -> world.registered("orders").size() == 300, MINUTE);
    Instant last = lastRegistration();

    boolean reported = world.loop.runUntil(this::ready, MINUTE);

    assertThat(reported).isTrue();
    assertThat(Duration.between(last, world.loop.now())).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void oneRegistrationIsLookedForTwice() {
    world.endpoint("orders", Specs.endpoint(addresses(1))).settle();
    world.calls.clear();

    world.endpoint("orders", Specs.endpoint(addresses(2))).run(Duration.ofSeconds(30));

    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.count(AwsAction.DISCOVER_INSTANCES)).isEqualTo(2);
  }

  @Test
  void emptyPagesDoNotProveThatAnInstanceWasTakenOut() {
    world.endpoint("orders", Specs.endpoint(addresses(2))).settle();
    Faults faults = world.cloud.faults();
    faults.set(
        CallPattern.to(AwsAction.DEREGISTER_INSTANCE).nth(1),
        new Fault.OperationFails("CANNOT_DELETE", "not now"));
    faults.set(CallPattern.to(AwsAction.DISCOVER_INSTANCES), new Fault.EmptyPage(true));

    world.endpoint("orders", Specs.endpoint(addresses(1))).run(Duration.ofSeconds(10));
    assertThat(world.condition("orders", "Ready")).startsWith("UNKNOWN/");
    faults.clear();
    world.run(Duration.ofMinutes(3));

    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.registered("orders")).hasSize(1);
  }

  @Test
  void aListingThatLacksWhatAwsHasIsNotBelieved() {
    world.endpoint("orders", Specs.endpoint(addresses(3))).settle();
    Faults faults = world.cloud.faults();
    faults.set(
        CallPattern.to(AwsAction.DEREGISTER_INSTANCE).nth(1),
        new Fault.OperationFails("CANNOT_DELETE", "not now"));
    faults.set(CallPattern.to(AwsAction.LIST_INSTANCES), new Fault.EmptyPage(true));

    world.endpoint("orders", Specs.endpoint(addresses(1))).run(Duration.ofMinutes(1));
    assertThat(world.message("orders", "Ready")).contains("which it does not list");
    faults.clear();
    world.run(Duration.ofMinutes(2));

    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.registered("orders")).hasSize(1);
  }

  @Test
  void aDeletedServiceIsGoneWhenAwsDoesNotKnowItsId() {
    world.endpoint("orders", Specs.endpoint(addresses(1))).settle();
    world.calls.clear();

    world.delete("orders").settle();

    assertThat(world.hasStatus("orders")).isFalse();
    assertThat(world.calls.stream().map(Call::action))
        .endsWith(AwsAction.DELETE_SERVICE, AwsAction.GET_SERVICE)
        .doesNotContain(AwsAction.LIST_SERVICES);
  }

  private boolean ready() {
    return world.condition("orders", "Ready").equals("TRUE/Completed");
  }

  private Instant lastRegistration() {
    return world.calls.stream()
        .filter(call -> call.action() == AwsAction.REGISTER_INSTANCE)
        .map(Call::at)
        .max(Instant::compareTo)
        .orElseThrow();
  }

  private static String[] addresses(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> "10.0.%d.%d".formatted(number / 200, 1 + number % 200))
        .toArray(String[]::new);
  }
}
