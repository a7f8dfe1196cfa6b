package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure.QuotaExceeded;
import io.vpcmesh.model.RecordType;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What does not fit into a Cloud Map service is not begun; the service holds ten here. */
class ServiceQuotaTest {

  private final TestWorld world = TestWorld.withQuotas(10, 100).mesh("shop", Specs.mesh()).settle();
  private final Hands hands = new Hands(world);
  private final Refusals refusals = Refusals.of(world, QuotaExceeded.class);

  @Test
  void aThousandAndOneAreRefusedBeforeTheFirstWrite() {
    TestWorld usual = TestWorld.realistic().start().mesh("shop", Specs.mesh()).settle();
    new Fleet(usual).start(1, 1001);
    usual.calls.clear();

    usual.endpoint("orders", Specs.endpoint()).settle();

    assertThat(usual.writes()).isZero();
    assertThat(usual.condition("orders", "Stalled")).isEqualTo("TRUE/AwsQuotaExceeded");
    assertThat(usual.message("orders", "Stalled"))
        .isEqualTo(
            "service orders wants 1001 instances, Cloud Map takes 1000 in a service: nothing is added; spread them over several endpoints");
  }

  @Test
  void aFullServiceThatIsToGrowKeepsWhatItHas() {
    declare(1, 10);
    world.calls.clear();

    declare(1, 12);

    assertThat(world.writes()).isZero();
    assertThat(world.registered("orders")).hasSize(10);
    assertThat(world.condition("orders", "Stalled")).isEqualTo("TRUE/AwsQuotaExceeded");
    assertThat(world.message("orders", "Stalled")).contains("orders wants 12").contains("takes 10");

    declare(3, 12);

    assertThat(world.registered("orders")).hasSize(10).contains("10-0-1-12");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(refusals.all).isEmpty();
  }

  @Test
  void threeOfTenAreReplacedInAFullServiceWithoutARefusedCall() {
    declare(1, 10);
    world.calls.clear();

    declare(4, 13);

    assertThat(world.registered("orders")).hasSize(10).contains("10-0-1-13");
    assertThat(world.writes()).isEqualTo(6);
    assertThat(refusals.all).isEmpty();
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void allTenAreReplacedInAFullServiceWithoutARefusedCall() {
    declare(1, 10);
    world.calls.clear();

    declare(11, 20);

    assertThat(world.registered("orders")).hasSize(10).contains("10-0-1-11", "10-0-1-20");
    assertThat(world.writes()).isEqualTo(20);
    assertThat(refusals.all).isEmpty();
  }

  @Test
  void theInstancesOfOthersTakeTheirPlaces() {
    hands.createService("orders", Map.of(), RecordType.A);
    IntStream.rangeClosed(1, 8).forEach(this::registerByHand);
    world.run(Duration.ofMinutes(10));
    world.calls.clear();

    declare(1, 3);

    assertThat(world.count(AwsAction.REGISTER_INSTANCE)).isZero();
    assertThat(world.condition("orders", "Stalled")).isEqualTo("TRUE/AwsQuotaExceeded");
    assertThat(world.message("orders", "Stalled")).contains("orders wants 3").contains("8");

    declare(1, 2);

    assertThat(world.registered("orders")).hasSize(10);
    assertThat(refusals.all).isEmpty();
  }

  @Test
  void aRestartChangesNothing() {
    declare(1, 10);
    declare(1, 12);
    world.calls.clear();

    world.restart().settle();

    assertThat(world.writes()).isZero();
    assertThat(world.condition("orders", "Stalled")).isEqualTo("TRUE/AwsQuotaExceeded");
    assertThat(refusals.all).isEmpty();
  }

  private void declare(int first, int last) {
    world.endpoint("orders", Specs.endpoint(Specs.addresses(1, first, last))).settle();
  }

  private void registerByHand(int number) {
    hands.register("orders", "other-" + number, Map.of("AWS_INSTANCE_IPV4", "10.9.9." + number));
  }
}
