package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.DnsRecord;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.IngressPermission;
import io.vpcmesh.cloud.Registration;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.SecurityGroupRule.Direction;
import io.vpcmesh.cloud.SecurityGroupSpec;
import io.vpcmesh.cloud.ServiceSpec;
import io.vpcmesh.cloud.ServiceUpdate;
import io.vpcmesh.cloud.simulated.GroupSnapshot;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Instance;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Service;
import io.vpcmesh.firewall.GroupName;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.RecordType;
import io.vpcmesh.model.ServiceId;
import io.vpcmesh.model.TrafficSource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Somebody with rights in the account who changes what is ours, and has things of his own beside
 * it. What AWS does not let him do, he leaves.
 */
final class Meddler {

  /** So long the operator may not know of it: it looks every nine minutes. */
  static final Duration UNNOTICED = Duration.ofMinutes(12);

  /** What is his on an instance of ours. */
  static final String NOTE = "note-of-another";

  private static final InstanceId HIS = new InstanceId("by-hand");
  private static final PortRange PORT = PortRange.of(9000, 9000);
  private static final long TTL = 77;

  private final TestWorld world;
  private final CloudMap cloudMap;
  private final Ec2 ec2;
  private final Strangers strangers;
  private final Map<EndpointKey, Instant> meddled = new HashMap<>();
  private int requests;

  Meddler(TestWorld world) {
    this.world = world;
    this.cloudMap = world.cloud.client("person").cloudMap(Place.of(Specs.REGION));
    this.ec2 = world.cloud.client("person").ec2(Place.of(Specs.REGION));
    this.strangers = new Strangers(world);
  }

  /** What is his alone. */
  Strangers strangers() {
    return strangers;
  }

  /** Whether what the endpoint has is not all what the operator can know. */
  boolean isUnnoticed(EndpointKey key) {
    return world.loop.now().isBefore(meddled.getOrDefault(key, Instant.MIN).plus(UNNOTICED));
  }

  boolean hasMeddled() {
    return !meddled.isEmpty();
  }

  /** What is his goes, as far as AWS lets it; whether nothing is left. */
  boolean leave() {
    meddled.replaceAll((_, _) -> world.loop.now());
    return strangers.leave();
  }

  void meddle(String name, Meddling deed) {
    EndpointKey key = EndpointKey.of("shop", name);
    meddled.put(key, world.loop.now());
    try {
      does(key, deed);
    } catch (AwsException refused) {
      strangers.refused(refused);
    }
  }

  private void does(EndpointKey key, Meddling deed) {
    switch (deed) {
      case REVOKE_RULE -> ours(key).forEach(this::revoke);
      case ADD_RULE -> group(key).ifPresent(group -> open(group, marks(group)));
      case DEREGISTER -> registered(key).limit(1).forEach(it -> deregister(key, it));
      case SET_TTL -> service(key).ifPresent(service -> setTtl(service));
      case DELETE_SERVICE -> deleteService(key);
      case DELETE_GROUP ->
          group(key)
              .filter(strangers::leavesAlone)
              .ifPresent(group -> ec2.deleteSecurityGroup(group.group().id()));
      case FOREIGN_ATTRIBUTE -> registered(key).limit(1).forEach(it -> note(key, it));
      case FOREIGN_RULE ->
          group(key).stream()
              .flatMap(group -> open(group, ImmutableMap.of()).stream())
              .forEach(strangers::rule);
      case FOREIGN_INSTANCE ->
          service(key)
              .ifPresent(service -> {
                register(service.id(), HIS, address());
                strangers.instance(service.id(), HIS);
              });
      case FOREIGN_SERVICE -> foreignService(key);
      case FOREIGN_GROUP -> foreignGroup(key);
    }
  }

  private void revoke(SecurityGroupRule rule) {
    ec2.revokeSecurityGroupIngress(rule.group(), ImmutableSet.of(rule.id()));
  }

