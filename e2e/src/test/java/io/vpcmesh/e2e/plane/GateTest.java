package io.vpcmesh.e2e.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GateTest {

  private final HttpServer server;
  private final Gate gate;
  private final HttpClient client = HttpClient.newHttpClient();

  GateTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    gate = Gate.to(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @BeforeEach
  void startServer() {
    server.start();
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    gate.close();
    server.stop(0);
  }

  @Test
  void anOpenGateLetsThrough() throws Exception {
    assertThat(client.send(request(), BodyHandlers.discarding()).statusCode()).isEqualTo(204);
  }

  @Test
  void aShutGateKeepsPeopleWaitingOnOpenConnections() throws Exception {
    client.send(request(), BodyHandlers.discarding());

    gate.shut();

    assertThatThrownBy(() ->
            client.send(
                HttpRequest.newBuilder(gate.url()).timeout(Duration.ofMillis(200)).build(),
                BodyHandlers.discarding()))
        .isInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void whatWaitedGoesThroughAnOpenedGate() throws Exception {
    gate.shut();
    CompletableFuture<Integer> status =
        client
            .sendAsync(request(), BodyHandlers.discarding())
            .thenApply(response -> response.statusCode());

    gate.open();

    assertThat(status.get()).isEqualTo(204);
  }

  private HttpRequest request() {
    return HttpRequest.newBuilder(gate.url()).build();
  }
}
