package io.vpcmesh.cloud.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.cloud.IngressPermission;
import io.vpcmesh.cloud.SecurityGroupFilter;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.SecurityGroupSpec;
import io.vpcmesh.cloud.VirtualClock;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.TrafficSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecurityGroupsTest {

  private static final ImmutableMap<String, String> OWNER = ImmutableMap.of("owner", "mesh");

  private final VirtualClock clock = new VirtualClock();
  private final SimulatedCloud cloud = cloud(1);
  private final SecurityGroupId web = group(cloud, "web");
  private final SecurityGroupId orders = group(cloud, "orders");

  private SimulatedCloud cloud(long seed) {
    return new SimulatedCloud(Settings.immediate().withSeed(seed), clock);
  }

  private static SecurityGroupId group(SimulatedCloud cloud, String name) {
    return cloud
        .ec2()
        .createSecurityGroup(new SecurityGroupSpec("vpc-0a", name, "of " + name, OWNER));
  }

  private static ImmutableList<SecurityGroupRule> open(
      SimulatedCloud cloud, SecurityGroupId orders, TrafficSource... sources) {
    ImmutableList.Builder<IngressPermission> permissions = ImmutableList.builder();
    for (TrafficSource source : sources) {
      permissions.add(new IngressPermission(PortRange.of(8080, 8081), source, "callers"));
    }
    return cloud.ec2().authorizeSecurityGroupIngress(orders, permissions.build(), OWNER);
  }

  private static TrafficSource everyKind(SimulatedCloud cloud) {
    return new TrafficSource.PrefixList(cloud.makePrefixList(10, Cidr.of("10.9.0.0/16")));
  }

  private static TrafficSource addresses() {
    return new TrafficSource.Addresses(Cidr.of("2001:db8::/32"));
  }

  @Test
  void aSnapshotShowsGroupsAndRules() {
    open(cloud, orders, new TrafficSource.Group(web), addresses());

    ImmutableList<GroupSnapshot> groups = cloud.snapshot().groups();

    assertThat(groups).extracting(each -> each.group().name()).containsExactly("orders", "web");
    assertThat(groups.getFirst().rules())
        .extracting(rule -> rule.source().toString())
        .containsExactlyInAnyOrder("0.0.0.0/0", web.value(), "2001:db8::/32");
  }

  @Test
  void twoRunsAreEqualOnceNormalised() {
    SimulatedCloud other = cloud(2);
    SecurityGroupId otherOrders = group(other, "orders");
    SecurityGroupId otherWeb = group(other, "web");

    open(cloud, orders, new TrafficSource.Group(web), addresses());
    open(other, otherOrders, addresses(), new TrafficSource.Group(otherWeb));

    assertThat(cloud.snapshot()).isNotEqualTo(other.snapshot());
    assertThat(cloud.snapshot().normalised()).isEqualTo(other.snapshot().normalised());
  }

  @Test
  void aRestoredCloudHasTheSameGroups() {
    cloud.attach(
        ImmutableSet.of(new IpAddress("10.0.1.4"), new IpAddress("2001:db8::4")),
        ImmutableSet.of(orders, web));
    open(cloud, orders, new TrafficSource.Group(web), addresses(), everyKind(cloud));

    SavedCloud saved = SavedCloud.ofLines(cloud.save().lines());
    SimulatedCloud restored = SimulatedCloud.restore(Settings.immediate(), saved, clock);

    assertThat(restored.save()).isEqualTo(cloud.save());
    assertThat(restored.snapshot()).isEqualTo(cloud.snapshot());
    assertThat(restored.ec2().describeNetworkInterfaces(orders, Optional.empty()))
        .isEqualTo(cloud.ec2().describeNetworkInterfaces(orders, Optional.empty()));
  }

  @Test
  void aDetachedGroupCanBeDeleted() {
    String carrier = cloud.attach(ImmutableSet.of(), ImmutableSet.of(web));
    assertThatThrownBy(() -> cloud.ec2().deleteSecurityGroup(web))
        .isInstanceOf(AwsException.class)
        .hasMessageContaining("DependencyViolation");

    cloud.detach(carrier);
    cloud.ec2().deleteSecurityGroup(web);

    assertThat(cloud.snapshot().groups())
        .extracting(each -> each.group().id())
        .containsExactly(orders);
  }

  @Test
  void observersSeeWhatIsLetIn() {
    List<String> calls = new ArrayList<>();
    cloud.observe(
        new CallObserver() {
          @Override
          public void beforeCall(Call call) {
            calls.add(call.request().toString());
          }
        });

    SecurityGroupRule rule = open(cloud, orders, new TrafficSource.Group(web)).getFirst();
    cloud.ec2().revokeSecurityGroupIngress(orders, ImmutableSet.of(rule.id()));

    assertThat(calls)
        .containsExactly(
            "AuthorizeSecurityGroupIngress %s {%s:8080-8081=callers}".formatted(orders, web),
            "RevokeSecurityGroupIngress %s {rules=%s}".formatted(orders, rule.id()));
  }

  @Test
  void aPageMayComeWithoutItsGroups() {
    SecurityGroupFilter ours = SecurityGroupFilter.tagged("vpc-0a", OWNER);
    cloud
        .faults()
        .set(CallPattern.to(AwsAction.DESCRIBE_SECURITY_GROUPS).nth(1), new Fault.EmptyPage(false));

    var empty = cloud.ec2().describeSecurityGroups(ours, Optional.empty());

    assertThat(empty.items()).isEmpty();
    assertThat(cloud.ec2().describeSecurityGroups(ours, empty.nextToken()).items()).hasSize(2);
  }

  @Test
  void refusalsAreWordedAsEc2Does() {
    cloud.faults().set(CallPattern.all().nth(1), Fault.denied());
    cloud.faults().set(CallPattern.all().nth(2), Fault.throttled());

    assertThatThrownBy(() -> cloud.ec2().deleteSecurityGroup(web))
        .hasMessage(
            "DeleteSecurityGroup: UnauthorizedOperation:"
                + " not authorized to perform ec2:DeleteSecurityGroup");
    assertThatThrownBy(() -> cloud.ec2().deleteSecurityGroup(web))
        .hasMessage("DeleteSecurityGroup: RequestLimitExceeded: Rate exceeded");
  }
}
