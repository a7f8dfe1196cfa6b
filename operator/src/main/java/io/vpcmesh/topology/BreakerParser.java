package io.vpcmesh.topology;

import io.vpcmesh.api.v1alpha1.CircuitBreaker;
import io.vpcmesh.api.v1alpha1.FailureThreshold;
import io.vpcmesh.api.v1alpha1.FirstDeploymentPolicy;
import io.vpcmesh.api.v1alpha1.ThresholdType;
import io.vpcmesh.model.DeploymentPolicy.OnFirstDeployment;
import io.vpcmesh.model.DeploymentPolicy.Threshold;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads when a change counts as failed, and what becomes of it. */
record BreakerParser(Findings findings, String field) {

  private static final int MOST = 100_000;

  BreakerOverrides parse(@Nullable CircuitBreaker declared) {
    if (declared == null) {
      return BreakerOverrides.NONE;
    }
    return new BreakerOverrides(
        Optional.ofNullable(declared.enabled()),
        Optional.ofNullable(declared.rollback()),
        threshold(declared.threshold()),
        Optional.ofNullable(declared.resetOnHealthy()),
        Optional.ofNullable(declared.onFirstDeployment()).flatMap(this::onFirstDeployment));
  }

  private Optional<OnFirstDeployment> onFirstDeployment(FirstDeploymentPolicy declared) {
    Optional<OnFirstDeployment> choice =
        switch (declared) {
          case WITHDRAW -> Optional.of(OnFirstDeployment.WITHDRAW);
          case KEEP -> Optional.of(OnFirstDeployment.KEEP);
          case UNKNOWN -> Optional.empty();
        };
    return findings.known(field + ".onFirstDeployment", choice, "Withdraw, Keep");
  }

  private ThresholdOverrides threshold(@Nullable FailureThreshold declared) {
    if (declared == null) {
      return ThresholdOverrides.NONE;
    }
    ThresholdOverrides threshold =
        new ThresholdOverrides(
            Optional.ofNullable(declared.type()).flatMap(this::type),
            number("value", declared.value()),
            number("min", declared.min()),
            number("max", declared.max()));
    checkBounds(threshold);
    checkPercentage(threshold);
    return threshold;
  }

  private Optional<Threshold.Type> type(ThresholdType declared) {
    Optional<Threshold.Type> choice =
        switch (declared) {
          case BOUNDED_PERCENT -> Optional.of(Threshold.Type.BOUNDED_PERCENT);
          case UNBOUNDED_PERCENT -> Optional.of(Threshold.Type.UNBOUNDED_PERCENT);
          case COUNT -> Optional.of(Threshold.Type.COUNT);
          case UNKNOWN -> Optional.empty();
        };
    return findings.known(
        field + ".threshold.type", choice, "BoundedPercent, UnboundedPercent, Count");
  }

  private Optional<Integer> number(String name, @Nullable Integer declared) {
    return Optional.ofNullable(declared)
        .flatMap(number -> findings.within(field + ".threshold." + name, number, 1, MOST));
  }

  private void checkBounds(ThresholdOverrides threshold) {
    int min = threshold.min().orElse(1);
    int max = threshold.max().orElse(MOST);
    if (min > max) {
      findings.refuse(
          field + ".threshold.min",
          "%d is more than max, which is %d: write at most that".formatted(min, max));
    }
  }

  private void checkPercentage(ThresholdOverrides threshold) {
    boolean percentage = threshold.type().filter(type -> type != Threshold.Type.COUNT).isPresent();
    int value = threshold.value().orElse(1);
    if (percentage && value > ThresholdOverrides.WHOLE) {
      findings.refuse(
          field + ".threshold.value",
          "%d is no percentage: write at most 100, or the type Count".formatted(value));
    }
  }
}
