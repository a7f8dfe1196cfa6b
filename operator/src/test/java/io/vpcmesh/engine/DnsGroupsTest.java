package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.DnsServers;
import io.vpcmesh.api.v1alpha1.DriftPolicy;
import io.vpcmesh.api.v1alpha1.Platform;
import io.vpcmesh.api.v1alpha1.SecurityGroupMode;
import io.vpcmesh.api.v1alpha1.SecurityGroups;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.IngressPermission;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.SecurityGroupRule.Direction;
import io.vpcmesh.cloud.SecurityGroupRule.Traffic;
import io.vpcmesh.cloud.SecurityGroupSpec;
import io.vpcmesh.firewall.Opening;
import io.vpcmesh.firewall.apply.Admittance;
import io.vpcmesh.firewall.apply.Admittance.Protocol;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.SecurityGroupRuleId;
import io.vpcmesh.model.TrafficSource;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whether the DNS servers of a mesh let its instances ask. */
class DnsGroupsTest {

  private static final PortRange DNS = PortRange.of(53, 53);

  private final TestWorld world = TestWorld.realistic();
  private final GroupView groups = new GroupView(world);
  private final Ec2 person = world.cloud.client("person").ec2(Place.of(Specs.REGION));
  private final SecurityGroupId dns =
      person.createSecurityGroup(
          new SecurityGroupSpec("vpc-0a", "coredns", "by hand", ImmutableMap.of()));

  @Test
  void aGroupThatMayNotAskIsToldByItsEndpointUntilItMay() {
    shop();
    assertThat(world.condition("cart", "Secured")).isEqualTo("FALSE/DnsNotAdmitted");
    assertThat(world.message("cart", "Secured"))
        .contains(
            dns.value(), "do not let in [" + groups.id("cart") + "] on port 53 by [TCP, UDP]");
    assertThat(world.condition("cart", "Ready")).isEqualTo("TRUE/Completed");

    letIn("10.0.0.0/16");
    world.run(Duration.ofMinutes(3));

    assertThat(world.message("cart", "Secured")).contains("on port 53 by [UDP]");
  }

  @Test
  void aServersGroupThatIsNotThereIsNamedAsSuch() {
    person.deleteSecurityGroup(dns);
    shop();

    assertThat(world.condition("cart", "Secured")).isEqualTo("FALSE/DnsNotAdmitted");
    assertThat(world.message("cart", "Secured"))
        .contains("platform.dns", dns.value(), "there is no such security group in AWS");
  }

  @Test
  void nothingOfTheServersGroupsIsEverChanged() {
    shop();

    assertThat(world.calls.stream().filter(call -> call.action().mutating()))
        .noneMatch(call -> call.request().subject().contains(dns.value()));
  }

  @Test
  void whoeverIsNotLetInIsLookedAfterEachMinuteByOneReadForAll() {
    shop();
    IntStream.range(0, 20).forEach(i -> world.endpoint("client-" + i, Specs.client()));
    world.settle();
    world.calls.clear();

    world.run(Duration.ofHours(1));

    assertThat(world.condition("client-7", "Secured")).isEqualTo("FALSE/DnsNotAdmitted");
    assertThat(world.count(AwsAction.DESCRIBE_SECURITY_GROUPS)).isBetween(55L, 85L);
    assertThat(world.writes()).isZero();
  }

  @Test
  void bothProtocolsCount() {
    Opening asked = new Opening(DNS, new TrafficSource.Group(dns));
    SecurityGroupRule udp = rule(new Traffic("udp", 53, 53), asked.source());
    SecurityGroupRule all = rule(new Traffic("-1", -1, -1), asked.source());

    assertThat(Admittance.of(Protocol.UDP, asked, List.of(udp))).isEqualTo(Admittance.YES);
    assertThat(Admittance.of(Protocol.TCP, asked, List.of(udp))).isEqualTo(Admittance.NO);
    assertThat(Admittance.of(Protocol.TCP, asked, List.of(all))).isEqualTo(Admittance.YES);
  }

  private void shop() {
    world.restart();
    world.mesh(
        "shop",
        Specs.secured(
            Specs.mesh(),
            null,
            new SecurityGroups(
                SecurityGroupMode.PER_SERVICE,
                List.of(),
                new Platform(List.of(), List.of(new DnsServers(dns.value()))),
                DriftPolicy.REVERT,
                null)));
    world.endpoint("cart", Specs.client()).settle();
  }

  private void letIn(String network) {
    assertThat(
            person.authorizeSecurityGroupIngress(
                dns,
                ImmutableList.of(
                    new IngressPermission(DNS, new TrafficSource.Addresses(Cidr.of(network)), "")),
                ImmutableMap.of()))
        .hasSize(1);
  }

  private SecurityGroupRule rule(Traffic traffic, TrafficSource source) {
    return new SecurityGroupRule(
        new SecurityGroupRuleId("sgr-00000001"),
        dns,
        Direction.INGRESS,
        traffic,
        source,
        "",
        ImmutableMap.of());
  }
}
