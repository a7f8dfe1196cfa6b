package io.vpcmesh.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vpcmesh.engine.Store.StoreException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FenceTest {

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  /** Close to where such a count turns over. */
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);

  private final Fence fence = new Fence(DEADLINE, nanos::get);

  @Test
  void isClosedUntilTheFirstRenewal() {
    assertThat(fence.isOpen()).isFalse();
    assertThatThrownBy(fence::check)
        .isInstanceOf(StoreException.class)
        .hasMessage("this replica does not lead (any more): nothing is written");
  }

  @Test
  void isOpenForTheDeadlineAfterARenewalWasSent() {
    long sentAt = fence.now();
    pass(Duration.ofSeconds(3));
    fence.renewed(sentAt);

    pass(Duration.ofSeconds(7).minusNanos(1));
    boolean before = fence.isOpen();
    pass(Duration.ofNanos(1));

    assertThat(before).isTrue();
    assertThat(fence.isOpen()).isFalse();
  }

  @Test
  void aRenewalThatIsAnsweredTooLateOpensNothing() {
    long sentAt = fence.now();
    pass(DEADLINE);

    fence.renewed(sentAt);

    assertThat(fence.isOpen()).isFalse();
  }

  @Test
  void isClosedWhenTheLeaseIsGivenUp() {
    fence.renewed(fence.now());

    fence.close();

    assertThat(fence.isOpen()).isFalse();
  }

  @Test
  void isAlwaysOpenForTheOnlyReplica() {
    assertThat(Fence.open().isOpen()).isTrue();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
