package io.vpcmesh.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpeningTest {

  @Test
  void bitsThatDoNotCountMakeNoDifference() {
    Opening opening = Groups.fromCidr("10.9.8.7/16", 8080);

    assertThat(opening).isEqualTo(Groups.fromCidr("10.9.0.0/16", 8080));
    assertThat(opening).hasToString("port 8080 from 10.9.0.0/16");
  }
}
