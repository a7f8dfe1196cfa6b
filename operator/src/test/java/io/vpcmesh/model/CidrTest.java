package io.vpcmesh.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3/16, 10.1.0.0/16",
    "10.1.2.3/32, 10.1.2.3/32",
    "255.255.255.255/0, 0.0.0.0/0",
    "10.1.2.130/25, 10.1.2.128/25",
    "2001:db8:0:1::7/32, 2001:db8::/32",
    "2001:db8::7/128, 2001:db8::7/128",
    "ffff::/0, ::/0",
    "::1:0:0/64, ::/64"
  })
  void theNetworkHasNoOtherBits(String text, String network) {
    assertThat(Cidr.of(text).masked()).isEqualTo(Cidr.of(network));
    assertThat(Cidr.of(text).masked()).hasToString(network);
  }

  @Test
  void oneCidrHasOneSpelling() {
    assertThat(Cidr.of("2001:DB8:0:0::/32")).isEqualTo(Cidr.of("2001:db8::/32"));
    assertThat(Cidr.of("2001:db8::/32").isIpv6()).isTrue();
    assertThat(Cidr.of("10.0.0.0/8").isIpv6()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/08",
        "10.0.0.0/-1",
        "10.0.0/8",
        "2001:db8::/129",
        "::ffff:10.0.0.0/104",
        "/8",
        ""
      })
  void whatIsNoneIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Cidr.of(text));
  }
}
