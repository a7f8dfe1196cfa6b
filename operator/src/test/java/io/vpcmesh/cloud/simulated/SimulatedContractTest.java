package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.CloudMapContract;
import io.vpcmesh.cloud.rules.CloudUnderTest;

/** The simulated cloud keeps all rules. */
class SimulatedContractTest extends CloudMapContract {

  @Override
  protected String name() {
    return "simulated";
  }

  @Override
  protected CloudUnderTest fresh() {
    return SimulatedCloudUnderTest.with(Settings.defaults().withLimits(Limits.unlimited()));
  }

  @Override
  protected ImmutableSet<Rule> notKept() {
    return ImmutableSet.of();
  }
}
