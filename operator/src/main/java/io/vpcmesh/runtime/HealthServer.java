package io.vpcmesh.runtime;

import com.google.common.collect.ImmutableSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** Answers {@code /healthz} and {@code /readyz}. */
public final class HealthServer implements AutoCloseable {

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int UNAVAILABLE = 503;
  private static final int NO_BODY = -1;
  private static final ImmutableSet<String> READING = ImmutableSet.of("GET", "HEAD");

  private final HttpServer server;
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();

  private HealthServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Begins to answer.
   *
   * @param address where; port 0: any that is free
   * @throws UncheckedIOException when the address cannot be had
   */
  public static HealthServer start(
      InetSocketAddress address, BooleanSupplier alive, BooleanSupplier ready) {
    try {
      HealthServer health = new HealthServer(HttpServer.create(address, 0));
      health.answer("/healthz", alive);
      health.answer("/readyz", ready);
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

  private void answer(String path, BooleanSupplier fine) {
    server.createContext(
        path,
        exchange -> {
          if (!exchange.getRequestURI().getPath().equals(path)) {
            reply(exchange, NOT_FOUND, "not found");
          } else if (!READING.contains(exchange.getRequestMethod())) {
            reply(exchange, METHOD_NOT_ALLOWED, "only GET and HEAD");
          } else if (fine.getAsBoolean()) {
            reply(exchange, OK, "ok");
          } else {
            reply(exchange, UNAVAILABLE, "not yet");
          }
        });
  }

  private static void reply(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.sendResponseHeaders(status, NO_BODY);
      } else {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    requests.close();
  }
}
