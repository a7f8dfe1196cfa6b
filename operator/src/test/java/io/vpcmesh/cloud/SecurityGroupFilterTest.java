package io.vpcmesh.cloud;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableSet;
import org.junit.jupiter.api.Test;

class SecurityGroupFilterTest {

  @Test
  void nothingAskedForIsNotEverything() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecurityGroupFilter.among(ImmutableSet.of()))
        .withMessage("a filter asks for something");
  }
}
