package io.vpcmesh.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The one thread on which every decision is made, and the only source of time. A driver brings a
 * real one; the simulator one with a virtual clock. All methods may be called from any thread.
 */
public interface Loop {

  Instant now();

  /** Runs the task on the loop, after those posted before it. */
  void post(Runnable task);

  /** Runs the task on the loop, once, not before the delay has passed. */
  void after(Duration delay, Runnable task);

  /** Runs blocking work elsewhere and hands its result to {@code done} on the loop. */
  <T> void call(Supplier<T> work, Consumer<Result<T>> done);

  /** How a piece of blocking work ended. */
  sealed interface Result<T> {

    /** It returned this. */
    record Returned<T>(T value) implements Result<T> {}

    /** It threw this. */
    record Threw<T>(RuntimeException exception) implements Result<T> {}
  }
}
