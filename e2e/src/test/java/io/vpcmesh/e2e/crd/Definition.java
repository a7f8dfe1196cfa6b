package io.vpcmesh.e2e.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A custom-resource definition that people install. */
record Definition(String plural, JsonNode schema) {

  static final Path MANIFESTS =
      Path.of(System.getProperty("basedir", "."), "..", "crds", "manifests").normalize();

  /** All of them, sorted by file name. */
  static ImmutableList<Definition> all() throws IOException {
    ImmutableList.Builder<Definition> definitions = ImmutableList.builder();
    try (Stream<Path> files = Files.list(MANIFESTS)) {
      for (Path file : files.sorted().toList()) {
        definitions.add(of(new YAMLMapper().readTree(file.toFile())));
      }
    }
    return definitions.build();
  }

  private static Definition of(JsonNode yaml) {
    return new Definition(
        yaml.at("/spec/names/plural").asText(), yaml.at("/spec/versions/0/schema/openAPIV3Schema"));
  }

  /** The paths of all fields that have fields, as {@code kubectl explain} takes them. */
  ImmutableList<String> objects() {
    ImmutableList.Builder<String> paths = ImmutableList.builder();
    collectObjects(plural, schema, paths);
    return paths.build();
  }

  private static void collectObjects(
      String path, JsonNode node, ImmutableList.Builder<String> paths) {
    if (node.has("properties")) {
      paths.add(path);
    }
    node.path("properties")
        .properties()
        .forEach(field -> collectObjects(path + "." + field.getKey(), field.getValue(), paths));
    if (node.has("items")) {
      collectObjects(path, node.path("items"), paths);
    }
  }
}
