package io.vpcmesh.firewall.apply;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Multimaps;
import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.ManagedPrefixList;
import io.vpcmesh.cloud.NetworkInterface;
import io.vpcmesh.cloud.Page;
import io.vpcmesh.cloud.SecurityGroup;
import io.vpcmesh.cloud.SecurityGroupFilter;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.SecurityGroupRule.Direction;
import io.vpcmesh.cloud.SecurityGroupRule.Traffic;
import io.vpcmesh.firewall.KnownGroup;
import io.vpcmesh.firewall.KnownList;
import io.vpcmesh.firewall.KnownRule;
import io.vpcmesh.firewall.Opening;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.PrefixListId;
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
    return find(vpc, ImmutableSet.of(name)).named(name, identity);
  }

  /**
   * The groups of these names, at most {@link SecurityGroupFilter#MOST}, with their ingress rules:
   * two calls, or more when there are more pages.
   *
   * @throws AwsException when AWS refused a call or did not answer
   */
  public ShownGroups find(String vpc, ImmutableSet<String> names) {
    return shown(SecurityGroupFilter.named(vpc, names));
  }

  /**
   * The group of that id, with its ingress rules: two calls, or more when there are more pages.
   *
   * @param vpc where it shall be; elsewhere it is not shown
   * @throws AwsException when AWS refused a call or did not answer
   */
  public KnownGroup read(SecurityGroupId id, Optional<String> vpc, Identity identity) {
    return read(ImmutableSet.of(id), vpc).of(id, identity);
  }

  /**
   * The groups of these ids, at most {@link SecurityGroupFilter#MOST}, with their ingress rules:
   * two calls, or more when there are more pages.
   *
   * @param vpc where they shall be; elsewhere they are not shown
   * @throws AwsException when AWS refused a call or did not answer
   */
  public ShownGroups read(ImmutableSet<SecurityGroupId> ids, Optional<String> vpc) {
    return shown(new SecurityGroupFilter(ids, vpc, ImmutableSet.of(), ImmutableMap.of()));
  }

  /**
   * Whether AWS says that there is no group of that id: one that it merely does not show may be
   * there. It knows of a new one only after a while.
   *
   * @throws AwsException when AWS refused the call for another reason or did not answer
   */
  public boolean isMissing(SecurityGroupId id) {
    try {
      ec2.describeSecurityGroup(id);
      return false;
    } catch (AwsException e) {
      if (e.failure() instanceof AwsFailure.Missing || isNoId(e.failure())) {
        return true;
      }
      throw e;
    }
  }

  /** AWS gave no group an id that it cannot read. */
  private static boolean isNoId(AwsFailure failure) {
    return failure.error().code().endsWith(".Malformed");
  }

  private ShownGroups shown(SecurityGroupFilter filter) {
    ImmutableMap<SecurityGroupId, SecurityGroup> groups =
        groups(filter).collect(ImmutableMap.toImmutableMap(SecurityGroup::id, group -> group));
    return groups.isEmpty()
        ? ShownGroups.NONE
        : new ShownGroups(
            groups, Multimaps.index(ingress(groups.keySet()), SecurityGroupRule::group));
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

  /**
   * What there is to know of these prefix lists, at most {@link Ec2#MOST_PREFIX_LISTS}: one call,
   * and one more for each hundred entries of each list. Those that are not shown are {@link
   * KnownList.Absent}.
   *
   * @throws AwsException when AWS refused a call or did not answer
   */
  public ImmutableMap<PrefixListId, KnownList> lists(ImmutableSet<PrefixListId> ids) {
    ImmutableMap<PrefixListId, ManagedPrefixList> shown =
        all(token -> ec2.describeManagedPrefixLists(ids, token))
            .collect(ImmutableMap.toImmutableMap(ManagedPrefixList::id, list -> list));
    return ids.stream()
        .collect(
            ImmutableMap.toImmutableMap(
                id -> id,
                id ->
                    Optional.ofNullable(shown.get(id))
                        .<KnownList>map(this::known)
                        .orElseGet(KnownList.Absent::new)));
  }

  private KnownList known(ManagedPrefixList list) {
    ImmutableList<Cidr> entries = entries(list.id());
    return new KnownList.Present(
        list.family(), list.maxEntries(), entries.size(), Ceiling.tooWide(entries));
  }

  ImmutableList<Cidr> entries(PrefixListId list) {
    return all(token -> ec2.getManagedPrefixListEntries(list, token))
        .collect(ImmutableList.toImmutableList());
  }

  Optional<SecurityGroup> group(SecurityGroupId id) {
    return groups(SecurityGroupFilter.among(ImmutableSet.of(id))).findFirst();
  }

  /** What lets something in, whoever made it. */
  ImmutableList<SecurityGroupRule> ingress(SecurityGroupId group) {
    return ingress(ImmutableSet.of(group));
  }

  private ImmutableList<SecurityGroupRule> ingress(ImmutableSet<SecurityGroupId> groups) {
    return all(token -> ec2.describeSecurityGroupRules(groups, token))
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
