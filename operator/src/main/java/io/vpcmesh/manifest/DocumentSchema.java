package io.vpcmesh.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.io.Resources;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;

/** What a document of one kind may hold, taken from the definition that Kubernetes installs. */
final class DocumentSchema {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** An empty text also breaks the pattern, which says less about it. */
  private static final Comparator<Error> LENGTH_BEFORE_PATTERN =
      Comparator.comparing(error -> error.getKeyword().equals("pattern"));

  private final SchemaTree tree;
  private final Schema validator;

  private DocumentSchema(ObjectNode root) {
    this.tree = new SchemaTree(root);
    this.validator =
        SchemaRegistry.withDialect(Dialects.getDraft202012()).getSchema(ClosedSchema.of(root));
  }

  /** The schema of one of our custom resources, by its plural name. */
  static DocumentSchema ofResource(String plural) {
    JsonNode definition = yaml("/io/vpcmesh/crds/vpcmesh.io_" + plural + ".yaml");
    JsonNode schema = definition.at("/spec/versions/0/schema/openAPIV3Schema");
    ObjectNode root = document();
    ((ObjectNode) root.path("properties")).set("spec", schema.at("/properties/spec"));
    ((ArrayNode) root.path("required")).add("spec");
    return new DocumentSchema(root);
  }

  /** Of a Kubernetes namespace only the metadata counts. */
  static DocumentSchema ofNamespace() {
    ObjectNode root = document();
    ((ObjectNode) root.path("properties")).set("spec", JSON.objectNode());
    return new DocumentSchema(root);
  }

  private static ObjectNode document() {
    return (ObjectNode) yaml("/io/vpcmesh/manifest/document.yaml");
  }

  private static JsonNode yaml(String resource) {
    try {
      String text =
          Resources.toString(
              Resources.getResource(DocumentSchema.class, resource), StandardCharsets.UTF_8);
      Compose compose = new Compose(LoadSettings.builder().build());
      return YamlValues.of(compose.composeString(text).orElseThrow()).json();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything that is wrong with a document, but one thing only for each field. */
  ImmutableList<Finding> check(JsonNode document) {
    SchemaMessages messages = new SchemaMessages(tree);
    Map<FieldPath, Finding> findings = new LinkedHashMap<>();
    validator.validate(document).stream()
        .sorted(LENGTH_BEFORE_PATTERN)
        .map(messages::finding)
        .forEach(finding -> findings.putIfAbsent(finding.path(), finding));
    return ImmutableList.<Finding>builder()
        .addAll(findings.values())
        .addAll(ListKeys.duplicates(tree.root(), document))
        .build();
  }
}
