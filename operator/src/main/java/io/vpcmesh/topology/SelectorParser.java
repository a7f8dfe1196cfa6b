package io.vpcmesh.topology;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.api.v1alpha1.LabelExpression;
import io.vpcmesh.api.v1alpha1.NamespaceSelector;
import io.vpcmesh.api.v1alpha1.SelectorOperator;
import io.vpcmesh.topology.LabelSelector.Operator;
import io.vpcmesh.topology.LabelSelector.Requirement;
import java.util.List;
import java.util.Optional;

/** Reads a selector of namespaces. */
record SelectorParser(Findings findings, String field) {

  private static final int MAX_LABELS = 20;
  private static final int MAX_EXPRESSIONS = 20;
  private static final int MAX_VALUES = 50;

  LabelSelector parse(NamespaceSelector declared) {
    atMost(MAX_LABELS, field + ".matchLabels", declared.matchLabels().size());
    declared.matchLabels().forEach((key, value) -> label(key, requireNonNull(value)));
    String path = field + ".matchExpressions";
    List<LabelExpression> expressions = declared.matchExpressions();
    atMost(MAX_EXPRESSIONS, path, expressions.size());
    ImmutableList.Builder<Requirement> requirements = ImmutableList.builder();
    for (int i = 0; i < expressions.size(); i++) {
      requirement(path + "[" + i + "]", expressions.get(i)).ifPresent(requirements::add);
    }
    return new LabelSelector(ImmutableMap.copyOf(declared.matchLabels()), requirements.build());
  }

  private void label(String key, String value) {
    findings.shaped(field + ".matchLabels", key, Shape.LABEL_KEY);
    if (!value.isEmpty()) {
      findings.shaped(field + ".matchLabels." + key, value, Shape.LABEL_VALUE);
    }
  }

  private Optional<Requirement> requirement(String path, LabelExpression declared) {
    Optional<String> key = findings.shaped(path + ".key", declared.key(), Shape.LABEL_KEY);
    Optional<Operator> operator =
        findings
            .required(path + ".operator", declared.operator(), "write In, NotIn or the like")
            .flatMap(it ->
                findings.known(
                    path + ".operator", operator(it), "In, NotIn, Exists, DoesNotExist"));
    operator.ifPresent(it -> checkValues(path + ".values", it, declared.values()));
    return key.isPresent() && operator.isPresent()
        ? Optional.of(
            new Requirement(
                key.orElseThrow(),
                operator.orElseThrow(),
                ImmutableSortedSet.copyOf(declared.values())))
        : Optional.empty();
  }

  private void checkValues(String path, Operator operator, List<String> values) {
    atMost(MAX_VALUES, path, values.size());
    if (operator.comparesValues() && values.isEmpty()) {
      findings.refuse(path, "is missing: " + operator.spelled() + " needs at least one value");
    }
    if (!operator.comparesValues() && !values.isEmpty()) {
      findings.refuse(
          path, "has %d: %s takes none, leave it out".formatted(values.size(), operator.spelled()));
    }
    values.stream()
        .filter(value -> !value.isEmpty())
        .forEach(value -> findings.shaped(path, value, Shape.LABEL_VALUE));
  }

  private void atMost(int most, String path, int count) {
    if (count > most) {
      findings.refuse(path, "has %d entries: keep %d".formatted(count, most));
    }
  }

  private static Optional<Operator> operator(SelectorOperator declared) {
    return switch (declared) {
      case IN -> Optional.of(Operator.IN);
      case NOT_IN -> Optional.of(Operator.NOT_IN);
      case EXISTS -> Optional.of(Operator.EXISTS);
      case DOES_NOT_EXIST -> Optional.of(Operator.DOES_NOT_EXIST);
      case UNKNOWN -> Optional.empty();
    };
  }
}
