package io.vpcmesh.bench;

import io.vpcmesh.engine.Loop;
import io.vpcmesh.runtime.VirtualLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A loop whose calls take their way: 30 ms there and back on average, each way between 5 and 25, so
 * that calls arrive in another order and at other distances than they were sent.
 */
final class Network implements Loop {

  private static final int SHORTEST_MILLIS = 5;
  private static final int LONGEST_MILLIS = 25;

  private final Random random = new Random(1);
  private final VirtualLoop loop;

  Network(Instant start) {
    this.loop = new VirtualLoop(start, this::oneWay);
  }

  VirtualLoop loop() {
    return loop;
  }

  @Override
  public Instant now() {
    return loop.now();
  }

  @Override
  public void post(Runnable task) {
    loop.post(task);
  }

  @Override
  public void after(Duration delay, Runnable task) {
    loop.after(delay, task);
  }

  @Override
  public <T> void call(Supplier<T> work, Consumer<Result<T>> done) {
    loop.after(oneWay(), () -> loop.call(work, done));
  }

  private Duration oneWay() {
    return Duration.ofMillis(random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS + 1));
  }
}
