package io.vpcmesh.reach;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.firewall.GroupFacts;
import io.vpcmesh.firewall.KnownGroup;
import io.vpcmesh.firewall.KnownRule;
import io.vpcmesh.firewall.Opening;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Identity.Standing;
import io.vpcmesh.model.PortNumber;
import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.SecurityGroupRuleId;
import io.vpcmesh.model.TrafficSource;
import io.vpcmesh.topology.Endpoint.Port;
import io.vpcmesh.topology.Endpoint.Protocol;
import io.vpcmesh.topology.Endpoint.TargetPort;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the groups of both ends say of a call, of which each may have several. */
class AwsCallTest {

  private static final SecurityGroupId WEB = new SecurityGroupId("sg-0000000a");
  private static final SecurityGroupId BATCH = new SecurityGroupId("sg-0000000b");
  private static final SecurityGroupId ORDERS = new SecurityGroupId("sg-0000000c");

  private final AwsCall call =
      new AwsCall(
          new CallQuestion(
              EndpointKey.of("shop", "cart"), EndpointKey.of("shop", "orders"), Optional.empty()),
          ImmutableList.of(
              new Port(
                  "http",
                  new PortNumber(80),
                  new TargetPort.Numbered(new PortNumber(8080)),
                  Protocol.HTTP)));

  @Test
  void aCallerIsLetInByAnyOfItsGroups() {
    assertThat(call.findings(groups(group(WEB, 2), group(BATCH, 2)), groups(called(BATCH))))
        .extracting(Finding::verdict)
        .containsOnly(Finding.Verdict.YES);
  }

  @Test
  void aCallerWhoseGroupsAreAllShutOutCannotCall() {
    assertThat(call.findings(groups(group(WEB, 2)), groups(called(BATCH))))
        .anySatisfy(finding -> {
          assertThat(finding.verdict()).isEqualTo(Finding.Verdict.NO);
          assertThat(finding.message()).contains("lets sg-0000000a in on no port, not on [8080]");
        });
  }

  @Test
  void whereAPrefixListIsLetInTheGroupsOfTheCallerDecideNothing() {
    TrafficSource office = new TrafficSource.PrefixList(new PrefixListId("pl-0a1b2c3d"));

    assertThat(call.findings(groups(group(WEB, 0)), groups(called(office))))
        .extracting(Finding::verdict)
        .containsExactly(Finding.Verdict.YES, Finding.Verdict.UNKNOWN);
  }

  @Test
  void whatNothingCarriesIsNoIdentity() {
    assertThat(call.findings(groups(group(WEB, 2), group(BATCH, 0)), groups(called(WEB))))
        .last()
        .satisfies(finding -> assertThat(finding.verdict()).isEqualTo(Finding.Verdict.NO));
  }

  private static ImmutableList<AwsCall.Seen> groups(AwsCall.Seen... seen) {
    return ImmutableList.copyOf(seen);
  }

  private static AwsCall.Seen group(SecurityGroupId id, int carriers) {
    return new AwsCall.Seen(id, present(id), carriers);
  }

  private static AwsCall.Seen called(SecurityGroupId source) {
    return called(new TrafficSource.Group(source));
  }

  private static AwsCall.Seen called(TrafficSource from) {
    KnownRule rule =
        new KnownRule(
            new SecurityGroupRuleId("sgr-00000001"),
            from,
            Optional.of(new Opening(PortRange.of(8080, 8080), from)),
            Standing.UNMARKED);
    return new AwsCall.Seen(ORDERS, present(ORDERS, rule), 1);
  }

  private static KnownGroup present(SecurityGroupId id, KnownRule... rules) {
    return new KnownGroup.Present(
        new GroupFacts(id, "group", "vpc-0a", Standing.UNMARKED),
        Arrays.stream(rules).collect(ImmutableList.toImmutableList()));
  }
}
