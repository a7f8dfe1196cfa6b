package io.vpcmesh.cli;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import io.vpcmesh.engine.Store.Journals;
import io.vpcmesh.engine.codec.JournalJson;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.standalone.StateDirectory;
import io.vpcmesh.standalone.directory.Declaration;
import io.vpcmesh.standalone.directory.ManifestName;
import io.vpcmesh.standalone.directory.ManifestName.Kind;
import io.vpcmesh.standalone.directory.ResourceRecord;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The resources of a state directory in the shape in which kubectl would show them. */
final class DeclaredResources {

  private final ObjectMapper mapper = JournalJson.mapper();
  private final ImmutableList<ResourceRecord> records;
  private final Journals journals;

  DeclaredResources(StateDirectory state) {
    this.records =
        state.resources().readAll().stream()
            .sorted(Comparator.comparing(ResourceRecord::name))
            .collect(toImmutableList());
    this.journals = state.store().load();
  }

  /**
   * The resources of one kind.
   *
   * @param filter a name, a namespace and a name, or nothing for all
   */
  ImmutableList<JsonNode> of(Kind kind, @Nullable String filter) {
    return records.stream()
        .filter(record -> record.name().kind() == kind)
        .filter(record -> filter == null || matches(record.name(), filter))
        .map(this::json)
        .collect(toImmutableList());
  }

  private static boolean matches(ManifestName name, String filter) {
    return filter.equals(name.name()) || filter.equals(name.namespace() + "/" + name.name());
  }

  private JsonNode json(ResourceRecord record) {
    ObjectNode resource = mapper.createObjectNode();
    resource.put("apiVersion", "vpcmesh.io/v1alpha1");
    record.name().key().ifPresent(key -> resource.put("kind", key.kind()));
    resource.set("metadata", metadata(record));
    switch (record.declared()) {
      case Declaration.Mesh(var spec) -> resource.set("spec", mapper.valueToTree(spec));
      case Declaration.Endpoint(var spec) -> resource.set("spec", mapper.valueToTree(spec));
      case Declaration.Namespace _ -> {}
    }
    Object status = status(record.name());
    if (status != null) {
      resource.set("status", mapper.valueToTree(status));
    }
    return resource;
  }

  private ObjectNode metadata(ResourceRecord record) {
    ObjectNode metadata = mapper.createObjectNode();
    metadata.put("name", record.name().name());
    metadata.put("namespace", record.name().namespace());
    metadata.put("uid", record.uid());
    metadata.put("generation", record.generation());
    metadata.put("creationTimestamp", record.createdAt().toString());
    if (!record.annotations().isEmpty()) {
      metadata.set("annotations", mapper.valueToTree(record.annotations()));
    }
    return metadata;
  }

  private @Nullable Object status(ManifestName name) {
    return switch (name.kind()) {
      case NAMESPACE -> null;
      case MESH -> journals.meshStatus().get(MeshId.of(name.namespace(), name.name()));
      case ENDPOINT -> journals.endpointStatus().get(EndpointKey.of(name.namespace(), name.name()));
    };
  }
}
