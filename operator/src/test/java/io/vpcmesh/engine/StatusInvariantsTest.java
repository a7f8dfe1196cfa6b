package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.Condition;
import io.vpcmesh.api.v1alpha1.ConditionStatus;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.model.EndpointKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The watcher of every status sees what it is there for. */
class StatusInvariantsTest {

  private static final EndpointKey ORDERS = EndpointKey.of("shop", "orders");
  private static final Condition ACCEPTED = condition("Accepted", ConditionStatus.TRUE);
  private static final Condition REGISTERED = condition("Registered", ConditionStatus.TRUE);
  private static final Condition READY = condition("Ready", ConditionStatus.TRUE);
  private static final Condition NOT_READY = condition("Ready", ConditionStatus.FALSE);
  private static final Condition RECONCILING = condition("Reconciling", ConditionStatus.TRUE);
  private static final Condition STALLED = condition("Stalled", ConditionStatus.TRUE);

  @Test
  void aStatusInOrderPasses() {
    assertThatCode(() -> check(READY)).doesNotThrowAnyException();
    assertThatCode(() -> check(NOT_READY, STALLED)).doesNotThrowAnyException();
    assertThatCode(() -> check(NOT_READY, RECONCILING)).doesNotThrowAnyException();
  }

  @Test
  void reconcilingAndStalledAtOnceAreSeen() {
    refused(NOT_READY, RECONCILING, STALLED);
  }

  @Test
  void readyAndStalledAtOnceAreSeen() {
    refused(READY, STALLED);
  }

  @Test
  void notReadyWithoutAReasonIsSeen() {
    refused(NOT_READY);
  }

  @Test
  void aConditionOfAnotherGenerationIsSeen() {
    refused(with(READY, 6L, "2026-11-01T08:00:00Z", "all is well"));
  }

  @Test
  void aConditionWithoutWordsIsSeen() {
    refused(with(READY, 7L, "2026-11-01T08:00:00Z", " "));
  }

  @Test
  void aTransitionThatIsNoneIsSeen() {
    Condition later = with(READY, 7L, "2026-11-01T08:00:01Z", "all is well");

    assertThatThrownBy(() ->
            StatusInvariants.check(
                ORDERS,
                7L,
                List.of(later, ACCEPTED, REGISTERED),
                Optional.of(List.of(READY, ACCEPTED, REGISTERED))))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void aStatusThatSaysNothingNewIsSeen() {
    TestWorld world = TestWorld.realistic().start().mesh("shop", Specs.mesh());
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    Store watched =
        new StrictStore(world.memory, new StatusTruth(world), (key, journal) -> {}, key -> {});
    ServiceEndpointStatus same = world.status("orders");

    assertThatThrownBy(() -> watched.write(ORDERS, "uid-orders", same))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void whoIsCalledReadyAndIsNotRegisteredIsSeen() {
    TestWorld world = TestWorld.realistic().start().mesh("shop", Specs.mesh());
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    ServiceEndpointStatus ready = world.status("orders");
    new Hands(world).deregister("orders", "10-0-1-4");

    assertThatThrownBy(() -> new StatusTruth(world).check(ORDERS, ready))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("10.0.1.4");
  }

  private static void refused(Condition... conditions) {
    assertThatThrownBy(() -> check(conditions)).isInstanceOf(AssertionError.class);
  }

  private static void check(Condition... conditions) {
    StatusInvariants.check(
        ORDERS,
        7L,
        ImmutableList.<Condition>builder().add(conditions).add(ACCEPTED, REGISTERED).build(),
        Optional.empty());
  }

  private static Condition condition(String type, ConditionStatus status) {
    return new Condition(type, status, 7L, "2026-11-01T08:00:00Z", "Because", "all is well");
  }

  private static Condition with(Condition like, long generation, String since, String message) {
    return new Condition(like.type(), like.status(), generation, since, like.reason(), message);
  }
}
