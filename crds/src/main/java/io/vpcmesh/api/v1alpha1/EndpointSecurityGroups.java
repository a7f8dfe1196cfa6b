package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** The security groups that the instances of an endpoint carry. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record EndpointSecurityGroups(List<String> ids) {
  public EndpointSecurityGroups {
    ids = Copies.list(ids);
  }
}
