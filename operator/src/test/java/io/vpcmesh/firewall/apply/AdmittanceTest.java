package io.vpcmesh.firewall.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.SecurityGroupRule.Direction;
import io.vpcmesh.cloud.SecurityGroupRule.Traffic;
import io.vpcmesh.firewall.Opening;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.SecurityGroupRuleId;
import io.vpcmesh.model.TrafficSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether rules of anybody let in what shall be let in. */
class AdmittanceTest {

  private static final TrafficSource CART = group("sg-0000000a");
  private static final Opening FROM_CART = new Opening(PortRange.of(8080, 8080), CART);
  private static final Opening FROM_OFFICE =
      new Opening(PortRange.of(8080, 8080), network("10.1.2.0/24"));

  @ParameterizedTest
  @CsvSource({
    "tcp, 8080, 8080, YES",
    "6, 8000, 8999, YES",
    "-1, -1, -1, YES",
    "tcp, 8081, 8081, NO",
    "udp, 8080, 8080, NO"
  })
  void theTrafficHasToBeTheOneThatIsAskedFor(
      String protocol, int first, int last, Admittance expected) {
    assertThat(Admittance.of(FROM_CART, rules(CART, new Traffic(protocol, first, last))))
        .isEqualTo(expected);
  }

  @Test
  void anotherGroupIsNobodys() {
    assertThat(Admittance.of(FROM_CART, rules(group("sg-0000000b")))).isEqualTo(Admittance.NO);
    assertThat(Admittance.of(FROM_CART, ImmutableList.of())).isEqualTo(Admittance.NO);
  }

  @Test
  void aNetworkLetsInTheNetworksWithinIt() {
    assertThat(Admittance.of(FROM_OFFICE, rules(network("10.1.0.0/16")))).isEqualTo(Admittance.YES);
    assertThat(Admittance.of(FROM_OFFICE, rules(network("10.2.0.0/16")))).isEqualTo(Admittance.NO);
    assertThat(Admittance.of(FROM_OFFICE, rules(CART))).isEqualTo(Admittance.NO);
  }

  @Test
  void aNetworkMayContainTheCarriersOfAGroup() {
    assertThat(Admittance.of(FROM_CART, rules(network("10.1.0.0/16"))))
        .isEqualTo(Admittance.BY_NETWORK);
  }

  @Test
  void theBestOfAllRulesCounts() {
    assertThat(
            Admittance.of(
                FROM_CART,
                ImmutableList.<SecurityGroupRule>builder()
                    .addAll(rules(network("10.1.0.0/16")))
                    .addAll(rules(CART))
                    .build()))
        .isEqualTo(Admittance.YES);
  }

  private static TrafficSource group(String id) {
    return new TrafficSource.Group(new SecurityGroupId(id));
  }

  private static TrafficSource network(String cidr) {
    return new TrafficSource.Addresses(Cidr.of(cidr));
  }

  private static List<SecurityGroupRule> rules(TrafficSource source) {
    return rules(source, new Traffic("tcp", 8080, 8080));
  }

  private static List<SecurityGroupRule> rules(TrafficSource source, Traffic traffic) {
    return List.of(
        new SecurityGroupRule(
            new SecurityGroupRuleId("sgr-00000001"),
            new SecurityGroupId("sg-0000000c"),
            Direction.INGRESS,
            traffic,
            source,
            "",
            ImmutableMap.of()));
  }
}
