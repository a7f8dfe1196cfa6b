package io.vpcmesh.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.ResourceJson;
import io.vpcmesh.model.DeploymentPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reference says what holds where a mesh and its endpoint say nothing, and it is true. */
class DocumentedDefaultsTest {

  private static final Path REFERENCE = Path.of("..", "crds", "REFERENCE.md");

  @Test
  void everyDefaultIsInTheReferenceOfMeshesAndEndpoints() throws IOException {
    List<String> lines = Files.readAllLines(REFERENCE);

    defaults()
        .forEach((field, value) ->
            assertThat(lines.stream().filter(line -> line.startsWith("| `" + field + "` |")))
                .as(field)
                .satisfiesExactly(
                    mesh -> assertThat(mesh).endsWith(" Absent means %s. |".formatted(value)),
                    endpoint ->
                        assertThat(endpoint)
                            .endsWith(
                                " Absent means as the mesh says, else %s. |".formatted(value))));
  }

  private static ImmutableMap<String, String> defaults() {
    ImmutableMap.Builder<String, String> fields = ImmutableMap.builder();
    JsonNode plan = ResourceJson.mapper().valueToTree(DeploymentPlan.of(DeploymentPolicy.DEFAULT));
    collect("deployment", plan, fields);
    return fields.buildOrThrow();
  }

  private static void collect(
      String path, JsonNode value, ImmutableMap.Builder<String, String> fields) {
    if (value.isValueNode()) {
      fields.put(path, value.asText());
    }
    if (value.isObject()) {
      value.properties().forEach(it -> collect(path + "." + it.getKey(), it.getValue(), fields));
    }
  }
}
