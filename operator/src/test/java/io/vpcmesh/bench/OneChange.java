package io.vpcmesh.bench;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.simulated.WorldSnapshot;
import io.vpcmesh.membership.Instance;
import io.vpcmesh.membership.Instance.State;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.PortNumber;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One thing changes in a service of few or of many instances. */
final class OneChange implements Scenario {

  private static final ImmutableList<Integer> SIZES = ImmutableList.of(10, 100, 900);
  private static final String WRITTEN = "written";
  private static final EndpointKey RUNNING = EndpointKey.of("shop", "running");

  @Override
  public String name() {
    return "one change";
  }

  @Override
  public ImmutableList<Figure> measure(Progress progress) {
    Figures figures = new Figures(name());
    for (int size : SIZES) {
      progress.say("in a service of " + size);
      BenchWorld world = world(size);
      change(
          figures,
          world,
          size,
          "address added",
          () -> {
            world.edit(WRITTEN, Declared.addresses(0, size + 1));
          });
      change(
          figures,
          world,
          size,
          "address replaced",
          () -> {
            world.edit(WRITTEN, Declared.addresses(0, size + 2).subList(1, size + 2));
          });
      change(
          figures,
          world,
          size,
          "task replaced",
          () -> {
            world.tasks.put(RUNNING, task(size, State.READY, "prod"));
            world.tasks.die(RUNNING, new InstanceId("task-0"));
          });
      change(
          figures,
          world,
          size,
          "attribute changed",
          () -> world.tasks.put(RUNNING, task(1, State.READY, "canary")));
      change(
          figures,
          world,
          size,
          "health flipped",
          () -> world.tasks.put(RUNNING, task(2, State.NOT_READY, "prod")));
    }
    return figures.all();
  }

  private static BenchWorld world(int size) {
    BenchWorld world = BenchWorld.usual().start();
    for (int number = 0; number < size; number++) {
      world.tasks.put(RUNNING, task(number, State.READY, "prod"));
    }
    world.declare(Declared.endpoint(WRITTEN, Declared.addresses(0, size)));
    world.declare(Declared.endpoint(RUNNING.ref().name(), List.of()));
    return world.run(Duration.ofMinutes(30));
  }

  private static void change(
      Figures figures, BenchWorld world, int size, String what, Runnable change) {
    WorldSnapshot before = world.cloud.snapshot();
    world.calls.clear();

    change.run();
    world.run(Duration.ofMinutes(30));

    int minimum = Minimum.between(before, world.cloud.snapshot()).size();
    figures.add(
        "%s, %d instances: writes / minimum of %d".formatted(what, size, minimum),
        world.calls.writes() / (double) minimum,
        Goal.exactly(1));
  }

  private static Instance task(int number, State state, String cluster) {
    return new Instance(
        new InstanceId("task-" + number),
        Optional.of(new IpAddress(Declared.address(1, number))),
        Optional.empty(),
        ImmutableMap.of("http", new PortNumber(8080)),
        Optional.of("eu-west-1a"),
        state,
        ImmutableMap.of("ECS_CLUSTER_NAME", cluster));
  }
}
