package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import io.vpcmesh.cloud.Alarm;
import io.vpcmesh.cloud.Cloud;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.CloudWatch;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.Sts;
import io.vpcmesh.model.AddressFamily;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.RoleArn;
import io.vpcmesh.model.SecurityGroupId;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * An AWS account in memory. It is driven by its callers alone: what is asynchronous or late is
 * worked out from the clock at the next call, so a virtual clock replays it exactly. It may be used
 * by several threads.
 *
 * <p>The Region of the settings is its home; others exist as soon as somebody asks for them, and so
 * do the accounts of roles that somebody assumes: every role trusts everybody here.
 */
public final class SimulatedCloud implements Cloud {

  private static final String OPERATOR = "operator";
  private static final char BETWEEN = '/';

  private final Settings settings;
  private final InstantSource clock;
  private final Traffic traffic = new Traffic();
  private final Map<String, FrontDoor> worlds = new TreeMap<>();

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
  public CloudMap cloudMap(Place place) {
    return new SimulatedCloudMap(door(place), OPERATOR);
  }

  @Override
  public Sts sts(Place place) {
    return new SimulatedSts(door(place), OPERATOR);
  }

  @Override
  public Ec2 ec2(Place place) {
    return new SimulatedEc2(door(place), OPERATOR);
  }

  @Override
  public CloudWatch cloudWatch(Place place) {
    return new SimulatedCloudWatch(door(place), OPERATOR);
  }

  /** The port of the home Region. */
  public CloudMap cloudMap() {
    return cloudMap(Place.of(settings.region()));
  }

  /** The port of the home Region. */
  public Sts sts() {
    return sts(Place.of(settings.region()));
  }

  /** The port of the home Region. */
  public Ec2 ec2() {
    return ec2(Place.of(settings.region()));
  }

  /** The port of the home Region. */
  public CloudWatch cloudWatch() {
    return cloudWatch(Place.of(settings.region()));
  }

  /** The same account for somebody else, such as a person or a second operator. */
  public Cloud client(String name) {
    return new Client(this, name);
  }

  private record Client(SimulatedCloud cloud, String name) implements Cloud {

    @Override
    public CloudMap cloudMap(Place place) {
      return new SimulatedCloudMap(cloud.door(place), name);
    }

    @Override
    public Sts sts(Place place) {
      return new SimulatedSts(cloud.door(place), name);
    }

    @Override
    public Ec2 ec2(Place place) {
      return new SimulatedEc2(cloud.door(place), name);
    }

    @Override
    public CloudWatch cloudWatch(Place place) {
      return new SimulatedCloudWatch(cloud.door(place), name);
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
    return snapshot(Place.of(settings.region()));
  }

  /** What exists in another Region of the account now. */
  public WorldSnapshot snapshot(String region) {
    return snapshot(Place.of(region));
  }

  /** What exists now. This is no call: nobody observes it and nothing can go wrong with it. */
  public WorldSnapshot snapshot(Place place) {
    FrontDoor door = door(place);
    return door.look(() -> Snapshots.of(door.backend()).take());
  }

  /** Somebody takes tags off an object in the home Region. This is no call of the ports. */
  public void untag(String arn, Set<String> keys) {
    FrontDoor door = door(Place.of(settings.region()));
    door.look(() -> {
      door.backend().tags.remove(arn, keys);
      return arn;
    });
  }

  /** Somebody deletes a VPC of the home Region. */
  public void loseVpc(String id) {
    FrontDoor door = door(Place.of(settings.region()));
    door.look(() -> door.backend().networks.lose(id));
  }

  /** Somebody makes a VPC of that id in the home Region. */
  public void makeVpc(String id) {
    FrontDoor door = door(Place.of(settings.region()));
    door.look(() -> door.backend().networks.make(id));
  }

  /**
   * Somebody runs something with these addresses in the home Region.
   *
   * @param groups what its network interface carries
   * @return the id of the network interface
   */
  public String attach(ImmutableSet<IpAddress> addresses, ImmutableSet<SecurityGroupId> groups) {
    FrontDoor door = door(Place.of(settings.region()));
    return door.look(() -> door.backend().interfaces.make(addresses, groups));
  }

  /** What had the network interface in the home Region is gone. */
  public void detach(String interfaceId) {
    FrontDoor door = door(Place.of(settings.region()));
    door.look(() -> {
      door.backend().interfaces.remove(interfaceId);
      return interfaceId;
    });
  }

