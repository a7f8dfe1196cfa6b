package io.vpcmesh.bench;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.engine.EngineSettings;
import io.vpcmesh.registry.Quotas;
import java.time.Duration;

/**
 * One endpoint of few or of many changes, in the whole engine with the simulated cloud: until AWS
 * has the change, the engine has seen that and has looked a second time. Audits come by the clock
 * whether or not anything changes; they are in the idle hour and kept out of here.
 *
 * @param turnover the endpoint is deleted and another one of its name declared, in place of another
 *     address
 */
record EngineChange(String name, boolean turnover) implements Scenario {

  private static final int WARM_UP = 300;
  private static final int MEASURED = 101;
  private static final Duration NO_AUDIT = Duration.ofDays(365);
  private static final Duration CHANGE = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofSeconds(30);
  private static final Duration LIMIT = Duration.ofHours(3);
  private static final int NO_QUOTA = 1_000_000;

  static EngineChange ofAddress() {
    return new EngineChange("engine, another address", false);
  }

  static EngineChange ofEndpoint() {
    return new EngineChange("engine, another endpoint", true);
  }

  @Override
  public ImmutableList<Figure> measure(Progress progress) {
    return new ChangeCost(name, WARM_UP, MEASURED)
        .of(endpoints -> new Changing(endpoints, built(endpoints), turnover), progress)
        .all();
  }

  /** An engine that goes through its changes. */
  private record Changing(Population population, BenchWorld world, boolean turnover)
      implements ChangeCost.Subject {

    @Override
    public void change() {
      if (turnover) {
        world.declare(population.leaver().deletionRequested()).run(CHANGE);
        world.declare(population.newcomer()).run(CHANGE);
      } else {
        world.declare(population.change()).run(CHANGE);
      }
    }

    @Override
    public long viewsBuilt() {
      return world.engine().viewsBuilt();
    }

    @Override
    public boolean isAsBuiltAnew() {
      BenchWorld anew = built(population);
      return world.cloud.snapshot().normalised().equals(anew.cloud.snapshot().normalised());
    }
  }

  private static BenchWorld built(Population population) {
    Settings aws = Settings.defaults();
    EngineSettings usual = EngineSettings.of("bench");
    BenchWorld world =
        new BenchWorld(
            aws.withQuotas(aws.quotas().withInstancesPerNamespace(NO_QUOTA)),
            new EngineSettings(
                usual.installation(),
                new Quotas(usual.quotas().instancesPerService(), NO_QUOTA),
                usual.limits(),
                NO_AUDIT,
                usual.observeOnly(),
                usual.rules()));
    world.start();
    population.all().forEach(world::declare);
    return world.untilReady(LOOK, LIMIT).run(CHANGE);
  }
}
