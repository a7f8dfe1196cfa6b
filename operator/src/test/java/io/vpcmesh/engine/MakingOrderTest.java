package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.model.EndpointKey;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The group that completes an opening is made first. */
class MakingOrderTest {

  private final Set<EndpointKey> without = new HashSet<>();
  private final MakingOrder order = new MakingOrder(endpoint -> !without.contains(endpoint));

  @Test
  void theOpeningThatLacksLeastIsCompletedFirst() {
    order.lacks(key("orders"), keys("orders", "cart", "web", "app"));
    order.lacks(key("users"), keys("users", "cart"));

    assertThat(order.made(key("cart"))).containsExactly(key("users"));
    assertThat(order.made(key("users"))).containsExactlyElementsOf(keys("app", "orders", "web"));
  }

  @Test
  void whoseTurnWasToldIsNotNamedAgain() {
    order.lacks(key("orders"), keys("orders", "cart"));
    order.lacks(key("users"), keys("users", "orders", "web"));
    order.made(key("cart"));

    assertThat(order.made(key("other"))).containsExactlyElementsOf(keys("users", "web"));
    assertThat(order.made(key("other"))).isEmpty();
  }

  @Test
  void whoOpensNothingAnyMoreIsNotCompleted() {
    order.lacks(key("orders"), keys("orders", "cart"));
    order.lacks(key("users"), keys("users", "web", "app"));

    order.forget(key("orders"));

    assertThat(order.next()).containsExactlyElementsOf(keys("app", "users", "web"));
    assertThat(order.next()).isEmpty();
  }

  @Test
  void whoseGroupDoesNotComeIsNotWaitedFor() {
    without.add(key("stuck"));
    order.lacks(key("users"), keys("users", "web"));
    order.lacks(key("orders"), keys("orders", "stuck"));

    assertThat(order.next()).containsExactly(key("orders"));
  }

  @Test
  void whoseGroupComesAfterAllGetsItsTurn() {
    without.add(key("late"));
    order.lacks(key("orders"), keys("late"));
    assertThat(order.next()).isEmpty();

    without.clear();
    order.comes(key("late"));

    assertThat(order.next()).containsExactly(key("late"));
    assertThat(order.turn(key("late"))).hasValue(1);
    assertThat(order.turn(key("orders"))).isEmpty();
  }

  @Test
  void aDestinationMayChangeWhatItLacks() {
    order.lacks(key("orders"), keys("orders", "cart"));

    order.lacks(key("orders"), keys("web"));

    assertThat(order.made(key("cart"))).containsExactly(key("web"));
  }

  private static EndpointKey key(String name) {
    return EndpointKey.of("shop", name);
  }

  private static ImmutableSet<EndpointKey> keys(String... names) {
    return Arrays.stream(names).map(MakingOrderTest::key).collect(ImmutableSet.toImmutableSet());
  }
}
