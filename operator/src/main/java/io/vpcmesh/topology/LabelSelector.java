package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import com.google.common.collect.Streams;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Kubernetes label selector; an empty one matches everything. */
public record LabelSelector(
    ImmutableMap<String, String> matchLabels, ImmutableList<Requirement> matchExpressions) {

  /** Whether an object with these labels is selected. */
  public boolean matches(Map<String, String> labels) {
    return labels.entrySet().containsAll(matchLabels.entrySet())
        && matchExpressions.stream().allMatch(requirement -> requirement.matches(labels));
  }

  /** Whether everything matches. */
  public boolean isEmpty() {
    return matchLabels.isEmpty() && matchExpressions.isEmpty();
  }

  /** Selects what both select. */
  LabelSelector and(LabelSelector other) {
    if (equals(other)) {
      return this;
    }
    // What both ask for is asked once; a label that each wants to be something else is nowhere.
    Stream<Requirement> further =
        other.matchLabels.entrySet().stream()
            .map(label ->
                new Requirement(label.getKey(), Operator.IN, ImmutableSet.of(label.getValue())));
    return new LabelSelector(
        matchLabels,
        Streams.concat(matchExpressions.stream(), further, other.matchExpressions.stream())
            .distinct()
            .collect(ImmutableList.toImmutableList()));
  }

  /** What this selector asks of some labels alone. */
  LabelSelector about(Predicate<String> keys) {
    return new LabelSelector(
        ImmutableMap.copyOf(Maps.filterKeys(matchLabels, keys::test)),
        matchExpressions.stream()
            .filter(requirement -> keys.test(requirement.key()))
            .collect(ImmutableList.toImmutableList()));
  }

  /** The requirements as kubectl writes them, in one order. */
  Stream<String> spelled() {
    Stream<String> labels =
        matchLabels.entrySet().stream().map(label -> label.getKey() + "=" + label.getValue());
    return Stream.concat(labels, matchExpressions.stream().map(Requirement::spelled)).sorted();
  }

  @Override
  public String toString() {
    return spelled().collect(Collectors.joining(", ", "{", "}"));
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

    String spelled() {
      String comparison = key + " " + operator.spelled();
      return operator.comparesValues()
          ? comparison + values.stream().sorted().collect(Collectors.joining(",", " (", ")"))
          : comparison;
    }
  }

  /** How a requirement compares. */
  public enum Operator {
    IN("In"),
    NOT_IN("NotIn"),
    EXISTS("Exists"),
    DOES_NOT_EXIST("DoesNotExist");

    private final String spelled;

    Operator(String spelled) {
      this.spelled = spelled;
    }

    String spelled() {
      return spelled;
    }

    boolean comparesValues() {
      return this == IN || this == NOT_IN;
    }
  }
}
