package io.vpcmesh.engine;

import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.SecurityGroupRule.Direction;
import io.vpcmesh.cloud.simulated.GroupSnapshot;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.TrafficSource;
import java.util.Comparator;
import java.util.Optional;

/** The security groups of a world, told by whose they are. */
record GroupView(TestWorld world) {

  /** The group of an endpoint of the mesh shop/shop; fails when there is none. */
  GroupSnapshot of(String endpoint) {
    return find(endpoint).orElseThrow();
  }

  Optional<GroupSnapshot> find(String endpoint) {
    return world.snapshot().groups().stream()
        .filter(group ->
            Mark.of(group.group().tags())
                .owner()
                .equals("ServiceEndpoint/shop/" + endpoint + "@shop/shop"))
        .findFirst();
  }

  SecurityGroupId id(String endpoint) {
    return of(endpoint).group().id();
  }

  /** What the group lets in: {@code 8080 from cart} or {@code 8080 from 10.9.0.0/16}. */
  ImmutableSortedSet<String> letsIn(String endpoint) {
    return of(endpoint).rules().stream()
        .filter(rule -> rule.direction() == Direction.INGRESS)
        .map(this::spell)
        .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
  }

  private String spell(SecurityGroupRule rule) {
    String ports =
        rule.traffic().first() == rule.traffic().last()
            ? "" + rule.traffic().first()
            : rule.traffic().first() + "-" + rule.traffic().last();
    return ports + " from " + spell(rule.source());
  }

  private String spell(TrafficSource source) {
    return source instanceof TrafficSource.Group(SecurityGroupId id)
        ? world.snapshot().groups().stream()
            .filter(group -> group.group().id().equals(id))
            .map(group -> Mark.of(group.group().tags()))
            .filter(Mark::isOfThisInstallation)
            .map(mark -> mark.key().ref().name())
            .findFirst()
            .orElse(id.value())
        : source.toString();
  }
}
