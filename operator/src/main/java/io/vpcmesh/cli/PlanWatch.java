package io.vpcmesh.cli;

import io.vpcmesh.engine.Loop;
import io.vpcmesh.standalone.Preview;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a plan that is made in real time. */
final class PlanWatch {

  private static final Duration POLL = Duration.ofMillis(50);

  private final Duration patience;
  private final CompletableFuture<Boolean> done = new CompletableFuture<>();

  PlanWatch(Duration patience) {
    this.patience = patience;
  }

  void failed(Throwable bug) {
    done.completeExceptionally(bug);
  }

  void await(Preview preview, Loop loop) throws InterruptedException {
    loop.post(() -> look(preview, loop));
    try {
      done.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "AWS has not answered everything within %d seconds: try again later"
              .formatted(patience.toSeconds()));
    } catch (ExecutionException bug) {
      throw new IllegalStateException("the plan broke off", bug.getCause());
    }
  }

  private void look(Preview preview, Loop loop) {
    if (preview.isDone()) {
      done.complete(true);
    } else {
      loop.after(POLL, () -> look(preview, loop));
    }
  }
}
