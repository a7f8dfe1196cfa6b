package io.vpcmesh.firewall.apply;

import static io.vpcmesh.firewall.apply.Scene.CART;
import static io.vpcmesh.firewall.apply.Scene.FORMER;
import static io.vpcmesh.firewall.apply.Scene.NAME;
import static io.vpcmesh.firewall.apply.Scene.ORDERS;
import static io.vpcmesh.firewall.apply.Scene.VPC;
import static io.vpcmesh.firewall.apply.Scene.claim;
import static io.vpcmesh.firewall.apply.Scene.closing;
import static io.vpcmesh.firewall.apply.Scene.ids;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.SecurityGroupRule.Direction;
import io.vpcmesh.cloud.SecurityGroupRule.Traffic;
import io.vpcmesh.cloud.SecurityGroupSpec;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.firewall.KnownGroup;
import io.vpcmesh.firewall.KnownRule;
import io.vpcmesh.firewall.Opening;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.Identity.Standing;
import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.SecurityGroupRuleId;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirewallReaderTest {

  private static final Opening A = Scene.from("10.1.0.0/16", 8080);
  private static final Opening B = Scene.from("10.2.0.0/16", PortRange.of(8080, 8089));

  private final Scene scene = Scene.immediate();

  @Test
  void aGroupIsReadWithAllThatItLetsInWhoseverThatIs() {
    SecurityGroupId group = scene.group(FORMER);
    KnownRule former = scene.opened(group, FORMER, A).getFirst();
    KnownRule theirs = scene.opened(group, CART, B).getFirst();

    KnownGroup known = scene.reader().find(VPC, NAME, ORDERS);

    assertThat(known).isEqualTo(scene.reader().read(group, Optional.empty(), ORDERS));
    assertThat(known)
        .isInstanceOfSatisfying(
            KnownGroup.Present.class,
            present -> {
              assertThat(present.facts()).isEqualTo(Scene.facts(group, Standing.FORMER));
              assertThat(present.rules())
                  .containsExactlyInAnyOrder(
                      new KnownRule(former.id(), A.source(), Optional.of(A), Standing.FORMER),
                      new KnownRule(theirs.id(), B.source(), Optional.of(B), Standing.OTHERS));
            });
  }

  @Test
  void whatIsNotShownIsAbsent() {
    SecurityGroupId group = scene.group();

    assertThat(scene.reader().find(VPC, "another", ORDERS)).isEqualTo(new KnownGroup.Absent());
    assertThat(scene.reader().find("vpc-0b1b2c3d", NAME, ORDERS))
        .isEqualTo(new KnownGroup.Absent());
    assertThat(scene.reader().read(group, Optional.of("vpc-0b1b2c3d"), ORDERS))
        .isEqualTo(new KnownGroup.Absent());
    assertThat(scene.reader().read(new SecurityGroupId("sg-00000000"), Optional.empty(), ORDERS))
        .isEqualTo(new KnownGroup.Absent());
  }

  @Test
  void aGroupWithoutMarksIsNobodys() {
    scene
        .person()
        .createSecurityGroup(new SecurityGroupSpec(VPC, NAME, "by hand", ImmutableMap.of()));

    assertThat(scene.reader().find(VPC, NAME, ORDERS))
        .isInstanceOfSatisfying(
            KnownGroup.Present.class,
            found -> assertThat(found.facts().standing()).isEqualTo(Standing.UNMARKED));
  }

  @ParameterizedTest
  @CsvSource({"udp, 53, 53", "-1, -1, -1", "tcp, -1, -1", "tcp, 0, 65535", "icmp, 8, 0"})
  void whatWeCouldNotOpenIsARuleWithoutAnOpening(String protocol, int first, int last) {
    KnownRule known = FirewallReader.known(rule(new Traffic(protocol, first, last)), ORDERS);

    assertThat(known.opening()).isEmpty();
    assertThat(known.source()).isEqualTo(A.source());
  }

  @Test
  void allOfTcpIsAnOpening() {
    KnownRule known = FirewallReader.known(rule(new Traffic("tcp", 1, 65_535)), ORDERS);

    assertThat(known.opening()).contains(new Opening(PortRange.of(1, 65_535), A.source()));
  }

  @Test
  void aPageWithoutItemsIsNotTheEnd() {
    SecurityGroupId group = scene.group();
    scene.opened(group, A);
    scene
        .cloud()
        .faults()
        .set(CallPattern.to(AwsAction.DESCRIBE_SECURITY_GROUPS).nth(1), new Fault.EmptyPage(false));
    scene
        .cloud()
        .faults()
        .set(
            CallPattern.to(AwsAction.DESCRIBE_SECURITY_GROUP_RULES).nth(1),
            new Fault.EmptyPage(false));

    assertThat(scene.read(group).rules()).hasSize(1);
  }

  @Test
  void aGroupMayHaveMoreRulesThanAPage() {
    Settings settings = Settings.immediate();
    Scene crowded = new Scene(settings.withQuotas(settings.quotas().withRulesPerGroup(2_000)));
    SecurityGroupId group = crowded.group(FORMER);
    ImmutableList<KnownRule> former = crowded.opened(group, FORMER, numbered(1_100));

    assertThat(ids(crowded.read(group).rules())).isEqualTo(ids(former));

    // A call marks the group and 999 rules.
    crowded.apply(claim(group, former));
    crowded.apply(claim(group, unmarked(crowded, group)));

    assertThat(unmarked(crowded, group)).isEmpty();
    assertThat(crowded.apply(closing(group, former)))
        .isInstanceOfSatisfying(
            GroupOutcome.Closed.class,
            closed ->
                assertThat(closed.revoked()).containsExactlyInAnyOrderElementsOf(ids(former)));
    assertThat(crowded.rules(group)).isEmpty();
  }

  private static ImmutableList<KnownRule> unmarked(Scene scene, SecurityGroupId group) {
    return scene.read(group).rules().stream()
        .filter(rule -> rule.standing() == Standing.FORMER)
        .collect(ImmutableList.toImmutableList());
  }

  private static Opening[] numbered(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> Scene.from("10.%d.%d.0/24".formatted(number / 256, number % 256), 80))
        .toArray(Opening[]::new);
  }

  private static SecurityGroupRule rule(Traffic traffic) {
    return new SecurityGroupRule(
        new SecurityGroupRuleId("sgr-0a1b2c3d"),
        new SecurityGroupId("sg-0a1b2c3d"),
        Direction.INGRESS,
        traffic,
        A.source(),
        "",
        ImmutableMap.of());
  }
}
