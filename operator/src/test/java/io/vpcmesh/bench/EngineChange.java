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
 */
final class EngineChange implements Scenario {

  private static final int WARM_UP = 300;
  private static final int MEASURED = 101;
  private static final Duration NO_AUDIT = Duration.ofDays(365);
  private static final Duration CHANGE = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofSeconds(30);
  private static final Duration LIMIT = Duration.ofHours(3);
  private static final int NO_QUOTA = 1_000_000;

  @Override
  public String name() {
    return "whole engine";
  }

  @Override
  public ImmutableList<Figure> measure(Progress progress) {
    return new ChangeCost<>(new Figures(name()), Changing::new, progress)
        .measure("another address", WARM_UP, MEASURED, Changing::changeAddress)
        .measure("another endpoint", WARM_UP, MEASURED, Changing::replace)
        .compareWithAnew()
        .all();
  }

  /** An engine that goes through its changes. */
  private record Changing(Population population, BenchWorld world) implements ChangeCost.Subject {

    Changing(Population population) {
      this(population, built(population));
    }

    void changeAddress() {
      world.declare(population.change()).run(CHANGE);
    }

    /** An endpoint is deleted, and another one of its name declared. */
    void replace() {
      world.declare(population.leaver().deletionRequested()).run(CHANGE);
      world.declare(population.newcomer()).run(CHANGE);
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
                usual.reach(),
                usual.rules(),
                usual.firewall()));
    world.start();
    population.all().forEach(world::declare);
    return world.untilReady(LOOK, LIMIT).run(CHANGE);
  }
}
