package io.vpcmesh.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The YAML that people install and the Java types that read it say the same. */
class CustomResourceDriftTest {
  @TempDir Path discarded;

  @ParameterizedTest
  @EnumSource(Crd.class)
  void yamlAndJavaHaveTheSameFields(Crd crd) {
    assertThat(SchemaFacts.differences(Crd.schemaOf(crd.yaml()), Crd.schemaOf(generated(crd))))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Crd.class)
  void yamlAndJavaHaveTheSameNames(Crd crd) {
    JsonNode names = generated(crd).at("/spec/names");

    assertThat(crd.yaml().at("/metadata/name").asText()).isEqualTo(crd.plural + ".vpcmesh.io");
    assertThat(crd.yaml().at("/spec/group")).isEqualTo(generated(crd).at("/spec/group"));
    for (String name : new String[] {"kind", "plural", "singular", "shortNames"}) {
      assertThat(crd.yaml().at("/spec/names").path(name)).isEqualTo(names.path(name));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("edits")
  void anEditOnOneSideIsFound(String what, Consumer<ObjectNode> edit, String difference) {
    JsonNode java = Crd.schemaOf(generated(Crd.ENDPOINT));
    JsonNode yaml = Crd.schemaOf(Crd.ENDPOINT.yaml());
    edit.accept((ObjectNode) yaml.at("/properties/spec/properties/ports/items"));

    assertThat(SchemaFacts.differences(yaml, java))
        .as(what)
        .singleElement()
        .asString()
        .startsWith("spec.ports[]." + difference);
  }

  static Stream<Arguments> edits() {
    return Stream.of(
        edit("field only in the YAML", port -> fields(port).putObject("weight"), "weight: only in"),
        edit("field only in Java", port -> fields(port).remove("protocol"), "protocol: only in J"),
        edit("other type", port -> field(port, "port").put("type", "string"), "port: YAML"),
        edit("nullable", port -> field(port, "port").put("nullable", true), "port: YAML"),
        edit(
            "further enum value",
            port -> ((ArrayNode) field(port, "protocol").path("enum")).add("Udp"),
            "protocol: YAML"),
        edit(
            "other default",
            port -> field(port, "protocol").put("default", "Http"),
            "protocol: YAML"),
        edit(
            "no longer required",
            port -> ((ArrayNode) port.path("required")).remove(1),
            "port: YAML"),
        edit(
            "no longer number or name",
            port ->
                field(port, "targetPort")
                    .put("type", "integer")
                    .remove("x-kubernetes-int-or-string"),
            "targetPort: YAML"));
  }

  private static Arguments edit(String what, Consumer<ObjectNode> edit, String difference) {
    return Arguments.of(what, edit, difference);
  }

  private static ObjectNode fields(ObjectNode schema) {
    return (ObjectNode) schema.path("properties");
  }

  private static ObjectNode field(ObjectNode schema, String name) {
    return (ObjectNode) schema.path("properties").path(name);
  }

  @SuppressWarnings("unchecked") // the enum cannot carry the bound of the class
  private JsonNode generated(Crd crd) {
    AtomicReference<HasMetadata> definition = new AtomicReference<>();
    new CRDGenerator()
        .customResourceClasses((Class<? extends HasMetadata>) crd.type)
        .forCRDVersions("v1")
        .inOutputDir(discarded.toFile())
        .withPostProcessor(
            new CRDPostProcessor() {
              @Override
              public HasMetadata process(HasMetadata crdObject, String version) {
                definition.set(crdObject);
                return crdObject;
              }
            })
        .detailedGenerate();
    return new ObjectMapper().valueToTree(definition.get());
  }
}
