package io.vpcmesh.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vpcmesh.engine.Loop.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualLoopTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final VirtualLoop loop = new VirtualLoop(START);
  private final List<String> seen = new ArrayList<>();

  @Test
  void tasksRunByTimeAndThenInTheOrderOfTheirSubmission() {
    loop.after(Duration.ofSeconds(2), () -> note("later"));
    loop.post(() -> note("first"));
    loop.post(() -> note("second"));
    loop.after(Duration.ofSeconds(1), () -> note("sooner"));

    loop.runFor(Duration.ofSeconds(2));

    assertThat(seen).containsExactly("first +0s", "second +0s", "sooner +1s", "later +2s");
  }

  @Test
  void timePassesAlsoWhenNothingHappens() {
    loop.runFor(Duration.ofHours(1));

    assertThat(loop.now()).isEqualTo(START.plusSeconds(3600));
  }

  @Test
  void whatIsNotDueWaits() {
    loop.after(Duration.ofSeconds(2), () -> note("later"));

    loop.runFor(Duration.ofSeconds(1));

    assertThat(seen).isEmpty();
  }

  @Test
  void idleEndsARunEarly() {
    loop.after(Duration.ofSeconds(1), () -> note("once"));

    boolean idle = loop.runUntilIdle(Duration.ofHours(1));

    assertThat(idle).isTrue();
    assertThat(loop.now()).isEqualTo(START.plusSeconds(1));
  }

  @Test
  void aTaskThatRepeatsItselfIsNeverIdle() {
    repeat();

    boolean idle = loop.runUntilIdle(Duration.ofSeconds(10));

    assertThat(idle).isFalse();
    assertThat(loop.now()).isEqualTo(START.plusSeconds(10));
  }

  @Test
  void aCallHappensAtOnceAndIsAnsweredAfterTheLatency() {
    List<Result<Instant>> results = new ArrayList<>();
    loop.call(loop::now, results::add);

    loop.runUntilIdle(Duration.ofSeconds(1));

    assertThat(results).containsExactly(new Result.Returned<>(START));
    assertThat(loop.now()).isEqualTo(START.plus(VirtualLoop.LATENCY));
  }

  @Test
  void aCallThatFailsHandsOverItsException() {
    IllegalStateException exception = new IllegalStateException("down");
    List<Result<String>> results = new ArrayList<>();
    loop.<String>call(
        () -> {
          throw exception;
        },
        results::add);

    loop.runUntilIdle(Duration.ofSeconds(1));

    assertThat(results).containsExactly(new Result.Threw<>(exception));
  }

  @Test
  void whatATaskThrowsComesOutOfTheRun() {
    loop.post(() -> {
      throw new IllegalStateException("a bug");
    });

    assertThatThrownBy(() -> loop.runFor(Duration.ZERO)).hasMessage("a bug");
  }

  @Test
  void aDroppedTaskNeverRuns() {
    loop.post(() -> note("never"));

    loop.dropAll();

    assertThat(loop.runUntilIdle(Duration.ZERO)).isTrue();
    assertThat(seen).isEmpty();
  }

  private void repeat() {
    loop.after(Duration.ofSeconds(1), this::repeat);
  }

  private void note(String what) {
    seen.add(what + " +" + Duration.between(START, loop.now()).toSeconds() + "s");
  }
}
