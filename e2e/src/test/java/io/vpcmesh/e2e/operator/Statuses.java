package io.vpcmesh.e2e.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import io.vpcmesh.e2e.plane.Kubectl;
import io.vpcmesh.e2e.plane.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Every version of one resource, as a watch tells them. */
final class Statuses implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path told;
  private final Server watch;

  private Statuses(Path told, Server watch) {
    this.told = told;
    this.watch = watch;
  }

  /** Watches it from now on. */
  static Statuses of(String kind, String name, String namespace, Kubectl kubectl)
      throws IOException {
    Path told = Files.createTempFile("versions", ".json");
    Server watch =
        new Server(
            "watch",
            told,
            ImmutableList.<String>builder()
                .add("env", "KUBECONFIG=" + kubectl.kubeconfig())
                .add("KUBECACHEDIR=" + kubectl.cache())
                .add(kubectl.program().toString())
                .add("get", kind, name, "-n", namespace, "--watch", "-o", "json")
                .build());
    watch.start();
    return new Statuses(told, watch);
  }

  /** Whether this version was told of. */
  boolean reached(String resourceVersion) throws IOException {
    return Files.readString(told).contains("\"resourceVersion\": \"" + resourceVersion + "\"");
  }

  /**
   * The statuses in their order, without the times and each only where it differs from the one
   * before: what changed its meaning. The watch ends with this.
   */
  ImmutableList<JsonNode> meanings() throws IOException {
    watch.kill();
    ImmutableList.Builder<JsonNode> meanings = ImmutableList.builder();
    JsonNode last = JSON.nullNode();
    try (MappingIterator<JsonNode> versions =
        JSON.readerFor(JsonNode.class).readValues(withoutLastWords(Files.readString(told)))) {
      while (versions.hasNext()) {
        JsonNode status = withoutTimes(versions.next().path("status"));
        if (!status.equals(last)) {
          meanings.add(status);
          last = status;
        }
      }
    }
    return meanings.build();
  }

  /** Who is killed leaves half a version, or a word of the shell about the end. */
  private static String withoutLastWords(String told) {
    String end = "\n}";
    return told.substring(0, told.lastIndexOf(end) + end.length());
  }

  private static JsonNode withoutTimes(JsonNode status) {
    for (String time : new String[] {"lastTransitionTime", "completedAt"}) {
      status.findParents(time).forEach(parent -> ((ObjectNode) parent).remove(time));
    }
    return status;
  }

  @Override
  public void close() throws IOException {
    watch.close();
    Files.deleteIfExists(told);
  }
}
