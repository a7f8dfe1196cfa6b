package io.vpcmesh.deployment;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.model.DeploymentPolicy;
import io.vpcmesh.model.DeploymentPolicy.Breaker;
import io.vpcmesh.model.DeploymentPolicy.OnFirstDeployment;
import io.vpcmesh.model.DeploymentPolicy.Step;
import io.vpcmesh.model.DeploymentPolicy.Threshold;
import java.time.Duration;

/** Policies that differ from the default in one thing. */
final class PolicyFixture {

  private static final DeploymentPolicy DEFAULT = DeploymentPolicy.DEFAULT;

  private PolicyFixture() {}

  static DeploymentPolicy keepingWhatFails() {
    return with(new Breaker(true, false, Threshold.DEFAULT, true, OnFirstDeployment.KEEP));
  }

  static DeploymentPolicy withoutBreaker() {
    return with(new Breaker(false, true, Threshold.DEFAULT, true, OnFirstDeployment.WITHDRAW));
  }

  static DeploymentPolicy neverForgetting() {
    return with(new Breaker(true, true, Threshold.DEFAULT, false, OnFirstDeployment.WITHDRAW));
  }

  static DeploymentPolicy waitingForPerson() {
    return new DeploymentPolicy(
        ImmutableList.of(new Step(100, Duration.ZERO, true)),
        DEFAULT.bakeTime(),
        DEFAULT.progressDeadline(),
        DEFAULT.rollbackDeadline(),
        DEFAULT.breaker(),
        DEFAULT.alarms(),
        DEFAULT.historyLimit());
  }

  static DeploymentPolicy baking(Duration time) {
    return new DeploymentPolicy(
        DEFAULT.steps(),
        time,
        DEFAULT.progressDeadline(),
        DEFAULT.rollbackDeadline(),
        DEFAULT.breaker(),
        DEFAULT.alarms(),
        DEFAULT.historyLimit());
  }

  private static DeploymentPolicy with(Breaker breaker) {
    return new DeploymentPolicy(
        DEFAULT.steps(),
        DEFAULT.bakeTime(),
        DEFAULT.progressDeadline(),
        DEFAULT.rollbackDeadline(),
        breaker,
        DEFAULT.alarms(),
        DEFAULT.historyLimit());
  }
}
