package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import java.util.List;

/** Instances that are written down one by one. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record StaticBackend(@Required List<StaticAddress> addresses) {
  public StaticBackend {
    addresses = Copies.list(addresses);
  }
}
