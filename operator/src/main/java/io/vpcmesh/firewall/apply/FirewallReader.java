package io.vpcmesh.firewall.apply;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.NetworkInterface;
import io.vpcmesh.cloud.Page;
import io.vpcmesh.cloud.SecurityGroup;
import io.vpcmesh.cloud.SecurityGroupFilter;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.SecurityGroupRule.Direction;
import io.vpcmesh.cloud.SecurityGroupRule.Traffic;
import io.vpcmesh.firewall.GroupFacts;
import io.vpcmesh.firewall.KnownGroup;
import io.vpcmesh.firewall.KnownRule;
import io.vpcmesh.firewall.Opening;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.SecurityGroupId;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads security groups into the words of the firewall. What is not shown is {@link
 * KnownGroup.Absent}, although a read may lag behind the creation: the caller decides whether to
 * believe it.
 */
public final class FirewallReader {

  private static final String TCP = "tcp";
  private static final int FIRST_PORT = 1;
  private static final int LAST_PORT = 65_535;

  private final Ec2 ec2;

  public FirewallReader(Ec2 ec2) {
    this.ec2 = ec2;
  }

  /**
   * The group of that name, with its ingress rules: two calls, or more when there are more pages.
   *
   * @throws AwsException when AWS refused a call or did not answer
   */
  public KnownGroup find(String vpc, String name, Identity identity) {
    return known(
        groups(SecurityGroupFilter.named(vpc, name))
            // A filter of AWS takes * and ? for anything.
            .filter(group -> group.name().equals(name)),
        identity);
  }

  /**
   * The group of that id, with its ingress rules: two calls, or more when there are more pages.
   *
   * @param vpc where it shall be; elsewhere it is not shown
   * @throws AwsException when AWS refused a call or did not answer
   */
  public KnownGroup read(SecurityGroupId id, Optional<String> vpc, Identity identity) {
    SecurityGroupFilter filter =
        new SecurityGroupFilter(ImmutableSet.of(id), vpc, Optional.empty(), ImmutableMap.of());
    return known(groups(filter), identity);
  }

  /**
   * The network interfaces that carry the group.
   *
   * @throws AwsException when AWS refused a call or did not answer
   */
  public ImmutableList<NetworkInterface> carriers(SecurityGroupId group) {
    return all(token -> ec2.describeNetworkInterfaces(group, token))
        .collect(ImmutableList.toImmutableList());
  }

  private KnownGroup known(Stream<SecurityGroup> shown, Identity identity) {
    return shown
        .findFirst()
        .<KnownGroup>map(group -> present(group, identity))
        .orElseGet(KnownGroup.Absent::new);
  }

  private KnownGroup present(SecurityGroup group, Identity identity) {
    GroupFacts facts =
        new GroupFacts(group.id(), group.name(), group.vpc(), identity.standing(group.tags()));
    return new KnownGroup.Present(
        facts,
        ingress(group.id()).stream()
            .map(rule -> known(rule, identity))
            .collect(ImmutableList.toImmutableList()));
  }

  Optional<SecurityGroup> group(SecurityGroupId id) {
    return groups(SecurityGroupFilter.among(ImmutableSet.of(id))).findFirst();
  }

  /** What lets something in, whoever made it. */
  ImmutableList<SecurityGroupRule> ingress(SecurityGroupId group) {
    return all(token -> ec2.describeSecurityGroupRules(ImmutableSet.of(group), token))
        .filter(rule -> rule.direction() == Direction.INGRESS)
        .collect(ImmutableList.toImmutableList());
  }

  private Stream<SecurityGroup> groups(SecurityGroupFilter filter) {
    return all(token -> ec2.describeSecurityGroups(filter, token));
  }

  private static <T> Stream<T> all(Function<Optional<String>, Page<T>> listing) {
    ImmutableList.Builder<T> all = ImmutableList.builder();
    Optional<String> token = Optional.empty();
    do {
      Page<T> page = listing.apply(token);
      all.addAll(page.items());
      token = page.nextToken();
    } while (token.isPresent());
    return all.build().stream();
  }

  /** The rule in the words of the firewall. */
  static KnownRule known(SecurityGroupRule rule, Identity identity) {
    return new KnownRule(
        rule.id(),
        rule.source(),
        ports(rule.traffic()).map(ports -> new Opening(ports, rule.source())),
        identity.standing(rule.tags()));
  }

  private static Optional<PortRange> ports(Traffic traffic) {
    boolean plain = traffic.first() >= FIRST_PORT && traffic.last() <= LAST_PORT;
    return traffic.protocol().equals(TCP) && plain && traffic.first() <= traffic.last()
        ? Optional.of(PortRange.of(traffic.first(), traffic.last()))
        : Optional.empty();
  }
}
