package io.vpcmesh.topology;

import io.vpcmesh.model.DeploymentPolicy.Breaker;
import io.vpcmesh.model.DeploymentPolicy.OnFirstDeployment;
import java.util.Optional;

/** What one resource states of when a change counts as failed; what is absent is inherited. */
public record BreakerOverrides(
    Optional<Boolean> enabled,
    Optional<Boolean> rollback,
    ThresholdOverrides threshold,
    Optional<Boolean> resetOnHealthy,
    Optional<OnFirstDeployment> onFirstDeployment) {

  /** States nothing. */
  public static final BreakerOverrides NONE =
      new BreakerOverrides(
          Optional.empty(),
          Optional.empty(),
          ThresholdOverrides.NONE,
          Optional.empty(),
          Optional.empty());

  static Breaker effective(BreakerOverrides endpoint, BreakerOverrides mesh) {
    Breaker usual = Breaker.DEFAULT;
    return new Breaker(
        endpoint.enabled().or(mesh::enabled).orElse(usual.enabled()),
        endpoint.rollback().or(mesh::rollback).orElse(usual.rollback()),
        ThresholdOverrides.effective(endpoint.threshold(), mesh.threshold()),
        endpoint.resetOnHealthy().or(mesh::resetOnHealthy).orElse(usual.resetOnHealthy()),
        endpoint.onFirstDeployment().or(mesh::onFirstDeployment).orElse(usual.onFirstDeployment()));
  }
}
