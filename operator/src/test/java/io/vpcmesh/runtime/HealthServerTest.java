package io.vpcmesh.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.telemetry.Exposition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthServerTest {

  private final AtomicBoolean ready = new AtomicBoolean();
  private static final InetSocketAddress LOOPBACK =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final HealthServer server =
      HealthServer.start(
          LOOPBACK, new HealthServer.Answers(() -> true, ready::get, HealthServerTest::page));
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    http.close();
    server.close();
  }

  @Test
  void whatIsFineIsOk() throws Exception {
    assertThat(ask("GET", "/healthz")).isEqualTo("200 ok\n");
  }

  @Test
  void whatIsNotReadyIsUnavailableUntilItIs() throws Exception {
    String before = ask("GET", "/readyz");
    ready.set(true);

    assertThat(before).isEqualTo("503 not yet\n");
    assertThat(ask("GET", "/readyz")).isEqualTo("200 ok\n");
  }

  /** As load balancers do. */
  @Test
  void whoAsksForTheHeadGetsNoBody() throws Exception {
    assertThat(ask("HEAD", "/healthz")).isEqualTo("200 ");
    assertThat(ask("HEAD", "/readyz")).isEqualTo("503 ");
  }

  @Test
  void nothingElseIsServed() throws Exception {
    assertThat(ask("POST", "/healthz")).isEqualTo("405 only GET and HEAD\n");
    assertThat(ask("GET", "/healthz/more")).isEqualTo("404 not found\n");
  }

  @Test
  void metricsComeInTheFormatThatIsWelcome() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/metrics"))
            .header("Accept", "text/strange")
            .build();

    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());

    assertThat(response.headers().firstValue("Content-Type")).contains("text/strange");
    assertThat(response.body()).isEqualTo("up 1\n");
  }

  private static Exposition page(String accept) {
    return new Exposition(accept, "up 1\n".getBytes(StandardCharsets.UTF_8));
  }

  private String ask(String method, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, BodyPublishers.noBody())
            .build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }
}
