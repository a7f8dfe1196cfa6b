package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.RecordType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody changed is set right within ten minutes, whenever it was, by no call too many. */
class DriftTest {

  private static final Duration UNTIL_REPAIRED = Duration.ofMinutes(10);

  private final TestWorld world = TestWorld.realistic().start();
  private final Hands hands = new Hands(world);

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 11})
  void anInstanceThatWasDeregisteredComesBack(int minute) {
    List<AwsAction> writes = drift(minute, hands -> hands.deregister("orders", "10-0-1-4"));

    assertThat(writes).containsExactly(AwsAction.REGISTER_INSTANCE);
    assertThat(world.registered("orders")).containsExactly("10-0-1-4", "10-0-1-5");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 11})
  void anAttributeOfOursIsSetBack(int minute) {
    List<AwsAction> writes =
        drift(minute, hands -> hands.edit("orders", "10-0-1-4", "AWS_INSTANCE_IPV4", "10.6.6.6"));

    assertThat(writes).containsExactly(AwsAction.REGISTER_INSTANCE);
    assertThat(hands.instance("orders", "10-0-1-4").attributes())
        .containsEntry("AWS_INSTANCE_IPV4", "10.0.1.4");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 11})
  void anAttributeOfOursThatWasTakenOffIsPutBack(int minute) {
    List<AwsAction> writes =
        drift(minute, hands -> hands.strip("orders", "10-0-1-4", "AWS_INSTANCE_PORT"));

    assertThat(writes).containsExactly(AwsAction.REGISTER_INSTANCE);
    assertThat(hands.instance("orders", "10-0-1-4").attributes())
        .containsEntry("AWS_INSTANCE_PORT", "8080");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 11})
  void anAttributeOfAnotherStaysAndCostsNothing(int minute) {
    List<AwsAction> writes =
        drift(minute, hands -> hands.edit("orders", "10-0-1-4", "canary", "yes"));

    assertThat(writes).isEmpty();
    assertThat(hands.instance("orders", "10-0-1-4").attributes()).containsEntry("canary", "yes");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 11})
  void aHealthThatWasFlippedIsSetBack(int minute) {
    List<AwsAction> writes =
        drift(minute, hands -> hands.setHealth("orders", "10-0-1-4", HealthStatus.UNHEALTHY));

    assertThat(writes).containsExactly(AwsAction.UPDATE_INSTANCE_CUSTOM_HEALTH_STATUS);
    assertThat(hands.instance("orders", "10-0-1-4").health())
        .isEqualTo(Optional.of(HealthStatus.HEALTHY));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 11})
  void aTtlThatWasChangedIsSetBack(int minute) {
    List<AwsAction> writes = drift(minute, hands -> hands.setTtl("orders", 300, RecordType.A));

    assertThat(writes).containsExactly(AwsAction.UPDATE_SERVICE);
    assertThat(hands.service("orders").dns().getFirst().ttlSeconds()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 11})
  void aServiceThatWasDeletedIsMadeAnewWithItsInstances(int minute) {
    List<AwsAction> writes = drift(minute, hands -> hands.deleteService("orders"));

    assertThat(writes)
        .containsExactly(
            AwsAction.CREATE_SERVICE, AwsAction.REGISTER_INSTANCE, AwsAction.REGISTER_INSTANCE);
    assertThat(world.registered("orders")).containsExactly("10-0-1-4", "10-0-1-5");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 11})
  void aNamespaceThatWasDeletedIsMadeAnewWithAllThatWasInIt(int minute) {
    List<AwsAction> writes = drift(minute, Hands::deleteNamespace);

    assertThat(writes)
        .containsExactly(
            AwsAction.CREATE_PRIVATE_DNS_NAMESPACE,
            AwsAction.CREATE_SERVICE,
            AwsAction.REGISTER_INSTANCE,
            AwsAction.REGISTER_INSTANCE);
    assertThat(world.registered("orders")).containsExactly("10-0-1-4", "10-0-1-5");
    assertThat(world.meshCondition("shop", "Ready")).isEqualTo("TRUE/Completed");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 11})
  void anInstanceOfAnotherStaysAndCostsNothing(int minute) {
    List<AwsAction> writes =
        drift(
            minute,
            hands -> hands.register("orders", "legacy", Map.of("AWS_INSTANCE_IPV4", "10.0.9.9")));

    assertThat(writes).isEmpty();
    assertThat(world.registered("orders")).containsExactly("10-0-1-4", "10-0-1-5", "legacy");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 11})
  void aServiceThatWasReplacedByHandIsUsed(int minute) {
    List<AwsAction> writes =
        drift(
            minute,
            hands -> hands.deleteService("orders").createService("orders", Map.of(), RecordType.A));

    assertThat(writes).contains(AwsAction.REGISTER_INSTANCE).doesNotContain(AwsAction.TAG_RESOURCE);
    assertThat(world.snapshot().services()).hasSize(1);
    assertThat(world.registered("orders")).containsExactly("10-0-1-4", "10-0-1-5");
    assertThat(world.status("orders").notes()).singleElement().asString().contains("adopted");
  }

  @Test
  void aNamespaceThatGoesBeforeTheFirstServiceIsMadeAnewAtOnce() {
    TestWorld prompt = TestWorld.immediate().start().mesh("shop", Specs.mesh());
    prompt.run(Duration.ofSeconds(5));
    new Hands(prompt).deleteNamespace();

    prompt.endpoint("orders", Specs.endpoint("10.0.1.4")).run(Duration.ofSeconds(10));

    assertThat(prompt.registered("orders")).containsExactly("10-0-1-4");
    assertThat(prompt.count(AwsAction.CREATE_SERVICE)).isEqualTo(2);
    assertThat(prompt.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  /** The writes that a change by hand causes, after which all is well for an hour. */
  private List<AwsAction> drift(int minute, Consumer<Hands> change) {
    world.mesh("shop", Specs.mesh());
    world.endpoint("orders", Specs.endpoint("10.0.1.4", "10.0.1.5")).settle();
    world.run(Duration.ofMinutes(minute));
    world.calls.clear();

    change.accept(hands);
    world.run(UNTIL_REPAIRED);
    List<AwsAction> writes =
        world.calls.stream().map(call -> call.action()).filter(AwsAction::mutating).toList();
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    world.calls.clear();
    world.run(Duration.ofHours(1));
    assertThat(world.writes()).isZero();
    return writes;
  }
}
