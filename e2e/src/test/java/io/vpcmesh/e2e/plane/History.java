package io.vpcmesh.e2e.plane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** The revisions that an etcd keeps. */
record History(URI etcd) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Drops all but the last: whoever watches from an earlier one has to list again. */
  void compact() throws IOException {
    String revision = ask("/v3/maintenance/status", "{}").at("/header/revision").asText();
    ask("/v3/kv/compaction", "{\"revision\": \"%s\", \"physical\": true}".formatted(revision));
  }

  private JsonNode ask(String path, String question) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(etcd.resolve(path)).POST(BodyPublishers.ofString(question)).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("etcd answers %s: %s".formatted(path, answer.body()));
      }
      return JSON.readTree(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while etcd was asked for " + path, e);
    }
  }
}
