package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The AWS objects of an endpoint; service ids by Cloud Map service name. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record EndpointAwsStatus(
    Map<String, String> serviceIds,
    @Nullable String namespaceId,
    @Nullable Integer pendingOperations,
    List<String> securityGroupIds) {
  public EndpointAwsStatus {
    serviceIds = Copies.map(serviceIds);
    securityGroupIds = Copies.list(securityGroupIds);
  }
}
