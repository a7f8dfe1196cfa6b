package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.runtime.VirtualLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When keys get their passes. */
class KeyQueueTest {

  private static final Key ORDERS = EndpointKey.of("shop", "orders");

  private final VirtualLoop loop = new VirtualLoop(Instant.parse("2026-11-01T08:00:00Z"));
  private final List<Instant> passes = new ArrayList<>();
  private final KeyQueue queue = new KeyQueue(loop, _ -> passes.add(loop.now()));

  @Test
  void aKeyThatIsDueLaterGetsItsPassThen() {
    Instant due = loop.now().plusSeconds(2);

    queue.wakeAt(ORDERS, due);
    loop.runFor(Duration.ofSeconds(5));

    assertThat(passes).containsExactly(due);
  }

  /** Time goes by while a pass is made, and what it wanted to see to then may be past. */
  @Test
  void aKeyThatFellDueMeanwhileGetsItsPassAtOnce() {
    Instant begun = loop.now();
    loop.runFor(Duration.ofMillis(40));

    queue.wakeAt(ORDERS, begun.plusMillis(36));
    loop.runFor(Duration.ofSeconds(5));

    assertThat(passes).containsExactly(begun.plusMillis(40));
  }

  @Test
  void whatWasWrittenDownIsSeenToBeforeAllThatWaits() {
    Key cart = EndpointKey.of("shop", "cart");
    List<Key> order = new ArrayList<>();
    KeyQueue several = new KeyQueue(loop, order::add);

    several.wake(ORDERS);
    several.wake(cart);
    several.passNow(cart);
    assertThat(order).containsExactly(cart);

    loop.runFor(Duration.ofSeconds(1));
    assertThat(order).containsExactly(cart, ORDERS);
  }

  @Test
  void nothingIsLeftToBeDoneWhenAllThatWaitedWasSeenTo() {
    queue.wake(ORDERS);
    queue.passNow(ORDERS);
    loop.runFor(Duration.ofSeconds(1));

    assertThat(passes).hasSize(1);
    assertThat(queue.idle()).isTrue();
  }
}
