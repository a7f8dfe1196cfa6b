package io.vpcmesh.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForbiddenAddressesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "169.254.170.2",
        "169.254.0.1",
        "fe80::1",
        "febf::1",
        "fd00:ec2::254",
        "fd00:ec2::23",
        "::ffff:169.254.169.254",
        "::169.254.169.254",
        "2002:a9fe:a9fe::1",
        "64:ff9b::a9fe:a9fe"
      })
  void whereCredentialsAreGivenAwayIsForbidden(String address) {
    assertThat(ForbiddenAddresses.include(InetAddress.ofLiteral(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.1.4",
        "127.0.0.1",
        "169.253.255.255",
        "169.255.0.1",
        "203.0.113.7",
        "::1",
        "fd00:ec3::254",
        "2001:db8::1",
        "64:ff9b::a00:104"
      })
  void othersAreNot(String address) {
    assertThat(ForbiddenAddresses.include(InetAddress.ofLiteral(address))).isFalse();
  }
}
