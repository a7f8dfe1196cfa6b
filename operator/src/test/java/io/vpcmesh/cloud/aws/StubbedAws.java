package io.vpcmesh.cloud.aws;

import com.google.common.collect.MoreCollectors;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vpcmesh.cloud.aws.AwsConnection.AccessKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that gives one answer to everything and remembers what it was asked. */
final class StubbedAws implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);

  private StubbedAws(HttpServer server) {
    this.server = server;
  }

  /** What arrived: the action, the host it was meant for, the user agent and the body. */
  record Request(String action, String host, String userAgent, String body) {}

  /** What to do with a request. */
  private interface Answer {
    void to(HttpExchange exchange) throws IOException, InterruptedException;
  }

  static StubbedAws answering(int status, String body) throws IOException {
    return new StubbedAws(onFreePort()).start(exchange -> send(exchange, status, body));
  }

  /** Takes the request and says nothing until it is closed. */
  static StubbedAws silent() throws IOException {
    StubbedAws aws = new StubbedAws(onFreePort());
    return aws.start(_ -> aws.closing.await());
  }

  /** Sends the head of an answer, a first byte, and then nothing until it is closed. */
  static StubbedAws stalling() throws IOException {
    StubbedAws aws = new StubbedAws(onFreePort());
    return aws.start(exchange -> {
      exchange.sendResponseHeaders(200, 1_000);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
      aws.closing.await();
    });
  }

  /** Takes the request and hangs up. */
  static StubbedAws hangingUp() throws IOException {
    return new StubbedAws(onFreePort()).start(HttpExchange::close);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  AwsConnection connection() {
    return AwsConnection.ofEnvironment("1.2.3")
        .at(endpoint())
        .signedWith(new AccessKey("test", "test"));
  }

  Request onlyRequest() {
    return requests.stream().collect(MoreCollectors.onlyElement());
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Returns when there is a first request. */
  void awaitRequest() throws InterruptedException {
    asked.await();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    workers.close();
  }

  private StubbedAws start(Answer answer) {
    server.createContext("/", exchange -> handle(exchange, answer));
    server.setExecutor(workers);
    server.start();
    return this;
  }

  private void handle(HttpExchange exchange, Answer answer) throws IOException {
    requests.add(read(exchange));
    asked.countDown();
    try (exchange) {
      answer.to(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Request read(HttpExchange exchange) throws IOException {
    try (InputStream body = exchange.getRequestBody()) {
      return new Request(
          String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target")),
          String.valueOf(exchange.getRequestHeaders().getFirst("Host")),
          String.valueOf(exchange.getRequestHeaders().getFirst("User-Agent")),
          new String(body.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static HttpServer onFreePort() throws IOException {
    return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }
}
