package io.vpcmesh.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import io.vpcmesh.engine.EndpointJournal;
import io.vpcmesh.engine.Store;
import io.vpcmesh.model.EndpointKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A connection to the API server carries a hundred requests at once. */
class StoreInTurnsTest {

  private static final int PLACES = 4;
  private static final int WRITES = 100;
  private static final EndpointKey ORDERS = EndpointKey.of("shop", "orders");
  private static final EndpointJournal JOURNAL = EndpointJournal.empty("u1");

  private final Store store = mock();
  private final Store inTurns = new StoreInTurns(store, new Turns(PLACES));

  @Test
  void allIsWrittenAndNeverMoreThanThereArePlaces() throws Exception {
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger written = new AtomicInteger();
    CountDownLatch full = new CountDownLatch(PLACES);
    doAnswer(
            _ -> {
              most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
              full.countDown();
              full.await();
              atOnce.decrementAndGet();
              return written.incrementAndGet();
            })
        .when(store)
        .write(any(EndpointKey.class), any(EndpointJournal.class));

    writeAtOnce();

    assertThat(written).hasValue(WRITES);
    assertThat(most).hasValue(PLACES);
  }

  @Test
  void aWriteThatFailsGivesItsPlaceBack() {
    doThrow(new Store.StoreException("no answer")).when(store).release(ORDERS);

    for (int attempt = 0; attempt <= PLACES; attempt++) {
      assertThat(failed(() -> inTurns.release(ORDERS))).isTrue();
    }
  }

  private void writeAtOnce() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writes = new ArrayList<>();
      for (int number = 0; number < WRITES; number++) {
        writes.add(threads.submit(() -> inTurns.write(ORDERS, JOURNAL)));
      }
      for (Future<?> write : writes) {
        write.get();
      }
    }
  }

  private static boolean failed(Runnable work) {
    try {
      work.run();
      return false;
    } catch (Store.StoreException expected) {
      return true;
    }
  }
}
