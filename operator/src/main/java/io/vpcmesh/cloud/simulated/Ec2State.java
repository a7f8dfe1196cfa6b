package io.vpcmesh.cloud.simulated;

import io.vpcmesh.cloud.NetworkInterface;
import io.vpcmesh.cloud.SecurityGroup;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.model.SecurityGroupId;
import java.time.Instant;
import java.util.stream.Stream;

/** What EC2 keeps for the account. */
final class Ec2State {

  private final Shelf<SecurityGroup> groups =
      new Shelf<>(group -> label(group.vpc(), group.name()), growth -> {});
  private final Shelf<SecurityGroupRule> rules =
      new Shelf<>(rule -> rule.group().value(), growth -> {});
  private final Shelf<NetworkInterface> interfaces = new Shelf<>();
  private final Shelf<PrefixListState> prefixLists = new Shelf<>();

  Shelf<SecurityGroup> groups() {
    return groups;
  }

  void put(Instant at, SecurityGroup group) {
    groups.put(at, group.id().value(), group);
  }

  Stream<SecurityGroup> namesakes(String vpc, String name) {
    return groups.labelled(label(vpc, name));
  }

  Stream<SecurityGroup> namesakes(String vpc, String name, Instant at) {
    return groups.labelled(label(vpc, name), at);
  }

  private static String label(String vpc, String name) {
    return vpc + "/" + name;
  }

  Shelf<SecurityGroupRule> rules() {
    return rules;
  }

  void put(Instant at, SecurityGroupRule rule) {
    rules.put(at, rule.id().value(), rule);
  }

  Stream<SecurityGroupRule> rulesOf(SecurityGroupId group) {
    return rules.labelled(group.value());
  }

  Stream<SecurityGroupRule> rulesOf(SecurityGroupId group, Instant at) {
    return rules.labelled(group.value(), at);
  }

  Shelf<NetworkInterface> interfaces() {
    return interfaces;
  }

  void put(Instant at, NetworkInterface each) {
    interfaces.put(at, each.id(), each);
  }

  Shelf<PrefixListState> prefixLists() {
    return prefixLists;
  }

  void put(Instant at, PrefixListState each) {
    prefixLists.put(at, each.id().value(), each);
  }
}
