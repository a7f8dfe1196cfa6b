package io.vpcmesh.runtime;

import io.vpcmesh.engine.Loop;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A loop in real time: one thread decides, virtual threads wait for the world.
 *
 * <p>A task that throws is a bug and what it left behind cannot be trusted: nothing runs after it.
 */
public final class ThreadLoop implements Loop, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ThreadLoop.class);

  private final InstantSource clock;
  private final Duration drainTime;
  private final Consumer<Throwable> onBug;
  private final ScheduledThreadPoolExecutor tasks;
  private final ExecutorService calls;

  /**
   * Starts the loop.
   *
   * @param drainTime how long {@link #close} waits for calls that are under way
   * @param onBug ends the process; gets what a task threw
   */
  public ThreadLoop(InstantSource clock, Duration drainTime, Consumer<Throwable> onBug) {
    this.clock = clock;
    this.drainTime = drainTime;
    this.onBug = onBug;
    tasks = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("loop").factory());
    tasks.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    calls = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("call-", 0).factory());
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public void post(Runnable task) {
    unlessClosed(() -> tasks.execute(() -> run(task)));
  }

  @Override
  public void after(Duration delay, Runnable task) {
    unlessClosed(() -> {
      var _ = tasks.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    });
  }

  @Override
  public <T> void call(Supplier<T> work, Consumer<Result<T>> done) {
    unlessClosed(() -> calls.execute(() -> run(() -> deliver(resultOf(work), done))));
  }

  /** Lets calls under way end and their results arrive, within the drain time; drops the rest. */
  @Override
  public void close() {
    calls.shutdown();
    endWithin(calls, drainTime);
    tasks.shutdown();
    endWithin(tasks, drainTime);
  }

  private <T> void deliver(Result<T> result, Consumer<Result<T>> done) {
    post(() -> done.accept(result));
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error bug) {
      tasks.shutdownNow();
      LOG.error("a bug ends the daemon", bug);
      onBug.accept(bug);
    }
  }

  static <T> Loop.Result<T> resultOf(Supplier<T> work) {
    try {
      return new Result.Returned<>(work.get());
    } catch (RuntimeException exception) {
      return new Result.Threw<>(exception);
    }
  }

  /** After the end nobody waits for an answer any more. */
  private static void unlessClosed(Runnable submission) {
    try {
      submission.run();
    } catch (RejectedExecutionException closed) {
      LOG.debug("the loop is closed, a task is dropped");
    }
  }

  private static void endWithin(ExecutorService executor, Duration limit) {
    try {
      if (!executor.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException interrupted) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
