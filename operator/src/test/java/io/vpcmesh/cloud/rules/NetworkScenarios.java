package io.vpcmesh.cloud.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.simulated.NetworkRule;

/** What holds for networks. */
final class NetworkScenarios {

  private static final String NOWHERE = "vpc-00000000000000000";

  private NetworkScenarios() {}

  static ImmutableList<RuleCase> all() {
    return ImmutableList.of(RuleCase.of(NetworkRule.UNKNOWN_LEFT_OUT, NetworkScenarios::unknown));
  }

  private static void unknown(Stage stage) {
    assertThat(stage.cloud().ec2().describeVpcs(ImmutableSet.of(NOWHERE))).isEmpty();
  }
}
