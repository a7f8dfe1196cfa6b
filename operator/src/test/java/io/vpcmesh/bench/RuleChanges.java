package io.vpcmesh.bench;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMultiset;
import io.vpcmesh.cloud.simulated.WorldSnapshot;
import io.vpcmesh.model.AwsAction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Some services let in others than before, all at once: 500 rules of 20 groups. */
final class RuleChanges implements Scenario {

  private static final int DESTINATIONS = 20;
  private static final int CALLERS = 50;
  private static final int CHANGED = 25;
  private static final Duration LIMIT = Duration.ofMinutes(30);

  @Override
  public String name() {
    return "500 rule changes";
  }

  @Override
  public ImmutableList<Figure> measure(Progress progress) {
    BenchWorld world = BenchWorld.usual().secured().start();
    List<String> names = Declared.names(DESTINATIONS + CALLERS);
    List<String> callers = names.subList(DESTINATIONS, names.size());
    callers.forEach(name -> world.declare(Declared.endpoint(name, List.of())));
    declare(world, names, callers.subList(0, CHANGED));
    world.run(LIMIT);
    WorldSnapshot before = world.cloud.snapshot();
    world.calls.clear();
    Instant start = world.loop().now();

    declare(world, names, callers.subList(CHANGED / 2, CHANGED + CHANGED / 2));
    world.run(LIMIT);

    ImmutableMultiset<AwsAction> minimum = Minimum.between(before, world.cloud.snapshot());
    Duration time = Duration.between(start, world.calls.lastWrite());
    return new Figures(name())
        .add(
            "writes / minimum of " + minimum.size(),
            world.calls.writes() / (double) minimum.size(),
            Goal.exactly(1))
        .add("writes per group", world.calls.writes() / (double) DESTINATIONS, Goal.atMost(2))
        .tell("seconds", time.toMillis() / 1e3)
        .tell("reads", world.calls.reads())
        .all();
  }

  private static void declare(BenchWorld world, List<String> names, List<String> callers) {
    for (int number = 0; number < DESTINATIONS; number++) {
      world.declare(
          Declared.callable(
              Declared.endpoint(names.get(number), Declared.addresses(number, 1)), callers));
    }
  }
}
