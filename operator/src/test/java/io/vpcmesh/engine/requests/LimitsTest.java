package io.vpcmesh.engine.requests;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.cloud.simulated.Rate;
import io.vpcmesh.model.AwsAction;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What we believe of an account that nobody told us about. */
class LimitsTest {

  @ParameterizedTest
  @EnumSource
  void noActionIsBelievedToBeFasterThanInTheSimulatedAccount(AwsAction action) {
    Optional<Rate> given =
        Optional.ofNullable(io.vpcmesh.cloud.simulated.Limits.defaults().rates().get(action));

    Limit believed = Limits.defaults().of(action);

    assertThat(believed.burst())
        .isLessThanOrEqualTo(given.map(Rate::burst).orElse(Double.MAX_VALUE));
    assertThat(believed.perSecond())
        .isLessThanOrEqualTo(given.map(Rate::perSecond).orElse(Double.MAX_VALUE));
  }
}
