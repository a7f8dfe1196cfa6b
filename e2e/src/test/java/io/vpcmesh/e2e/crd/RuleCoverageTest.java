package io.vpcmesh.e2e.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Nobody adds a rule without an object that it refuses; needs no API server. */
class RuleCoverageTest {

  @Test
  void everyRuleRefusesSomething() throws IOException {
    assertThat(without(rulesWithCases(), allRules()))
        .as("rules without a case in src/test/resources/refused")
        .isEmpty();
  }

  @Test
  void everyCaseIsOfARuleThatExists() throws IOException {
    assertThat(without(allRules(), rulesWithCases()))
        .as("cases of rules that no definition has")
        .isEmpty();
  }

  @Test
  void aRuleWithoutACaseIsFound() throws IOException {
    Definition endpoint = Definition.all().getFirst();
    JsonNode schema = endpoint.schema().deepCopy();
    ((ObjectNode) schema.at("/properties/spec/properties/serviceName"))
        .putArray("x-kubernetes-validations")
        .addObject()
        .put("message", "no such name");

    Definition changed = new Definition(endpoint.kind(), endpoint.plural(), schema);

    assertThat(without(rulesWithCases(), changed.rules()))
        .containsExactly(new Rule("ServiceEndpoint", "spec.serviceName", "no such name"));
  }

  private static Set<Rule> without(Set<Rule> known, Set<Rule> rules) {
    return Sets.difference(rules, known);
  }

  private static ImmutableSet<Rule> allRules() throws IOException {
    return Definition.all().stream()
        .flatMap(definition -> definition.rules().stream())
        .collect(ImmutableSet.toImmutableSet());
  }

  private static Set<Rule> rulesWithCases() throws IOException {
    return RefusedCase.all().stream().map(RefusedCase::rule).collect(Collectors.toSet());
  }
}
