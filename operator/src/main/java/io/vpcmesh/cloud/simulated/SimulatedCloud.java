package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.vpcmesh.cloud.Cloud;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.Sts;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * An AWS account in memory. It is driven by its callers alone: what is asynchronous or late is
 * worked out from the clock at the next call, so a virtual clock replays it exactly. It may be used
 * by several threads.
 *
 * <p>The Region of the settings is its home; others exist as soon as somebody asks for them.
 */
public final class SimulatedCloud implements Cloud {

  private static final String OPERATOR = "operator";

  private final Settings settings;
  private final InstantSource clock;
  private final Traffic traffic = new Traffic();
  private final Map<String, FrontDoor> regions = new TreeMap<>();

  public SimulatedCloud(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** Goes on where {@link #save} stopped; operations that became due meanwhile happen now. */
  public static SimulatedCloud restore(Settings settings, SavedCloud saved, InstantSource clock) {
    SimulatedCloud cloud = new SimulatedCloud(settings, clock);
    saved
        .regions()
        .forEach((region, world) -> cloud.open(region, world.wake(cloud.settingsOf(region))));
    return cloud;
  }

  public Settings settings() {
    return settings;
  }

  @Override
  public CloudMap cloudMap(String region) {
    return new SimulatedCloudMap(door(region), OPERATOR);
  }

  @Override
  public Sts sts(String region) {
    return new SimulatedSts(door(region), OPERATOR);
  }

  /** The port of the home Region. */
  public CloudMap cloudMap() {
    return cloudMap(settings.region());
  }

  /** The port of the home Region. */
  public Sts sts() {
    return sts(settings.region());
  }

  /** The same account for somebody else, such as a person or a second operator. */
  public Cloud client(String name) {
    return new Client(this, name);
  }

  private record Client(SimulatedCloud cloud, String name) implements Cloud {

    @Override
    public CloudMap cloudMap(String region) {
      return new SimulatedCloudMap(cloud.door(region), name);
    }

    @Override
    public Sts sts(String region) {
      return new SimulatedSts(cloud.door(region), name);
    }
  }

  /** The script of what goes wrong; empty until somebody sets a fault. */
  public Faults faults() {
    return traffic.faults();
  }

  public void observe(CallObserver observer) {
    traffic.add(observer);
  }

  public void stopObserving(CallObserver observer) {
    traffic.remove(observer);
  }

  /** What exists in the home Region now. */
  public WorldSnapshot snapshot() {
    return snapshot(settings.region());
  }

  /** What exists now. This is no call: nobody observes it and nothing can go wrong with it. */
  public WorldSnapshot snapshot(String region) {
    FrontDoor door = door(region);
    return door.look(() -> Snapshots.of(door.backend()).take());
  }

  /** Somebody takes tags off an object in the home Region. This is no call of the ports. */
  public void untag(String arn, Set<String> keys) {
    FrontDoor door = door(settings.region());
    door.look(() -> {
      door.backend().tags.remove(arn, keys);
      return arn;
    });
  }

  public SavedCloud save() {
    return traffic.alone(
        () -> new SavedCloud(ImmutableMap.copyOf(Maps.transformValues(regions, this::save))));
  }

  private SavedWorld save(FrontDoor door) {
    return door.look(() -> SavedWorld.of(door.backend()));
  }

  private FrontDoor door(String region) {
    return traffic.alone(() -> {
      FrontDoor door = regions.get(region);
      return door == null ? open(region, new Backend(settingsOf(region), 0)) : door;
    });
  }

  private FrontDoor open(String region, Backend backend) {
    FrontDoor door = new FrontDoor(backend, clock, traffic);
    regions.put(region, door);
    return door;
  }

  /** Ids must differ between Regions. */
  private Settings settingsOf(String region) {
    return settings
        .withAccount(settings.accountId(), region)
        .withSeed(settings.seed() + 31L * region.hashCode());
  }
}
