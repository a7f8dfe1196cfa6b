package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.engine.Run.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Tells a scenario once undisturbed, then once with each disturbance, and compares the ends. Each
 * run has a world of its own, so they keep all cores busy.
 */
final class Sweep {

  private static final int SHOWN = 5;

  private Sweep() {}

  static void over(
      Scenario scenario, Function<Ending, Stream<? extends Disturbance>> disturbances) {
    Ending undisturbed = Run.of(scenario, new Disturbance.None());
    assertThat(undisturbed.violations()).isEmpty();
    assertThat(undisturbed.deviations()).isEmpty();
    long start = System.nanoTime();
    List<Disturbance> all = new ArrayList<>(disturbances.apply(undisturbed).toList());
    List<String> different =
        all.parallelStream()
            .flatMap(disturbance -> differences(scenario, disturbance, undisturbed))
            .toList();
    double millis = (System.nanoTime() - start) / 1e6 / all.size();
    System.out.printf(
        "sweep of %s: %d calls, %d writes, %d runs, %.1f ms each, %d bad%n",
        scenario, undisturbed.calls(), undisturbed.writes(), all.size(), millis, different.size());
    assertThat(different.stream().limit(SHOWN)).isEmpty();
  }

  private static Stream<String> differences(
      Scenario scenario, Disturbance disturbance, Ending undisturbed) {
    Ending ending = Run.of(scenario, disturbance);
    assertThat(ending.disturbed()).as(disturbance.toString()).isTrue();
    Stream<String> end =
        ending.world().equals(undisturbed.world())
            ? Stream.of()
            : Stream.of("ends with " + ending.world() + " in place of " + undisturbed.world());
    return Stream.concat(ending.violations().stream().map(Violation::toString), end)
        .map(what -> "%s, %s: %s%n".formatted(scenario, disturbance, what));
  }
}
