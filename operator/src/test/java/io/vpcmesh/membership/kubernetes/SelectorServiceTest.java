package io.vpcmesh.membership.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.PortNumber;
import io.vpcmesh.topology.Endpoint.PodChoice;
import io.vpcmesh.topology.Endpoint.TargetPort;
import org.junit.jupiter.api.Test;

class SelectorServiceTest {

  private static final TargetPort WEB = new TargetPort.Named("web");

  @Test
  void itSelectsThePodsAndHasThePortsOfTheEndpoint() {
    ImmutableSortedMap<String, String> labels = ImmutableSortedMap.of("app", "orders");

    assertThat(
            SelectorService.of(
                SliceMembershipTest.endpoint(new PodChoice.WithLabels(labels), false, WEB)))
        .contains(
            new SelectorService(
                new ObjectRef("shop", "vpcmesh-orders"),
                labels,
                ImmutableList.of(new SelectorService.Port("web", new PortNumber(80), WEB))));
  }

  @Test
  void whoNamesAServiceNeedsNone() {
    assertThat(
            SelectorService.of(
                SliceMembershipTest.endpoint(new PodChoice.OfService("orders"), false, WEB)))
        .isEmpty();
  }

  @Test
  void everyNameMakesADnsLabelOfItsOwn() {
    String longest = "a".repeat(253);

    assertThat(nameOf("1st")).isEqualTo("vpcmesh-1st");
    assertThat(nameOf("a".repeat(55))).isEqualTo("vpcmesh-" + "a".repeat(55));
    assertThat(nameOf("a".repeat(56))).hasSize(63).startsWith("vpcmesh-aaa");
    assertThat(nameOf(longest)).hasSize(63).isNotEqualTo(nameOf("a".repeat(56)));
    assertThat(nameOf("orders.v2"))
        .matches("vpcmesh-orders-v2-[0-9a-f]{8}")
        .isNotEqualTo(nameOf("orders-v2"));
  }

  private static String nameOf(String endpoint) {
    return SelectorService.nameOf(EndpointKey.of("shop", endpoint));
  }
}
