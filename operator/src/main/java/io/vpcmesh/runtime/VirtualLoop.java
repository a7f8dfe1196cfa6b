package io.vpcmesh.runtime;

import io.vpcmesh.engine.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A loop in virtual time on the caller's thread: the same tasks in the same order, every time.
 * Nothing happens until one of the {@code run} methods is called; what a task throws comes out of
 * it. Not for use by several threads.
 */
public final class VirtualLoop implements Loop {

  /** What a call to AWS takes, more or less. */
  public static final Duration LATENCY = Duration.ofMillis(30);

  private final PriorityQueue<Task> queue = new PriorityQueue<>(Task.ORDER);
  private final Supplier<Duration> latency;
  private Instant now;
  private long sequence;

  public VirtualLoop(Instant start) {
    this(start, () -> LATENCY);
  }

  /**
   * A loop whose clock shows {@code start}.
   *
   * @param latency asked for each call: when its result arrives
   */
  public VirtualLoop(Instant start, Supplier<Duration> latency) {
    this.now = start;
    this.latency = latency;
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void post(Runnable task) {
    after(Duration.ZERO, task);
  }

  @Override
  public void after(Duration delay, Runnable task) {
    queue.add(new Task(now.plus(delay), sequence++, task));
  }

  /** The work happens now, its result arrives when the latency has passed. */
  @Override
  public <T> void call(Supplier<T> work, Consumer<Result<T>> done) {
    Result<T> result = ThreadLoop.resultOf(work);
    after(latency.get(), () -> done.accept(result));
  }

  /** Lets this much time pass. */
  public void runFor(Duration time) {
    runUntil(() -> false, time);
  }

  /**
   * Runs until nothing is queued, at most this much time.
   *
   * @return whether nothing is queued
   */
  public boolean runUntilIdle(Duration limit) {
    return runUntil(queue::isEmpty, limit);
  }

  /**
   * Runs until the condition holds, looking after each task, at most this much time.
   *
   * @return whether the condition holds
   */
  public boolean runUntil(BooleanSupplier condition, Duration limit) {
    Instant end = now.plus(limit);
    while (!condition.getAsBoolean()) {
      if (!runNext(end)) {
        now = end;
        return condition.getAsBoolean();
      }
    }
    return true;
  }

  /** Forgets all that is queued, as a process does that dies; time goes on from here. */
  public void dropAll() {
    queue.clear();
  }

  private boolean runNext(Instant end) {
    Task next = queue.peek();
    if (next == null || next.at().isAfter(end)) {
      return false;
    }
    queue.remove();
    now = next.at();
    next.work().run();
    return true;
  }

  private record Task(Instant at, long sequence, Runnable work) {
    static final Comparator<Task> ORDER =
        Comparator.comparing(Task::at).thenComparingLong(Task::sequence);
  }
}
