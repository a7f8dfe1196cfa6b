package io.vpcmesh.firewall.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.SecurityGroup;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.SecurityGroupRule.Direction;
import io.vpcmesh.cloud.VirtualClock;
import io.vpcmesh.cloud.simulated.Call;
import io.vpcmesh.cloud.simulated.CallObserver;
import io.vpcmesh.cloud.simulated.GroupSnapshot;
import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.cloud.simulated.SimulatedCloud;
import io.vpcmesh.firewall.FirewallChange;
import io.vpcmesh.firewall.FirewallChange.Claim;
import io.vpcmesh.firewall.FirewallChange.Close;
import io.vpcmesh.firewall.FirewallChange.CreateGroup;
import io.vpcmesh.firewall.FirewallChange.DeleteGroup;
import io.vpcmesh.firewall.FirewallChange.Open;
import io.vpcmesh.firewall.GroupFacts;
import io.vpcmesh.firewall.KnownGroup;
import io.vpcmesh.firewall.KnownRule;
import io.vpcmesh.firewall.Opening;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.SecurityGroupRuleId;
import io.vpcmesh.model.TrafficSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A simulated account in which the endpoint {@code shop/orders} has its group made and changed. No
 * change may cost more than one mutating call.
 */
final class Scene implements CallObserver {

  static final Identity ORDERS =
      new Identity("east", "ServiceEndpoint/shop/orders@shop/main", "uid-2");
  static final Identity FORMER =
      new Identity("east", "ServiceEndpoint/shop/orders@shop/main", "uid-1");
  static final Identity CART = new Identity("east", "ServiceEndpoint/shop/cart@shop/main", "uid-9");

  static final String VPC = "vpc-0a1b2c3d";
  static final String NAME = "vpcmesh-shop-orders";

  /** Longer than any lag. */
  static final Duration PROPAGATION = Duration.ofSeconds(5);

  private static final ImmutableMap<String, String> RESOURCE_TAGS = ImmutableMap.of("team", "shop");

  private final VirtualClock clock = new VirtualClock();
  private final SimulatedCloud cloud;
  private final FirewallApplier applier;
  private final List<AwsAction> calls = new ArrayList<>();

  Scene(Settings settings) {
    this(settings, FirewallApplier::guarded);
  }

  Scene(Settings settings, Function<Ec2, FirewallApplier> applier) {
    this.cloud = new SimulatedCloud(settings, clock);
    this.applier = applier.apply(cloud.ec2());
    cloud.observe(this);
  }

  static Scene immediate() {
    return new Scene(Settings.immediate());
  }

  static Opening from(String cidr, int port) {
    return from(cidr, PortRange.of(port, port));
  }

  static Opening from(String cidr, PortRange ports) {
    return new Opening(ports, new TrafficSource.Addresses(Cidr.of(cidr)));
  }

  static Open opening(SecurityGroupId group, Opening... openings) {
    return opening(group, Arrays.asList(openings));
  }

  static Open opening(SecurityGroupId group, Collection<Opening> openings) {
    return new Open(
        Optional.of(group),
        openings.stream()
            .collect(
                ImmutableSortedMap.toImmutableSortedMap(
                    Comparator.naturalOrder(),
                    opening -> opening,
                    opening -> ImmutableSortedSet.of("endpoint shop/cart"))));
  }

  static Close closing(SecurityGroupId group, Collection<KnownRule> rules) {
    return new Close(group, ImmutableList.copyOf(rules));
  }

  static Claim claim(SecurityGroupId group, Collection<KnownRule> rules) {
    return new Claim(facts(group, Identity.Standing.FORMER), ImmutableSortedSet.copyOf(ids(rules)));
  }

  static DeleteGroup deletion(SecurityGroupId group) {
    return new DeleteGroup(facts(group, Identity.Standing.OURS));
  }

  static GroupFacts facts(SecurityGroupId group, Identity.Standing standing) {
    return new GroupFacts(group, NAME, VPC, standing);
  }

  SimulatedCloud cloud() {
    return cloud;
  }

  /** EC2 as somebody else calls it. */
  Ec2 person() {
    return cloud.client("person").ec2(Place.of(cloud.settings().region()));
  }

  FirewallReader reader() {
    return new FirewallReader(cloud.ec2());
  }

  void pass(Duration time) {
    clock.pass(time);
  }

  GroupOutcome apply(FirewallChange change) {
    return apply(change, ORDERS, false);
  }

  GroupOutcome applyToNew(FirewallChange change) {
    return apply(change, ORDERS, true);
  }

  GroupOutcome apply(FirewallChange change, Identity identity, boolean proven) {
    calls.clear();
    try {
      return applier.apply(change, new GroupSite(identity, RESOURCE_TAGS, proven));
    } finally {
      assertThat(calls.stream().filter(AwsAction::mutating).count())
          .as("mutating calls of one change")
          .isLessThanOrEqualTo(1);
    }
  }

  /** What the last change called. */
  ImmutableList<AwsAction> calls() {
    return ImmutableList.copyOf(calls);
  }

  @Override
  public void beforeCall(Call call) {
    if (call.client().equals("operator")) {
      calls.add(call.action());
    }
  }

  /** A new group, of which every reader knows. */
  SecurityGroupId group() {
    return group(ORDERS);
  }

  SecurityGroupId group(Identity identity) {
    GroupOutcome made = apply(new CreateGroup(NAME, VPC), identity, false);
    pass(PROPAGATION);
    return ((GroupOutcome.Created) made).facts().id();
  }

  /** Opens, and every reader knows. */
  ImmutableList<KnownRule> opened(SecurityGroupId group, Opening... openings) {
    return opened(group, ORDERS, openings);
  }

  ImmutableList<KnownRule> opened(SecurityGroupId group, Identity identity, Opening... openings) {
    GroupOutcome opened = apply(opening(group, openings), identity, true);
    pass(PROPAGATION);
    return ((GroupOutcome.Opened) opened).rules();
  }

  /** Somebody puts these marks on something, and every reader knows. */
  void marked(String resource, Identity identity) {
    person().createTags(ImmutableSet.of(resource), identity.marks());
    pass(PROPAGATION);
  }

  KnownGroup.Present read(SecurityGroupId group) {
    return (KnownGroup.Present) reader().read(group, Optional.of(VPC), ORDERS);
  }

  Optional<SecurityGroup> truth(SecurityGroupId group) {
    return cloud.snapshot().groups().stream()
        .map(GroupSnapshot::group)
        .filter(each -> each.id().equals(group))
        .findFirst();
  }

  /** The rules that let something in, in truth. */
  ImmutableList<SecurityGroupRule> rules(SecurityGroupId group) {
    return cloud.snapshot().groups().stream()
        .filter(each -> each.group().id().equals(group))
        .flatMap(each -> each.rules().stream())
        .filter(rule -> rule.direction() == Direction.INGRESS)
        .collect(ImmutableList.toImmutableList());
  }

  ImmutableSet<SecurityGroupRuleId> ruleIds(SecurityGroupId group) {
    return rules(group).stream().map(SecurityGroupRule::id).collect(ImmutableSet.toImmutableSet());
  }

  static ImmutableSet<SecurityGroupRuleId> ids(Collection<KnownRule> rules) {
    return rules.stream().map(KnownRule::id).collect(ImmutableSet.toImmutableSet());
  }
}
