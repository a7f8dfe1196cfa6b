package io.vpcmesh.topology;

import static io.vpcmesh.topology.EndpointFixture.address;
import static io.vpcmesh.topology.EndpointFixture.backend;
import static io.vpcmesh.topology.EndpointFixture.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An address that is written down must be one at which another host can be reached. */
class StaticAddressTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0.0.0.0         | 0.0.0.0         | stands for no host at all
          0.1.2.3         | 0.1.2.3         | stands for no host at all
          127.0.0.1       | 127.0.0.1       | is a loopback address: each client would ask itself
          127.9.9.9       | 127.9.9.9       | is a loopback address: each client would ask itself
          169.254.169.254 | 169.254.169.254 | is link-local: it means something on one link only
          224.0.0.1       | 224.0.0.1       | is multicast: it stands for a group, not for a host
          239.255.1.1     | 239.255.1.1     | is multicast: it stands for a group, not for a host
          255.255.255.255 | 255.255.255.255 | is the broadcast address: it stands for all hosts at once
          """)
  void anIpv4AddressIsThatOfAnotherHost(String written, String named, String why) {
    assertThat(addressed(written))
        .containsExactly(
            "spec.backend.static.addresses[0].ip: %s %s; write the address that other hosts of the VPC reach, such as 10.0.1.4"
                .formatted(named, why));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ::              | ::       | stands for no host at all
          0:0:0:0:0:0:0:0 | ::       | stands for no host at all
          ::1             | ::1      | is a loopback address: each client would ask itself
          fe80::1         | fe80::1  | is link-local: it means something on one link only
          febf::1         | febf::1  | is link-local: it means something on one link only
          FF02::1         | ff02::1  | is multicast: it stands for a group, not for a host
          """)
  void anIpv6AddressIsThatOfAnotherHost(String written, String named, String why) {
    assertThat(addressed(written))
        .containsExactly(
            "spec.backend.static.addresses[0].ip: %s %s; write the address that other hosts of the VPC reach, such as 2600:1f18::4"
                .formatted(named, why));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0.0.1",
        "10.0.0.1",
        "126.255.255.255",
        "128.0.0.1",
        "169.253.0.1",
        "169.255.0.1",
        "172.31.0.1",
        "223.255.255.255",
        "fd00::1",
        "2600:1f18::4"
      })
  void anAddressNextToThoseIsFine(String address) {
    assertThat(addressed(address)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"::ffff:10.0.1.4", "::FFFF:10.0.1.4", "::ffff:a00:104"})
  void anIpv4AddressIsWrittenPlainly(String mapped) {
    assertThat(addressed(mapped))
        .containsExactly(
            "spec.backend.static.addresses[0].ip: '%s' is IPv4 written as IPv6: write 10.0.1.4"
                .formatted(mapped));
  }

  private static ImmutableList<String> addressed(String ip) {
    return endpoint("orders").with(spec -> backend(spec, backend(address(ip)))).complaints();
  }
}
