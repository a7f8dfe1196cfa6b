package io.vpcmesh.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.ResourceJson;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import java.util.stream.Stream;

/** Turns a parsed document into resources: one, or those of a list. */
final class DocumentReader {
  private final ObjectMapper mapper = ResourceJson.mapper();
  private final DocumentSchema meshes = DocumentSchema.ofResource("servicemeshes");
  private final DocumentSchema endpoints = DocumentSchema.ofResource("serviceendpoints");
  private final DocumentSchema namespaces = DocumentSchema.ofNamespace();

  Stream<ManifestDocument> read(String fileName, YamlDocument yaml) {
    YamlValues.Read read = YamlValues.of(yaml.root());
    if (read.json().isNull() && read.findings().isEmpty()) {
      return Stream.empty();
    }
    return documents(
        new Source(fileName, yaml), new DocumentPart(FieldPath.ROOT, read.json(), read.findings()));
  }

  private Stream<ManifestDocument> documents(Source source, DocumentPart part) {
    return switch (DocumentHead.of(part.json())) {
      case DocumentHead.Foreign() -> Stream.empty();
      case DocumentHead.Unknown(Finding finding) ->
          Stream.of(source.broken(part, part.findingsAnd(ImmutableList.of(finding))));
      case DocumentHead.Known(DocumentKind kind) -> documents(source, part, kind);
    };
  }

  private Stream<ManifestDocument> documents(Source source, DocumentPart part, DocumentKind kind) {
    return switch (kind) {
      case LIST -> list(source, part);
      case MESH -> Stream.of(mesh(source, part));
      case ENDPOINT -> Stream.of(endpoint(source, part));
      case NAMESPACE -> Stream.of(namespace(source, part));
    };
  }

  private Stream<ManifestDocument> list(Source source, DocumentPart list) {
    if (!list.json().path("items").isArray()) {
      Finding finding = new Finding(FieldPath.ROOT.field("items"), "must be a list");
      return Stream.of(source.broken(list, list.findingsAnd(ImmutableList.of(finding))));
    }
    ImmutableList<Finding> besides = list.findingsBesideItems();
    Stream<ManifestDocument> items = list.items().stream().flatMap(item -> documents(source, item));
    return besides.isEmpty()
        ? items
        : Stream.concat(Stream.of(source.broken(list, besides)), items);
  }

  private ManifestDocument mesh(Source source, DocumentPart part) {
    ImmutableList<Finding> findings = part.findingsAnd(meshes.check(part.json()));
    return findings.isEmpty()
        ? new ManifestDocument.Mesh(
            metadata(part.json()), source.line(part), spec(part, ServiceMeshSpec.class))
        : source.broken(part, findings);
  }

  private ManifestDocument endpoint(Source source, DocumentPart part) {
    ImmutableList<Finding> findings = part.findingsAnd(endpoints.check(part.json()));
    return findings.isEmpty()
        ? new ManifestDocument.Endpoint(
            metadata(part.json()), source.line(part), spec(part, ServiceEndpointSpec.class))
        : source.broken(part, findings);
  }

  private ManifestDocument namespace(Source source, DocumentPart part) {
    ImmutableList<Finding> findings = part.findingsAnd(namespaces.check(part.json()));
    JsonNode metadata = part.json().path("metadata");
    return findings.isEmpty()
        ? new ManifestDocument.Namespace(
            metadata.path("name").asText(), source.line(part), texts(metadata.path("labels")))
        : source.broken(part, findings);
  }

  /** The schema has let it through, so a record that refuses it is our mistake. */
  private <T> T spec(DocumentPart part, Class<T> type) {
    try {
      return mapper.treeToValue(part.json().path("spec"), type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the schema admits what " + type.getName() + " refuses", e);
    }
  }

  private static ManifestMetadata metadata(JsonNode document) {
    JsonNode metadata = document.path("metadata");
    return new ManifestMetadata(
        Source.refOf(metadata),
        texts(metadata.path("labels")),
        texts(metadata.path("annotations")));
  }

  private static ImmutableMap<String, String> texts(JsonNode mapping) {
    ImmutableMap.Builder<String, String> texts = ImmutableMap.builder();
    mapping.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts.buildOrThrow();
  }
}