  /** Somebody makes a prefix list of IPv4 in the home Region. */
  public PrefixListId makePrefixList(int maxEntries, Cidr... entries) {
    return makePrefixList(
        Place.of(settings.region()), AddressFamily.IPV4, Optional.of(maxEntries), entries);
  }

  /**
   * Somebody makes a prefix list.
   *
   * @param maxEntries absent for one of AWS's own
   */
  public PrefixListId makePrefixList(
      Place place, AddressFamily family, Optional<Integer> maxEntries, Cidr... entries) {
    FrontDoor door = door(place);
    return door.look(
        () -> door.backend().prefixLists.make(family, maxEntries, ImmutableSet.copyOf(entries)));
  }

  /** Somebody gives a prefix list of the home Region other entries. */
  public void changePrefixList(PrefixListId list, Cidr... entries) {
    FrontDoor door = door(Place.of(settings.region()));
    door.look(() -> {
      door.backend().prefixLists.change(list, ImmutableSet.copyOf(entries));
      return list;
    });
  }

  /** Somebody deletes a prefix list of the home Region, or shares it no longer. */
  public void losePrefixList(PrefixListId list) {
    FrontDoor door = door(Place.of(settings.region()));
    door.look(() -> {
      door.backend().prefixLists.delete(list);
      return list;
    });
  }

  /** How many rules a rule from a prefix list of the home Region counts. */
  public int weightOf(PrefixListId list) {
    FrontDoor door = door(Place.of(settings.region()));
    return door.look(
        () -> door.backend().prefixLists.find(list).map(PrefixListState::weight).orElse(1));
  }

  /** What is in a prefix list of the home Region now; nothing when there is no such list. */
  public ImmutableSet<Cidr> entriesOf(PrefixListId list) {
    FrontDoor door = door(Place.of(settings.region()));
    return door.look(() ->
        door.backend()
            .prefixLists
            .find(list)
            .map(PrefixListState::entries)
            .orElse(ImmutableSet.of()));
  }

  /** An alarm of the home Region about a metric is in this state from now on. */
  public void setAlarm(Alarm alarm) {
    setAlarm(Place.of(settings.region()), alarm);
  }

  /** An alarm about a metric is in this state from now on. */
  public void setAlarm(Place place, Alarm alarm) {
    put(place, new KeptAlarm(alarm, false));
  }

  /** An alarm of the home Region about other alarms is in this state from now on. */
  public void setCompositeAlarm(Alarm alarm) {
    put(Place.of(settings.region()), new KeptAlarm(alarm, true));
  }

  private void put(Place place, KeptAlarm alarm) {
    FrontDoor door = door(place);
    door.look(() -> {
      door.backend().alarms.put(alarm);
      return alarm;
    });
  }

  /** Somebody deletes an alarm of the home Region. */
  public void loseAlarm(String name) {
    FrontDoor door = door(Place.of(settings.region()));
    door.look(() -> {
      door.backend().alarms.delete(name);
      return name;
    });
  }

  public SavedCloud save() {
    return traffic.alone(
        () -> new SavedCloud(ImmutableMap.copyOf(Maps.transformValues(worlds, this::save))));
  }

  private SavedWorld save(FrontDoor door) {
    return door.look(() -> SavedWorld.of(door.backend()));
  }

  private FrontDoor door(Place place) {
    return traffic.alone(() -> {
      String name = nameOf(place);
      FrontDoor door = worlds.get(name);
      return door == null ? open(name, new Backend(settingsOf(name), 0)) : door;
    });
  }

  private FrontDoor open(String name, Backend backend) {
    FrontDoor door = new FrontDoor(backend, clock, traffic);
    worlds.put(name, door);
    return door;
  }

  /** The Region; that of another account begins with the account. */
  private String nameOf(Place place) {
    return place
        .role()
        .map(RoleArn::account)
        .filter(account -> !account.equals(settings.accountId()))
        .map(account -> account + BETWEEN + place.region())
        .orElse(place.region());
  }

  /** Ids must differ between Regions and accounts. */
  private Settings settingsOf(String name) {
    int between = name.indexOf(BETWEEN);
    return settings
        .withAccount(
            between < 0 ? settings.accountId() : name.substring(0, between),
            name.substring(between + 1))
        .withSeed(settings.seed() + 31L * name.hashCode());
  }
}
