package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an endpoint is found; what is absent is inherited. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Discovery(
    @Nullable DnsRecords record,
    @Nullable String ttl,
    @Nullable HealthReporting health,
    @Nullable OnAllUnhealthy onAllUnhealthy,
    Map<String, String> attributes,
    @Nullable String deregistrationDelay) {
  public Discovery {
    attributes = Copies.map(attributes);
  }
}
