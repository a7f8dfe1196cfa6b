package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the circuit breaker of a deployment has counted. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BreakerStatus(
    @Nullable BreakerState state,
    @Nullable Integer failures,
    @Nullable Integer threshold,
    @Nullable String summary,
    Map<String, Integer> byCause) {
  public BreakerStatus {
    byCause = Copies.map(byCause);
  }
}
