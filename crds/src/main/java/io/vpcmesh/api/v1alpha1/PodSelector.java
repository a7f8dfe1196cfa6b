package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import java.util.Map;

/** Picks pods by their labels; all of them must be there. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PodSelector(@Required Map<String, String> matchLabels) {
  public PodSelector {
    matchLabels = Copies.map(matchLabels);
  }
}
