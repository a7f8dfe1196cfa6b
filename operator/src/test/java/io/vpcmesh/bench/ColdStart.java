package io.vpcmesh.bench;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableMultiset;
import com.google.common.collect.Maps;
import io.vpcmesh.cloud.simulated.Limits;
import io.vpcmesh.cloud.simulated.Rate;
import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.cloud.simulated.WorldSnapshot;
import io.vpcmesh.engine.EngineSettings;
import io.vpcmesh.model.AwsAction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An account without any of ours: everything that is declared has to be made.
 *
 * @param meshFirst the mesh is declared and ready before the endpoints come
 * @param killed the process dies in the midst, when all bursts are used up
 */
record ColdStart(
    String name, Fleet fleet, Settings aws, boolean meshFirst, boolean killed, Goals goals)
    implements Scenario {

  private static final Fleet PLAIN = Fleet.of(100, 10);
  private static final Fleet SECURED = new Fleet(300, 1, 5, false);
  private static final Fleet SCATTERED = new Fleet(300, 1, 5, true);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration AFTERMATH = Duration.ofMinutes(20);
  private static final Duration LIFE = Duration.ofSeconds(5);
  private static final Duration DOWNTIME = Duration.ofSeconds(1);

  /** What is demanded of a cold start. */
  private record Goals(Optional<Goal> calls, Optional<Goal> time, Optional<Goal> refused) {

    static final Goals ALL =
        new Goals(
            Optional.of(Goal.atMost(1.01)),
            Optional.of(Goal.atMost(1.05)),
            Optional.of(Goal.atMost(0.1)));
    static final Goals REFUSALS =
        new Goals(Optional.empty(), Optional.empty(), Optional.of(Goal.atMost(0.1)));

    /**
     * A group is opened when its callers have theirs, and when those are anywhere, most of all
     * groups are some caller's: the best order that is known takes 1.15 times the floor.
     */
    static final Goals SCATTERED_GROUPS =
        new Goals(
            Optional.of(Goal.atMost(1.01)),
            Optional.of(Goal.atMost(1.25)),
            Optional.of(Goal.atMost(0.1)));

    static final Goals LEARNED =
        new Goals(Optional.empty(), Optional.of(Goal.atMost(1.15)), Optional.empty());
    static final Goals NONE = new Goals(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Mesh and endpoints are declared at once. */
  static ColdStart whole() {
    return new ColdStart("cold start", PLAIN, Settings.defaults(), false, false, Goals.ALL);
  }

  /** Nothing hides behind the time that AWS takes to make a namespace. */
  static ColdStart intoNamespace() {
    return new ColdStart(
        "cold start, mesh ready", PLAIN, Settings.defaults(), true, false, Goals.ALL);
  }

  static ColdStart interrupted() {
    return new ColdStart(
        "cold start, killed in the midst", PLAIN, Settings.defaults(), true, true, Goals.REFUSALS);
  }

  /** The account gives half of what is believed, and nobody says so. */
  static ColdStart atHalfTheRates() {
    return new ColdStart(
        "cold start, half the rates", PLAIN, halfTheRates(), true, false, Goals.NONE);
  }

  /** Each of 300 services lets five others in. */
  static ColdStart withGroups() {
    return new ColdStart(
        "cold start with groups", SECURED, Settings.defaults(), true, false, Goals.ALL);
  }

  /** Those whom a service lets in are anywhere among the others. */
  static ColdStart withScatteredGroups() {
    return new ColdStart(
        "cold start with groups, callers anywhere",
        SCATTERED,
        Settings.defaults(),
        true,
        false,
        Goals.SCATTERED_GROUPS);
  }

  /** What the account gives has to be learned. */
  static ColdStart withGroupsAtHalfTheRates() {
    return new ColdStart(
        "cold start with groups, half the rates",
        SECURED,
        halfTheRates(),
        true,
        false,
        Goals.LEARNED);
  }

  private static Settings halfTheRates() {
    ImmutableMap<AwsAction, Rate> half =
        ImmutableMap.copyOf(
            Maps.transformValues(
                Limits.defaults().rates(),
                rate -> new Rate(Math.max(1, rate.burst() / 2), rate.perSecond() / 2)));
    return Settings.defaults().withLimits(new Limits(half));
  }

  /** The same with all that is demanded of the usual one. */
  ColdStart judged() {
    return new ColdStart(name, fleet, aws, meshFirst, killed, Goals.ALL);
  }

  @Override
  public ImmutableList<Figure> measure(Progress progress) {
    BenchWorld world = new BenchWorld(aws, EngineSettings.of("bench"));
    if (fleet.secured()) {
      world.secured();
    }
    world.start();
    if (meshFirst) {
      world.run(LIMIT);
    }
    world.calls.clear();
    WorldSnapshot before = world.cloud.snapshot();
    Instant start = world.loop().now();

    world.declare(fleet);
    if (killed) {
      world.run(LIFE).restart(DOWNTIME);
    }
    Duration reported = Duration.between(start, world.untilReady(LOOK, LIMIT).loop().now());
    int reads = world.calls.reads();
    world.run(AFTERMATH);

    ImmutableMultiset<AwsAction> minimum = Minimum.between(before, world.cloud.snapshot());
    Duration registered = Duration.between(start, world.calls.lastWrite());
    return figures(world.calls, minimum, registered, reported).tell("reads", reads).all();
  }

  private Figures figures(
      CallTally calls,
      ImmutableMultiset<AwsAction> minimum,
      Duration lastWrite,
      Duration reported) {
    Duration floor = Floor.of(minimum, aws).total();
    Duration discoverable = floor.plus(aws.latencies().discoveryLag());
    Duration registered = lastWrite.plus(aws.latencies().instanceOperation());
    double refused = 100.0 * calls.refused().size() / calls.all();
    return new Figures(name)
        .add("writes / minimum", calls.writes() / (double) minimum.size(), goals.calls())
        .add("refused calls in percent", refused, goals.refused())
        .add("all registered: time / floor", ratio(registered, floor), goals.time())
        .add("all reported ready: time / floor", ratio(reported, discoverable), goals.time())
        .tell("all registered: seconds", seconds(registered))
        .tell("all reported ready: seconds", seconds(reported))
        .tell("writes", calls.writes());
  }

  private static double ratio(Duration time, Duration floor) {
    return seconds(time) / seconds(floor);
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }
}
