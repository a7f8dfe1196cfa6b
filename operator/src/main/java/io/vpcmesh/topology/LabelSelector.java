package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Map;

/** A Kubernetes label selector; an empty one matches everything. */
public record LabelSelector(
    ImmutableMap<String, String> matchLabels, ImmutableList<Requirement> matchExpressions) {

  /** Whether an object with these labels is selected. */
  public boolean matches(Map<String, String> labels) {
    return labels.entrySet().containsAll(matchLabels.entrySet())
        && matchExpressions.stream().allMatch(requirement -> requirement.matches(labels));
  }

  /** One expression of a selector. */
  public record Requirement(String key, Operator operator, ImmutableSet<String> values) {

    boolean matches(Map<String, String> labels) {
      return switch (operator) {
        case IN -> labels.containsKey(key) && values.contains(labels.get(key));
        case NOT_IN -> !labels.containsKey(key) || !values.contains(labels.get(key));
        case EXISTS -> labels.containsKey(key);
        case DOES_NOT_EXIST -> !labels.containsKey(key);
      };
    }
  }

  /** How a requirement compares. */
  public enum Operator {
    IN,
    NOT_IN,
    EXISTS,
    DOES_NOT_EXIST
  }
}
