package io.vpcmesh.bench;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.simulated.Call;
import io.vpcmesh.cloud.simulated.CallObserver;
import io.vpcmesh.cloud.simulated.WorldSnapshot;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Service;
import io.vpcmesh.model.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Somebody changes by hand what is ours. Sixty services are touched one after the other, so that
 * the hand comes at every phase between two audits; the worst case counts.
 */
final class Drift implements Scenario {

  private static final int SERVICES = 60;
  private static final int INSTANCES = 3;
  private static final Duration GOAL = Duration.ofMinutes(10);

  @Override
  public String name() {
    return "drift";
  }

  @Override
  public ImmutableList<Figure> measure(Progress progress) {
    Figures figures = new Figures(name());
    for (Hand hand : Hand.values()) {
      progress.say(hand.deed());
      BenchWorld world = BenchWorld.usual().start().declare(Fleet.of(SERVICES, INSTANCES));
      world.run(Duration.ofMinutes(30));
      WorldSnapshot before = world.cloud.snapshot().normalised();
      Repairs repairs = new Repairs();
      world.cloud.observe(repairs);

      touch(world, hand, repairs);
      world.run(GOAL.multipliedBy(2));

      boolean mended = world.cloud.snapshot().normalised().equals(before);
      figures
          .add(hand.deed() + ": worst seconds until repaired", repairs.worst(), Goal.atMost(600))
          .add(hand.deed() + ": services not as before", mended ? 0 : 1, Goal.exactly(0));
    }
    return figures.all();
  }

  private static void touch(BenchWorld world, Hand hand, Repairs repairs) {
    Duration step = world.settings().auditEvery().dividedBy(SERVICES);
    CloudMap person = world.cloud.client("person").cloudMap(Place.of(Declared.REGION));
    List<Service> services = world.cloud.snapshot().services().toList();
    for (Service service : services) {
      repairs.touched(service.id().value(), world.loop().now());
      hand.act(person, service);
      world.run(step);
    }
  }

  /** When a service was touched, and when the operator first wrote to it afterwards. */
  private static final class Repairs implements CallObserver {

    private final Map<String, Instant> touched = new HashMap<>();
    private final Map<String, Duration> repaired = new HashMap<>();

    void touched(String service, Instant at) {
      touched.put(service, at);
    }

    @Override
    public void beforeCall(Call call) {
      Instant since = touched.get(call.request().subject());
      if (since != null && call.client().equals("operator") && call.action().mutating()) {
        repaired.putIfAbsent(call.request().subject(), Duration.between(since, call.at()));
      }
    }

    /** In seconds; without end if one was not repaired. */
    double worst() {
      return repaired.size() < touched.size()
          ? Double.POSITIVE_INFINITY
          : repaired.values().stream().mapToDouble(time -> time.toMillis() / 1e3).max().orElse(0);
    }
  }
}
