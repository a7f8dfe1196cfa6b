package io.vpcmesh.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PortRangeTest {

  @Test
  void aRangeEndsWhereItStartsOrLater() {
    assertThat(PortRange.of(8080, 8081)).hasToString("8080-8081");
    assertThat(PortRange.of(new PortNumber(80))).isEqualTo(PortRange.of(80, 80)).hasToString("80");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PortRange.of(81, 80))
        .withMessage("a port range ends where it starts or later, got 81-80");
  }
}
