package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.Alarms;
import io.vpcmesh.api.v1alpha1.CircuitBreaker;
import io.vpcmesh.api.v1alpha1.DeploymentSettings;
import io.vpcmesh.api.v1alpha1.DeploymentStep;
import io.vpcmesh.api.v1alpha1.FailureThreshold;
import io.vpcmesh.api.v1alpha1.FirstDeploymentPolicy;
import io.vpcmesh.api.v1alpha1.ThresholdType;
import io.vpcmesh.model.DeploymentPolicy;
import io.vpcmesh.model.DeploymentPolicy.Breaker;
import io.vpcmesh.model.DeploymentPolicy.Step;
import io.vpcmesh.model.DeploymentPolicy.Threshold;

/** Spells how a change is brought in as people would declare it, with nothing left out. */
public final class DeploymentPlan {

  private DeploymentPlan() {}

  /** The inverse of what is read from a declaration. */
  public static DeploymentSettings of(DeploymentPolicy policy) {
    return new DeploymentSettings(
        policy.steps().stream().map(DeploymentPlan::step).collect(ImmutableList.toImmutableList()),
        DurationParser.spelled(policy.bakeTime()),
        DurationParser.spelled(policy.progressDeadline()),
        DurationParser.spelled(policy.rollbackDeadline()),
        breaker(policy.breaker()),
        policy.alarms().isEmpty() ? null : new Alarms(policy.alarms().asList()),
        policy.historyLimit());
  }

  private static DeploymentStep step(Step step) {
    return new DeploymentStep(step.percent(), DurationParser.spelled(step.bake()), step.pause());
  }

  private static CircuitBreaker breaker(Breaker breaker) {
    return new CircuitBreaker(
        breaker.enabled(),
        breaker.rollback(),
        threshold(breaker.threshold()),
        breaker.resetOnHealthy(),
        switch (breaker.onFirstDeployment()) {
          case WITHDRAW -> FirstDeploymentPolicy.WITHDRAW;
          case KEEP -> FirstDeploymentPolicy.KEEP;
        });
  }

  private static FailureThreshold threshold(Threshold threshold) {
    return new FailureThreshold(
        switch (threshold.type()) {
          case BOUNDED_PERCENT -> ThresholdType.BOUNDED_PERCENT;
          case UNBOUNDED_PERCENT -> ThresholdType.UNBOUNDED_PERCENT;
          case COUNT -> ThresholdType.COUNT;
        },
        threshold.value(),
        threshold.min(),
        threshold.max());
  }
}
