package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** Asks for the groups to be put on pods; those that pods carry besides their endpoint's own. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PodSecurityGroups(List<String> additionalIds) {
  public PodSecurityGroups {
    additionalIds = Copies.list(additionalIds);
  }
}
