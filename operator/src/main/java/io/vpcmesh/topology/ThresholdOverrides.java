package io.vpcmesh.topology;

import io.vpcmesh.model.DeploymentPolicy.Threshold;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import java.util.Optional;

/** What one resource states of how many may fail; what is absent is inherited. */
public record ThresholdOverrides(
    Optional<Threshold.Type> type,
    Optional<Integer> value,
    Optional<Integer> min,
    Optional<Integer> max) {

  /** States nothing. */
  public static final ThresholdOverrides NONE =
      new ThresholdOverrides(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  static final int WHOLE = 100;
  private static final String FIELD = "spec.deployment.circuitBreaker.threshold";

  static Threshold effective(ThresholdOverrides endpoint, ThresholdOverrides mesh) {
    Threshold usual = Threshold.DEFAULT;
    return new Threshold(
        endpoint.type().or(mesh::type).orElse(usual.type()),
        endpoint.value().or(mesh::value).orElse(usual.value()),
        endpoint.min().or(mesh::min).orElse(usual.min()),
        endpoint.max().or(mesh::max).orElse(usual.max()));
  }

  /** What each resource may say for itself, and not together with what it inherits. */
  public static Optional<Problem> contradiction(
      DeploymentOverrides endpoint, DeploymentOverrides mesh) {
    return contradiction(endpoint.breaker().threshold(), mesh.breaker().threshold())
        .map(complaint -> new Problem(Reason.InvalidSpec, FIELD + ": " + complaint));
  }

  private static Optional<String> contradiction(
      ThresholdOverrides endpoint, ThresholdOverrides mesh) {
    Threshold effective = effective(endpoint, mesh);
    if (effective.type() != Threshold.Type.COUNT && effective.value() > WHOLE) {
      return Optional.of(
          "value is %d (%s), more than a percentage can be, and type is %s (%s): write a value of at most 100, or the type Count"
              .formatted(
                  effective.value(),
                  origin(endpoint.value(), mesh.value()),
                  spelled(effective.type()),
                  origin(endpoint.type(), mesh.type())));
    }
    if (effective.type() == Threshold.Type.BOUNDED_PERCENT && effective.min() > effective.max()) {
      return Optional.of(
          "min is %1$d (%2$s) and max is %3$d (%4$s): write a min of at most %3$d, or a max of at least %1$d"
              .formatted(
                  effective.min(),
                  origin(endpoint.min(), mesh.min()),
                  effective.max(),
                  origin(endpoint.max(), mesh.max())));
    }
    return Optional.empty();
  }

  private static String origin(Optional<?> endpoint, Optional<?> mesh) {
    if (endpoint.isPresent()) {
      return "the endpoint's";
    }
    return mesh.isPresent() ? "the mesh's" : "the default";
  }

  private static String spelled(Threshold.Type type) {
    return switch (type) {
      case BOUNDED_PERCENT -> "BoundedPercent";
      case UNBOUNDED_PERCENT -> "UnboundedPercent";
      case COUNT -> "Count";
    };
  }
}
