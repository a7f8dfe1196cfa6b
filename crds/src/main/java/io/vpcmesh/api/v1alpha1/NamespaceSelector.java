package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/** Picks namespaces by their labels; all requirements must hold, and none picks all. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NamespaceSelector(
    Map<String, String> matchLabels, List<LabelExpression> matchExpressions) {
  public NamespaceSelector {
    matchExpressions = Copies.list(matchExpressions);
    matchLabels = Copies.map(matchLabels);
  }
}
