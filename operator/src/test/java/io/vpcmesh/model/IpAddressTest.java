package io.vpcmesh.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class IpAddressTest {

  @Test
  void oneAddressHasOneSpelling() {
    assertThat(new IpAddress("2001:DB8:0:0::1")).isEqualTo(new IpAddress("2001:db8::1"));
    assertThat(new IpAddress("2001:db8::1").isIpv6()).isTrue();
    assertThat(new IpAddress("::ffff:10.0.1.4")).isEqualTo(new IpAddress("10.0.1.4"));
    assertThat(new IpAddress("10.0.1.4").isIpv6()).isFalse();
  }

  @Test
  void namesAndZonesAndHalfAddressesAreNone() {
    refuses("orders.internal");
    refuses("fe80::1%eth0");
    refuses("10.0.1");
    refuses("010.0.0.1");
    refuses("10.0.1.4:8080");
    refuses("");
  }

  private static void refuses(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IpAddress(value))
        .withMessage("not an IP address: '" + value + "'");
  }
}
