package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import java.util.List;

/** One requirement on a label. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LabelExpression(
    @Required String key, @Required SelectorOperator operator, List<String> values) {
  public LabelExpression {
    values = Copies.list(values);
  }
}
