package io.vpcmesh.cloud.aws;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vpcmesh.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Everything that Cloud Map holds, read by boto3 and sorted by name.
 *
 * @param orphans services whose namespace is gone
 */
public record IndependentView(List<Namespace> namespaces, List<Service> orphans) {

  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A namespace with what is in it. */
  public record Namespace(
      String id,
      String name,
      String type,
      String description,
      Map<String, String> tags,
      List<Service> services) {}

  /**
   * A service with what is in it.
   *
   * @param routingPolicy NONE when there is no DNS
   */
  public record Service(
      String id,
      String name,
      String description,
      Map<String, Long> ttlByType,
      String routingPolicy,
      boolean customHealth,
      Map<String, String> tags,
      List<Instance> instances) {}

  /** An instance; its health is HEALTHY, UNHEALTHY or UNKNOWN. */
  public record Instance(String id, String health, Map<String, String> attributes) {}

  static IndependentView of(Path python, URI endpoint, String region) {
    Path script = PythonEnvironment.SCRIPTS.resolve("snapshot.py");
    try {
      String json = Command.of(LIMIT, python, script, endpoint, region).output();
      return JSON.readValue(json, IndependentView.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
