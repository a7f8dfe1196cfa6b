package io.vpcmesh.bench;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.model.AwsAction;
import java.time.Duration;

/**
 * Nothing happens for an hour. Audits do not come by the hour, so that one hour has more of them
 * than another: after three hours all phases were seen, and the worst hour counts.
 */
final class IdleHour implements Scenario {

  private static final int SERVICES = 100;
  private static final int INSTANCES = 10;
  private static final int HOURS = 3;

  @Override
  public String name() {
    return "idle hour";
  }

  @Override
  public ImmutableList<Figure> measure(Progress progress) {
    BenchWorld world = BenchWorld.usual().start().declare(Fleet.of(SERVICES, INSTANCES));
    world.run(Duration.ofMinutes(30));
    int stateWrites = world.store.writes();
    Worst worst = Worst.of(world);
    return new Figures(name())
        .add("writes to AWS", worst.writes(), Goal.exactly(0))
        .add("writes of journal and status", world.store.writes() - stateWrites, Goal.exactly(0))
        .add("reads per service", worst.reads() / (double) SERVICES, Goal.atMost(10))
        .tell("of all reads, listings of the namespace", worst.listings())
        .tell("reads in a mesh of one service", Worst.of(ofOneService()).reads())
        .all();
  }

  private static BenchWorld ofOneService() {
    return BenchWorld.usual().start().declare(Fleet.of(1, 1)).run(Duration.ofMinutes(30));
  }

  /** The most that there was in one hour. */
  private record Worst(int writes, int reads, int listings) {

    static Worst of(BenchWorld world) {
      Worst worst = new Worst(0, 0, 0);
      for (int hour = 0; hour < HOURS; hour++) {
        world.calls.clear();
        world.run(Duration.ofHours(1));
        worst =
            new Worst(
                Math.max(worst.writes(), world.calls.writes()),
                Math.max(worst.reads(), world.calls.reads()),
                Math.max(worst.listings(), world.calls.of(AwsAction.LIST_SERVICES)));
      }
      return worst;
    }
  }
}
