package io.vpcmesh.engine;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.simulated.GroupSnapshot;
import io.vpcmesh.cloud.simulated.WorldSnapshot;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Service;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.ServiceId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What belongs to somebody else who works on the same account; only he may take it away. */
final class Strangers {

  private final TestWorld world;
  private final CloudMap cloudMap;
  private final Ec2 ec2;
  private final List<Stranger> all = new ArrayList<>();

  /** What AWS did not let him do. */
  private final List<String> refusals = new ArrayList<>();

  private record Stranger(
      String what,
      String within,
      Predicate<WorldSnapshot> isThere,
      Predicate<WorldSnapshot> isLost,
      Runnable leave) {

    Stranger(String what, String within, Predicate<WorldSnapshot> isThere, Runnable leave) {
      this(what, within, isThere, isThere.negate(), leave);
    }
  }

  Strangers(TestWorld world) {
    this.world = world;
    this.cloudMap = world.cloud.client("person").cloudMap(Place.of(Specs.REGION));
    this.ec2 = world.cloud.client("person").ec2(Place.of(Specs.REGION));
  }

  /** It may go with its group: whether that may be deleted, the checker judges. */
  void rule(SecurityGroupRule rule) {
    world.rulesByHand.put(rule.id(), world.loop.now());
    all.add(
        new Stranger(
            "rule " + rule.id(),
            rule.group().value(),
            now -> now.groups().stream().anyMatch(group -> group.rules().contains(rule)),
            now ->
                now.groups().stream()
                    .filter(group -> group.group().id().equals(rule.group()))
                    .anyMatch(group -> !group.rules().contains(rule)),
            () -> ec2.revokeSecurityGroupIngress(rule.group(), ImmutableSet.of(rule.id()))));
  }

  void instance(ServiceId service, InstanceId id) {
    all.add(
        new Stranger(
            "instance %s of %s".formatted(id, service),
            service.value(),
            now ->
                now.services()
                    .filter(it -> it.id().equals(service))
                    .flatMap(it -> it.instances().stream())
                    .anyMatch(it -> it.id().equals(id)),
            () -> cloudMap.deregisterInstance(service, id)));
  }

  void service(ServiceId id) {
    all.add(
        new Stranger(
            "service " + id,
            "",
            now -> now.services().anyMatch(it -> it.id().equals(id)),
            () -> {
              world
                  .snapshot()
                  .services()
                  .filter(it -> it.id().equals(id))
                  .flatMap(it -> it.instances().stream())
                  .forEach(it -> unlessRefused(() -> cloudMap.deregisterInstance(id, it.id())));
              cloudMap.deleteService(id);
            }));
  }

  void group(SecurityGroupId id) {
    all.add(
        new Stranger(
            "group " + id,
            "",
            now -> now.groups().stream().anyMatch(it -> it.group().id().equals(id)),
            () -> ec2.deleteSecurityGroup(id)));
  }

  /** Whether nothing of his is in the service. */
  boolean leavesAlone(Service service) {
    return all.stream().noneMatch(it -> it.within().equals(service.id().value()));
  }

  /** Whether nothing of his is in the group. */
  boolean leavesAlone(GroupSnapshot group) {
    return all.stream().noneMatch(it -> it.within().equals(group.group().id().value()));
  }

  /** What of it is not there any more. */
  List<String> missing() {
    WorldSnapshot now = world.snapshot();
    return all.stream()
        .filter(it -> it.isLost().test(now))
        .map(it -> "S1: the " + it.what() + " of somebody else is gone")
        .toList();
  }

  /** He takes away what is his, as far as AWS lets him right now; whether nothing is left. */
  boolean leave() {
    WorldSnapshot now = world.snapshot();
    all.removeIf(it -> !it.isThere().test(now));
    all.forEach(it -> unlessRefused(it.leave()));
    return all.isEmpty();
  }

  void unlessRefused(Runnable deed) {
    try {
      deed.run();
    } catch (AwsException refused) {
      refused(refused);
    }
  }

  void refused(AwsException why) {
    refusals.add(why.failure().toString());
  }

  @Override
  public String toString() {
    return all.stream().map(Stranger::what).toList() + ", refused " + refusals;
  }
}
