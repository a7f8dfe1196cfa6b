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
record EngineChange(String name, boolean secured) implements Scenario {

  private static final int WARM_UP = 300;
  private static final int MEASURED = 101;
  private static final Duration NO_AUDIT = Duration.ofDays(365);
  private static final Duration CHANGE = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofSeconds(30);
  private static final Duration LIMIT = Duration.ofHours(3);
  private static final int NO_QUOTA = 1_000_000;

  static EngineChange plain() {
    return new EngineChange("whole engine", false);
  }

  /** Each endpoint has a security group, and lets its neighbour in. */
  static EngineChange withGroups() {
    return new EngineChange("whole engine with groups", true);
  }

  @Override
  public ImmutableList<Figure> measure(Progress progress) {
    ChangeCost<Changing> cost =
        new ChangeCost<>(
            new Figures(name()),
            population -> new Changing(population, built(population, secured)),
            progress);
    return secured
        ? cost.measure("another client", WARM_UP, MEASURED, Changing::changeClient).figures().all()
        : cost.measure("another address", WARM_UP, MEASURED, Changing::changeAddress)
            .measure("another endpoint", WARM_UP, MEASURED, Changing::replace)
            .compareWithAnew()
            .all();
  }

  /** An engine that goes through its changes. */
  private record Changing(Population population, BenchWorld world) implements ChangeCost.Subject {

    void changeAddress() {
      world.declare(population.change()).run(CHANGE);
    }

    /** Somebody else is let in than before. */
    void changeClient() {
      world.declare(population.changeClient()).run(CHANGE);
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
      BenchWorld anew = built(population, false);
      return world.cloud.snapshot().normalised().equals(anew.cloud.snapshot().normalised());
    }
  }

  private static BenchWorld built(Population population, boolean secured) {
    Settings aws = Settings.defaults();
    EngineSettings usual = EngineSettings.of("bench");
    BenchWorld world =
        new BenchWorld(
            aws.withQuotas(aws.quotas().withInstancesPerNamespace(NO_QUOTA).withGroups(NO_QUOTA)),
            new EngineSettings(
                usual.installation(),
                new Quotas(usual.quotas().instancesPerService(), NO_QUOTA),
                usual.limits(),
                NO_AUDIT,
                usual.observeOnly(),
                usual.reach(),
                usual.rules(),
                usual.firewall()));
    if (secured) {
      world.secured();
    }
    world.start();
    population.all().forEach(world::declare);
    return world.untilReady(LOOK, LIMIT).run(CHANGE);
  }
}
