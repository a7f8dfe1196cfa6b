package io.vpcmesh.e2e.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.common.collect.ImmutableList;
import io.vpcmesh.process.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * An object that one rule refuses, and one beside it that is accepted.
 *
 * @param blames which field the API server names, and how
 * @param change whether the refused object is a change of the accepted one
 */
record RefusedCase(
    String name,
    String kind,
    String message,
    String blames,
    boolean change,
    JsonNode accepted,
    JsonNode refused) {

  private static final Path FOLDER =
      Definition.MANIFESTS.resolveSibling("src/test/resources/refused");
  private static final YAMLMapper YAML = new YAMLMapper();

  /** All of them: a file each, in a folder per kind, beside the tests of the definitions. */
  static ImmutableList<RefusedCase> all() throws IOException {
    ImmutableList.Builder<RefusedCase> cases = ImmutableList.builder();
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        cases.add(read(file));
      }
    }
    return cases.build();
  }

  private static RefusedCase read(Path file) throws IOException {
    JsonNode yaml = YAML.readTree(file.toFile());
    String kind = FOLDER.relativize(file).getName(0).toString();
    return new RefusedCase(
        kind + "/" + file.getFileName(),
        kind,
        yaml.required("message").asText(),
        yaml.required("blames").asText(),
        yaml.path("change").asBoolean(),
        object(kind, yaml.required("accepted")),
        object(kind, yaml.required("refused")));
  }

  private static JsonNode object(String kind, JsonNode written) {
    ObjectNode object = written.deepCopy();
    object.put("apiVersion", "vpcmesh.io/v1alpha1").put("kind", kind);
    return object;
  }

  /** Both objects in the order in which they are applied. */
  ImmutableList<JsonNode> applied() {
    return change ? ImmutableList.of(accepted, refused) : ImmutableList.of(refused, accepted);
  }

  /** What kubectl tells who applies them. */
  ImmutableList<Told> answers() {
    return change
        ? ImmutableList.of(acceptance(), refusal())
        : ImmutableList.of(refusal(), acceptance());
  }

  private Told acceptance() {
    String resource = kind.toLowerCase(Locale.ROOT) + ".vpcmesh.io/";
    return new Told(0, resource + nameOf(accepted) + " created\n", "");
  }

  private Told refusal() {
    return new Told(
        1,
        "",
        "The %s \"%s\" is invalid: %s: %s\n".formatted(kind, nameOf(refused), blames, message));
  }

  private static String nameOf(JsonNode object) {
    return object.at("/metadata/name").asText();
  }

  @Override
  public String toString() {
    return name;
  }
}
