package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.engine.Disturbance.Deaths;
import io.vpcmesh.engine.Run.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Tells a scenario once undisturbed, then once with each disturbance, and compares the ends. Each
 * run has a world of its own, so they keep all cores busy.
 */
record Sweep(Run.Stage stage, Ending undisturbed) {

  private static final Pattern INITIAL_HEALTH = Pattern.compile("AWS_INIT_HEALTH_STATUS=\\w+");

  private static final int SHOWN = 5;

  /**
   * What came of it.
   *
   * @param effects how many there are in the undisturbed run
   * @param bad what was not as it should be
   */
  record Result(Scenario scenario, long effects, int runs, double millis, List<String> bad) {

    /** Tells it, and fails if anything is bad. */
    void check() {
      System.out.printf(
          "sweep of %s: %d effects, %d runs, %.1f ms each, %d bad%n",
          scenario, effects, runs, millis / Math.max(1, runs), bad.size());
      assertThat(bad.stream().limit(SHOWN)).isEmpty();
    }
  }

  static Sweep of(Scenario scenario) {
    Run.Stage stage = Run.Stage.of(scenario);
    Ending undisturbed = stage.run(new Disturbance.None());
    assertThat(undisturbed.violations()).isEmpty();
    assertThat(undisturbed.deviations()).isEmpty();
    return new Sweep(stage, undisturbed);
  }

  Result over(Function<Ending, Stream<? extends Disturbance>> disturbances) {
    return over(disturbances.apply(undisturbed).toList());
  }

  /** Two deaths, the second in the life after the first, wherever they may fall. */
  Result overPairs() {
    return over(
        pairs(
            LongStream.rangeClosed(1, undisturbed.effects()),
            effects -> LongStream.rangeClosed(1, effects)));
  }

  /** Some of the pairs, as far from each other as may be and always the same. */
  Result overPairs(int firsts, int seconds) {
    return over(pairs(spread(undisturbed.effects(), firsts), effects -> spread(effects, seconds)));
  }

  private static LongStream spread(long last, int most) {
    long every = Math.max(1, Math.ceilDiv(last, most));
    return LongStream.rangeClosed(1, last).filter(k -> (k - 1) % every == every / 2);
  }

  /** Each first death tells how much there is in the life after it. */
  private List<Deaths> pairs(LongStream firsts, LongFunction<LongStream> seconds) {
    return firsts
        .parallel()
        .boxed()
        .flatMap(first ->
            seconds
                .apply(stage.run(new Deaths(first, 0)).effects())
                .mapToObj(second -> new Deaths(first, second)))
        .toList();
  }

  private Result over(List<? extends Disturbance> all) {
    long start = System.nanoTime();
    List<String> bad = new ArrayList<>(all).parallelStream().flatMap(this::differences).toList();
    double millis = (System.nanoTime() - start) / 1e6;
    return new Result(stage.scenario(), undisturbed.effects(), all.size(), millis, bad);
  }

  private Stream<String> differences(Disturbance disturbance) {
    Ending ending = stage.run(disturbance);
    assertThat(ending.disturbed()).as(disturbance.toString()).isTrue();
    Stream<String> end =
        comparable(ending, disturbance).equals(comparable(undisturbed, disturbance))
            ? Stream.of()
            : Stream.of("ends with " + ending.world() + " in place of " + undisturbed.world());
    // What AWS refused once was tried again as a revision of its own.
    Stream<String> rollouts =
        disturbance instanceof Disturbance.FaultAtCall
                || ending.rollouts().equals(undisturbed.rollouts())
            ? Stream.of()
            : Stream.of(ending.rollouts() + " in place of " + undisturbed.rollouts());
    return Stream.of(ending.violations().stream().map(Violation::toString), end, rollouts)
        .flatMap(found -> found)
        .map(what -> "%s, %s: %s%n".formatted(stage.scenario(), disturbance, what));
  }

  /** How an instance was when it was registered last depends on when a fault has it tried again. */
  private static String comparable(Ending ending, Disturbance disturbance) {
    String world = ending.world().toString();
    return disturbance instanceof Disturbance.FaultAtCall
        ? INITIAL_HEALTH.matcher(world).replaceAll("")
        : world;
  }
}
