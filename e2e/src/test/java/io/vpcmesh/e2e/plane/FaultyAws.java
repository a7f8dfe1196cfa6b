package io.vpcmesh.e2e.plane;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A way to an AWS server on which calls fail as long as they are meant to, and are noted. */
public final class FaultyAws implements AutoCloseable {

  /** What the client that passes a request on sets by itself. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  private static final int ALWAYS = 100;
  private static final long SEED = 7;

  private final URI server;
  private final HttpServer entrance;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private final Random random = new Random(SEED);
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private Optional<Rule> rule = Optional.empty();

  private record Rule(Fault fault, int percent, Predicate<String> actions) {}

  private FaultyAws(URI server, HttpServer entrance) {
    this.server = server;
    this.entrance = entrance;
  }

  /** A way without faults, so far. */
  public static FaultyAws before(URI server) throws IOException {
    HttpServer entrance =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    FaultyAws way = new FaultyAws(server, entrance);
    entrance.setExecutor(way.requests);
    entrance.createContext("/", way::answer);
    entrance.start();
    return way;
  }

  /** The address of this way. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + entrance.getAddress().getPort());
  }

  /** The actions that were asked for, in their order, whatever came of them. */
  public ImmutableList<String> calls() {
    return ImmutableList.copyOf(calls);
  }

  /** Every call fails from now on. */
  public void fail(Fault fault) {
    fail(fault, ALWAYS, _ -> true);
  }

  /**
   * Calls fail from now on.
   *
   * @param percent how many of them
   * @param actions which of them
   */
  public synchronized void fail(Fault fault, int percent, Predicate<String> actions) {
    rule = Optional.of(new Rule(fault, percent, actions));
    notifyAll();
  }

  /** No call fails any more. */
  public synchronized void heal() {
    rule = Optional.empty();
    notifyAll();
  }

  private synchronized Optional<Fault> fault(String action) {
    return rule.filter(it -> it.actions().test(action))
        .filter(it -> random.nextInt(ALWAYS) < it.percent())
        .map(Rule::fault);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String action = action(exchange, body);
      calls.add(action);
      Optional<Fault> fault = fault(action);
      if (fault.isPresent()) {
        fail(fault.orElseThrow(), exchange, body);
      } else {
        tell(exchange, truth(exchange, body));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** An exchange that is closed without an answer takes its connection with it. */
  private void fail(Fault fault, HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    switch (fault) {
      case Fault.Refused refused -> refuse(refused, exchange);
      case Fault.Slow(var delay) -> {
        LockSupport.parkNanos(delay.toNanos());
        tell(exchange, truth(exchange, body));
      }
      case Fault.Silent silent -> awaitEndOf(silent);
      case Fault.AnswerLost _ -> truth(exchange, body);
    }
  }

  private synchronized void awaitEndOf(Fault fault) throws InterruptedException {
    while (rule.filter(it -> it.fault().equals(fault)).isPresent()) {
      wait();
    }
  }

  private static void refuse(Fault.Refused refused, HttpExchange exchange) throws IOException {
    Dialect dialect = Dialect.of(exchange.getRequestHeaders());
    byte[] error = dialect.error(refused.code()).getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", dialect.type());
    exchange.sendResponseHeaders(refused.status(), error.length);
    exchange.getResponseBody().write(error);
  }

  private HttpResponse<byte[]> truth(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
            request.header(name, values.getFirst());
          }
        });
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static void tell(HttpExchange exchange, HttpResponse<byte[]> truth) throws IOException {
    truth
        .headers()
        .firstValue("content-type")
        .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
    exchange.sendResponseHeaders(truth.statusCode(), truth.body().length);
    exchange.getResponseBody().write(truth.body());
  }

  /** {@code Route53AutoNaming_v20170314.RegisterInstance}, or a form that says Action=… */
  private static String action(HttpExchange exchange, byte[] body) {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    return target == null
        ? new String(body, UTF_8).replaceAll("(?s).*Action=(\\w+).*", "$1")
        : target.substring(target.indexOf('.') + 1);
  }

  @Override
  public void close() {
    heal();
    entrance.stop(0);
    requests.shutdownNow();
    client.shutdownNow();
  }
}