  private ImmutableList<SecurityGroupRule> open(
      GroupSnapshot group, ImmutableMap<String, String> tags) {
    return ec2.authorizeSecurityGroupIngress(
        group.group().id(),
        ImmutableList.of(
            new IngressPermission(
                PORT, new TrafficSource.Addresses(Cidr.of(MeshSketch.OFFICE)), "by hand")),
        tags);
  }

  private void deregister(EndpointKey key, Instance instance) {
    service(key).ifPresent(service -> cloudMap.deregisterInstance(service.id(), instance.id()));
  }

  private void note(EndpointKey key, Instance instance) {
    Map<String, String> all = new TreeMap<>(instance.attributes());
    all.put(NOTE, "keep");
    service(key).ifPresent(service -> register(service.id(), instance.id(), all));
  }

  private void setTtl(Service service) {
    ImmutableList<DnsRecord> dns =
        service.dns().stream()
            .map(record -> new DnsRecord(record.type(), TTL))
            .collect(ImmutableList.toImmutableList());
    cloudMap.updateService(new ServiceUpdate(service.id(), "by hand", dns));
  }

  private void deleteService(EndpointKey key) {
    service(key)
        .filter(strangers::leavesAlone)
        .ifPresent(service -> {
          service.instances().forEach(it -> deregister(key, it));
          world.loop.after(
              Duration.ofSeconds(3),
              () -> strangers.unlessRefused(() -> cloudMap.deleteService(service.id())));
        });
  }

  private void foreignService(EndpointKey key) {
    String name = key.ref().name();
    world
        .snapshot()
        .namespace(Specs.NAMESPACE)
        .filter(space -> space.services().stream().noneMatch(it -> it.name().equals(name)))
        .ifPresent(space ->
            strangers.service(
                cloudMap
                    .createService(
                        new ServiceSpec(
                            space.id(),
                            name,
                            "by hand",
                            ImmutableList.of(new DnsRecord(RecordType.A, TTL)),
                            true,
                            token(),
                            ImmutableMap.of()))
                    .id()));
  }

  private void foreignGroup(EndpointKey key) {
    String owner = "ServiceEndpoint/" + key + "@shop/shop";
    String name = GroupName.of(key, new Identity(TestWorld.INSTALLATION, owner, "uid"));
    strangers.group(
        ec2.createSecurityGroup(
            new SecurityGroupSpec("vpc-0a", name, "by hand", ImmutableMap.of())));
  }

  private void register(ServiceId service, InstanceId id, Map<String, String> attributes) {
    cloudMap.registerInstance(
        new Registration(service, id, token(), ImmutableMap.copyOf(attributes)));
  }

  private static ImmutableMap<String, String> address() {
    return ImmutableMap.of("AWS_INSTANCE_IPV4", "10.7.7.7", "AWS_INSTANCE_PORT", "7777");
  }

  private Optional<Service> service(EndpointKey key) {
    return world
        .snapshot()
        .services()
        .filter(service -> Mark.of(service.tags()).isOfThisInstallation())
        .filter(service -> Mark.of(service.tags()).endpoint().equals(Optional.of(key)))
        .findFirst();
  }

  private Stream<Instance> registered(EndpointKey key) {
    return service(key).stream()
        .flatMap(service -> service.instances().stream())
        .filter(instance -> Mark.of(instance.attributes()).isOfThisInstallation());
  }

  private Optional<GroupSnapshot> group(EndpointKey key) {
    return new GroupView(world).find(key.ref().name());
  }

  private List<SecurityGroupRule> ours(EndpointKey key) {
    return group(key).stream()
        .flatMap(group -> group.rules().stream())
        .filter(rule -> rule.direction() == Direction.INGRESS)
        .filter(rule -> Mark.of(rule.tags()).isOfThisInstallation())
        .limit(1)
        .toList();
  }

  private static ImmutableMap<String, String> marks(GroupSnapshot group) {
    return ImmutableMap.copyOf(
        Maps.filterKeys(group.group().tags(), key -> key.startsWith("vpcmesh.io/")));
  }

  private String token() {
    requests++;
    return "meddler-" + requests;
  }
}
