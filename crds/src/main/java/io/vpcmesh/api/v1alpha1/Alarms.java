package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** CloudWatch alarms that speak against a change. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Alarms(List<String> names) {
  public Alarms {
    names = Copies.list(names);
  }
}
