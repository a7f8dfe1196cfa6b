package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.engine.Simulation.Verdict;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A plan that ends badly, as small as it gets.
 *
 * @param kept the indices of those happenings of the seed's plan that are needed
 */
record Finding(Plan plan, ImmutableList<Integer> kept, Verdict verdict) {

  private static final int SHOWN = 4;
  private static final int LONGEST = 3000;

  static Finding of(Plan plan, Verdict verdict) {
    String kind = kind(verdict);
    List<Integer> all = IntStream.range(0, plan.size()).boxed().toList();
    List<Integer> kept =
        Shrinker.shrink(all, some -> kind(Simulation.of(plan.keep(some))).equals(kind));
    Plan smallest = plan.keep(kept);
    return new Finding(smallest, ImmutableList.copyOf(kept), Simulation.of(smallest));
  }

  /** Smaller plans that fail for another reason are another finding. */
  private static String kind(Verdict verdict) {
    return verdict.failures().stream()
        .findFirst()
        .map(failure -> failure.split("[: ]", 2)[0])
        .orElse("");
  }

  String command() {
    return "make simulate SEED=%d KEEP=%s"
        .formatted(
            plan.seed(), kept.stream().map(String::valueOf).collect(Collectors.joining(",")));
  }

  @Override
  public String toString() {
    return "seed %d ends badly:\n%s\nwith no more than this:\n%s\nreplay: %s\n"
        .formatted(
            plan.seed(),
            verdict.failures().stream()
                .limit(SHOWN)
                .map(failure -> "  " + failure.substring(0, Math.min(LONGEST, failure.length())))
                .collect(Collectors.joining("\n")),
            plan.words(kept),
            command());
  }
}
