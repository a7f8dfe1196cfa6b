package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.model.AwsAction;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Without our marks nothing is ours any more; that is said, and costs no calls. */
class LostMarksTest {

  private final TestWorld world = TestWorld.realistic().start();
  private final Hands hands = new Hands(world);

  @Test
  void aServiceWithoutMarksIsNotUpdatedAndThatIsSaid() {
    declare();
    hands.unmark("orders");

    world.endpoint("orders", Specs.endpoint(Specs.ttl("30s"), "10.0.1.4")).settle();

    assertThat(world.count(AwsAction.UPDATE_SERVICE)).isZero();
    assertThat(hands.service("orders").dns().getFirst().ttlSeconds()).isEqualTo(10);
    assertThat(world.status("orders").notes())
        .singleElement()
        .asString()
        .contains("orders")
        .contains(hands.service("orders").id().value())
        .contains("no mark");
  }

  @Test
  void itIsNotAskedForAgainAndAgain() {
    declare();
    hands.unmark("orders");
    world.calls.clear();

    world.endpoint("orders", Specs.endpoint(Specs.ttl("30s"), "10.0.1.4"));
    world.run(Duration.ofHours(1));

    assertThat(world.calls).hasSizeLessThan(30);
  }

  @Test
  void itsInstancesAreOursAllTheSame() {
    declare();
    hands.unmark("orders");

    world.endpoint("orders", Specs.endpoint("10.0.1.5")).settle();

    assertThat(world.registered("orders")).containsExactly("10-0-1-5");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void itStaysWhenTheEndpointGoes() {
    declare();
    hands.unmark("orders");

    world.delete("orders").settle();

    assertThat(world.endpoints).isEmpty();
    assertThat(world.registered("orders")).isEmpty();
    assertThat(world.snapshot().services()).hasSize(1);
  }

  @Test
  void aServiceThatSomebodyElseMarkedIsLeftAloneWithACondition() {
    declare();
    hands.tag("orders", Hands.marks("inst-2", "ServiceEndpoint/shop/orders@shop/shop", "uid-9"));
    world.calls.clear();

    world.endpoint("orders", Specs.endpoint(Specs.ttl("30s"), "10.0.1.4"));
    world.run(Duration.ofHours(1));

    assertThat(world.writes()).isZero();
    assertThat(world.calls).hasSizeLessThan(30);
    assertThat(world.condition("orders", "Stalled")).isEqualTo("TRUE/RolledBack");
    assertThat(world.message("orders", "Stalled")).contains("orders").contains("left alone");
  }

  @Test
  void marksThatComeBackAreNoticedWhenSomethingIsToBeDone() {
    declare();
    hands.unmark("orders");
    world.endpoint("orders", Specs.endpoint(Specs.ttl("30s"), "10.0.1.4")).settle();

    hands.tag(
        "orders", Hands.marks("inst-1", "ServiceEndpoint/shop/orders@shop/shop", "uid-orders"));
    world.endpoint("orders", Specs.endpoint(Specs.ttl("40s"), "10.0.1.4")).restart().settle();

    assertThat(hands.service("orders").dns().getFirst().ttlSeconds()).isEqualTo(40);
    assertThat(world.status("orders").notes()).isEmpty();
  }

  @Test
  void anInstanceWithoutMarksIsNamed() {
    declare();
    hands.register("orders", "10-0-1-4", Map.of("AWS_INSTANCE_IPV4", "10.0.1.4"));
    world.calls.clear();

    world.run(Duration.ofMinutes(10));

    assertThat(world.writes()).isZero();
    assertThat(world.condition("orders", "Stalled")).isEqualTo("TRUE/Rejected");
    assertThat(world.message("orders", "Stalled")).contains("10-0-1-4");
  }

  @Test
  void aNamespaceWithoutMarksIsNoticedAfterARestartAndNamed() {
    declare();
    hands.unmarkNamespace();
    world.calls.clear();

    world.restart().run(Duration.ofHours(1));

    assertThat(world.meshCondition("shop", "Stalled")).isEqualTo("TRUE/Rejected");
    assertThat(world.meshMessage("shop", "Stalled")).contains("shop.internal").contains("Adopted");
    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
    assertThat(world.snapshot().namespaces()).hasSize(1);
    assertThat(world.count(AwsAction.CREATE_PRIVATE_DNS_NAMESPACE)).isLessThan(20);
  }

  private void declare() {
    world.mesh("shop", Specs.mesh()).endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
  }
}
