package io.vpcmesh.e2e.plane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The API server's own record: what service accounts asked of it, and every status written. */
public final class Audit {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String POLICY =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived]
      rules:
      - level: RequestResponse
        resources:
        - {group: vpcmesh.io, resources: [servicemeshes/status, serviceendpoints/status]}
      - level: Metadata
        userGroups: ["system:serviceaccounts"]
      - level: None
      """;

  private final Path policy;
  private final Path log;

  private Audit(Path policy, Path log) {
    this.policy = policy;
    this.log = log;
  }

  static Audit in(Path folder) throws IOException {
    return new Audit(
        Files.writeString(folder.resolve("audit-policy.yaml"), POLICY),
        Files.createFile(folder.resolve("audit.log")));
  }

  ImmutableList<String> flags() {
    return ImmutableList.of("--audit-policy-file=" + policy, "--audit-log-path=" + log);
  }

  /**
   * What was asked for.
   *
   * @param group of the API; empty for the oldest one
   * @param resource with its subresource, such as {@code servicemeshes/status}
   * @param namespace empty when it has none, or all were meant
   * @param name empty when several objects were meant, or a new one
   * @param code of the answer
   */
  public record Request(
      String verb, String group, String resource, String namespace, String name, int code) {

    private static final ImmutableSet<String> READING = ImmutableSet.of("get", "list", "watch");

    /** Whether it was to change something. */
    public boolean isWrite() {
      return !READING.contains(verb);
    }
  }

  /** How much there is by now. */
  public int length() throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return (int) lines.count();
    }
  }

  /** What the account asked of resources since then, without repetitions. */
  public ImmutableList<Request> since(int length, ServiceAccount account) throws IOException {
    return ImmutableSet.copyOf(each(length, account)).asList();
  }

  /** Each single request of the account since then. */
  public ImmutableList<Request> each(int length, ServiceAccount account) throws IOException {
    ImmutableList.Builder<JsonNode> events = ImmutableList.builder();
    for (String line : Files.readAllLines(log).stream().skip(length).toList()) {
      events.add(JSON.readTree(line));
    }
    return events.build().stream()
        .filter(event -> event.at("/user/username").asText().equals(account.user()))
        .filter(event -> event.has("objectRef"))
        .map(Audit::request)
        .collect(ImmutableList.toImmutableList());
  }

  /** Every object as it was after its status had been written under that name, in their order. */
  public ImmutableList<JsonNode> statuses(String fieldManager) throws IOException {
    ImmutableList.Builder<JsonNode> objects = ImmutableList.builder();
    for (String line : Files.readAllLines(log)) {
      JsonNode event = JSON.readTree(line);
      if (event.path("requestURI").asText().contains("fieldManager=" + fieldManager)
          && !event.at("/objectRef/resource").asText().equals("meshdeployments")
          && event.at("/responseStatus/code").asInt() == HttpURLConnection.HTTP_OK) {
        objects.add(event.path("responseObject"));
      }
    }
    return objects.build();
  }

  private static Request request(JsonNode event) {
    JsonNode object = event.path("objectRef");
    String subresource = object.path("subresource").asText();
    return new Request(
        event.path("verb").asText(),
        object.path("apiGroup").asText(),
        object.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource),
        object.path("namespace").asText(),
        object.path("name").asText(),
        event.at("/responseStatus/code").asInt());
  }
}
