package io.vpcmesh.engine;

import io.vpcmesh.runtime.VirtualLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A replica of the operator on the loop that all share: when it is dead, nothing that it set runs
 * any more.
 */
final class Replica implements Loop {

  private final VirtualLoop world;

  /** Behind a closed fence nothing is written; there is no way back. */
  boolean deposed;

  boolean dead;

  Replica(VirtualLoop world) {
    this.world = world;
  }

  @Override
  public Instant now() {
    return world.now();
  }

  @Override
  public void post(Runnable task) {
    world.post(living(task));
  }

  @Override
  public void after(Duration delay, Runnable task) {
    world.after(delay, living(task));
  }

  @Override
  public <T> void call(Supplier<T> work, Consumer<Result<T>> done) {
    world.call(
        work,
        result -> {
          if (!dead) {
            done.accept(result);
          }
        });
  }

  private Runnable living(Runnable task) {
    return () -> {
      if (!dead) {
        task.run();
      }
    };
  }
}
