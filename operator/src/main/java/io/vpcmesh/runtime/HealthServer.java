package io.vpcmesh.runtime;

import com.google.common.collect.ImmutableSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vpcmesh.telemetry.Exposition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Answers {@code /healthz}, {@code /readyz} and {@code /metrics}. */
public final class HealthServer implements AutoCloseable {

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int UNAVAILABLE = 503;
  private static final int NO_BODY = -1;
  private static final ImmutableSet<String> READING = ImmutableSet.of("GET", "HEAD");

  private final HttpServer server;
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Where the answers come from.
   *
   * @param metrics by the formats that are welcome, as HTTP's header says it
   */
  public record Answers(
      BooleanSupplier alive, BooleanSupplier ready, Function<String, Exposition> metrics) {}

  private HealthServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Begins to answer.
   *
   * @param address where; port 0: any that is free
   * @throws UncheckedIOException when the address cannot be had
   */
  public static HealthServer start(InetSocketAddress address, Answers answers) {
    try {
      HealthServer health = new HealthServer(HttpServer.create(address, 0));
      health.serve("/healthz", _ -> said(answers.alive()));
      health.serve("/readyz", _ -> said(answers.ready()));
      health.serve("/metrics", exchange -> measured(exchange, answers.metrics()));
      health.server.setExecutor(health.requests);
      health.server.start();
      return health;
    } catch (IOException taken) {
      throw new UncheckedIOException(String.valueOf(taken.getMessage()), taken);
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void serve(String path, Function<HttpExchange, Reply> page) {
    server.createContext(
        path,
        exchange -> {
          if (!exchange.getRequestURI().getPath().equals(path)) {
            send(exchange, Reply.text(NOT_FOUND, "not found"));
          } else if (!READING.contains(exchange.getRequestMethod())) {
            send(exchange, Reply.text(METHOD_NOT_ALLOWED, "only GET and HEAD"));
          } else {
            send(exchange, page.apply(exchange));
          }
        });
  }

  private static Reply said(BooleanSupplier fine) {
    return fine.getAsBoolean() ? Reply.text(OK, "ok") : Reply.text(UNAVAILABLE, "not yet");
  }

  private static Reply measured(HttpExchange exchange, Function<String, Exposition> metrics) {
    String accept = exchange.getRequestHeaders().getFirst("Accept");
    return new Reply(OK, metrics.apply(accept == null ? "" : accept));
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    byte[] body = reply.page().body();
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", reply.page().contentType());
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.sendResponseHeaders(reply.status(), NO_BODY);
      } else {
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  private record Reply(int status, Exposition page) {

    static Reply text(int status, String text) {
      return new Reply(
          status,
          new Exposition(
              "text/plain; charset=utf-8", (text + "\n").getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Override
  public void close() {
    server.stop(0);
    requests.close();
  }
}
