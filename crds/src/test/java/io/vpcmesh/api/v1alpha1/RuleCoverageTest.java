package io.vpcmesh.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nobody adds a rule without an object that breaks it; the end-to-end tests try these objects. */
class RuleCoverageTest {

  private static final Path CASES = Path.of("src/test/resources/refused");

  @Test
  void everyRuleRefusesSomething() throws IOException {
    assertThat(Sets.difference(rules(), tried())).as("rules without a case in %s", CASES).isEmpty();
  }

  @Test
  void everyCaseIsOfARuleThatExists() throws IOException {
    assertThat(Sets.difference(tried(), rules())).as("cases of rules that are gone").isEmpty();
  }

  @Test
  void aRuleWithoutACaseIsFound() throws IOException {
    JsonNode schema = Crd.schemaOf(Crd.ENDPOINT.yaml());
    ((ObjectNode) schema.at("/properties/spec/properties/serviceName"))
        .putArray("x-kubernetes-validations")
        .addObject()
        .put("message", "no such name");

    assertThat(Sets.difference(Rule.of("ServiceEndpoint", schema), tried()))
        .containsExactly(new Rule("ServiceEndpoint", "spec.serviceName", "no such name"));
  }

  private static ImmutableSet<Rule> rules() {
    return Stream.of(Crd.values())
        .flatMap(crd -> Rule.of(crd.type.getSimpleName(), Crd.schemaOf(crd.yaml())).stream())
        .collect(ImmutableSet.toImmutableSet());
  }

  /** The rules that have a case, which is a file in the folder of its kind. */
  private static ImmutableSet<Rule> tried() throws IOException {
    ImmutableSet.Builder<Rule> tried = ImmutableSet.builder();
    try (Stream<Path> files = Files.walk(CASES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        JsonNode it = new YAMLMapper().readTree(file.toFile());
        String kind = CASES.relativize(file).getName(0).toString();
        tried.add(new Rule(kind, it.required("at").asText(), it.required("message").asText()));
      }
    }
    return tried.build();
  }
}
