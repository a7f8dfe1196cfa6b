package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The AWS objects of an endpoint; service ids by Cloud Map service name. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record EndpointAwsStatus(
    Map<String, String> serviceIds,
    @Nullable String namespaceId,
    @Nullable Integer pendingOperations) {
  public EndpointAwsStatus {
    serviceIds = Copies.map(serviceIds);
  }
}
