package io.vpcmesh.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vpcmesh.engine.Loop.Result;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThreadLoopTest {

  private final CompletableFuture<Throwable> bug = new CompletableFuture<>();
  private final ThreadLoop loop =
      new ThreadLoop(InstantSource.system(), Duration.ofSeconds(5), bug::complete);

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void tasksRunOneAfterTheOtherOnOneThread() {
    CompletableFuture<List<String>> seen = new CompletableFuture<>();
    List<String> names = new CopyOnWriteArrayList<>();

    loop.post(() -> names.add("first on " + Thread.currentThread().getName()));
    loop.post(() -> names.add("second on " + Thread.currentThread().getName()));
    loop.post(() -> seen.complete(names));

    assertThat(soon(seen)).containsExactly("first on loop", "second on loop");
  }

  @Test
  void aDelayPassesBeforeTheTask() {
    long start = System.nanoTime();
    CompletableFuture<Long> end = new CompletableFuture<>();

    loop.after(Duration.ofMillis(20), () -> end.complete(System.nanoTime()));

    assertThat(Duration.ofNanos(soon(end) - start)).isGreaterThanOrEqualTo(Duration.ofMillis(20));
  }

  @Test
  void aCallRunsElsewhereAndItsResultArrivesOnTheLoop() {
    CompletableFuture<String> seen = new CompletableFuture<>();

    loop.call(
        () -> Thread.currentThread().isVirtual(),
        result -> seen.complete(result + " on " + Thread.currentThread().getName()));

    assertThat(soon(seen)).isEqualTo("Returned[value=true] on loop");
  }

  @Test
  void aCallThatFailsHandsOverItsException() {
    IllegalStateException exception = new IllegalStateException("down");
    CompletableFuture<Result<String>> seen = new CompletableFuture<>();

    loop.<String>call(
        () -> {
          throw exception;
        },
        seen::complete);

    assertThat(soon(seen)).isEqualTo(new Result.Threw<>(exception));
  }

  @Test
  void aTaskThatThrowsIsTheLastOne() {
    IllegalStateException exception = new IllegalStateException("a bug");
    List<String> seen = new CopyOnWriteArrayList<>();

    loop.post(() -> {
      loop.post(() -> seen.add("after the bug"));
      throw exception;
    });

    assertThat(soon(bug)).isSameAs(exception);
    loop.close();
    assertThat(seen).isEmpty();
  }

  @Test
  void closingWaitsForCallsUnderWayAndTheirResults() {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    List<String> seen = new CopyOnWriteArrayList<>();
    loop.call(
        () -> {
          started.countDown();
          await(release);
          return "written";
        },
        result -> seen.add(result.toString()));
    await(started);

    loop.after(Duration.ofDays(1), () -> seen.add("a day later"));
    release.countDown();
    loop.close();

    assertThat(seen).containsExactly("Returned[value=written]");
  }

  @Test
  void closingGivesUpOnACallThatHangs() {
    CompletableFuture<String> interrupted = new CompletableFuture<>();
    CountDownLatch never = new CountDownLatch(1);
    ThreadLoop impatient = new ThreadLoop(InstantSource.system(), Duration.ZERO, bug::complete);
    impatient.call(
        () -> {
          assertThatThrownBy(never::await).isInstanceOf(InterruptedException.class);
          return interrupted.complete("interrupted");
        },
        result -> {});

    impatient.close();

    assertThat(soon(interrupted)).isEqualTo("interrupted");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private static <T> T soon(Future<T> future) {
    try {
      return future.get(5, TimeUnit.SECONDS);
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }
}
