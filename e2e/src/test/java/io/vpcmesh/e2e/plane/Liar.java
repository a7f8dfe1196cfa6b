package io.vpcmesh.e2e.plane;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * A way to the API server on which lists come back empty as long as it lies, as from a cache that
 * is broken. Everything else is true, watches included.
 */
public final class Liar implements AutoCloseable {

  private static final Set<String> PASSED_ON = Set.of("authorization", "content-type", "accept");
  private static final int BUFFER = 8192;
  private static final int OK = 200;
  private static final int BAD_GATEWAY = 502;
  private static final int UNAVAILABLE = 503;

  private final URI server;
  private final HttpServer entrance;
  private final HttpClient client;
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean lying;

  private Liar(URI server, HttpServer entrance, HttpClient client) {
    this.server = server;
    this.entrance = entrance;
    this.client = client;
  }

  /** A truthful way, so far. */
  public static Liar before(URI server) throws IOException {
    HttpServer entrance =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    HttpClient client = HttpClient.newBuilder().sslContext(trusting()).build();
    Liar liar = new Liar(server, entrance, client);
    entrance.setExecutor(liar.requests);
    entrance.createContext("/", liar::answer);
    entrance.start();
    return liar;
  }

  /** The address of this way. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + entrance.getAddress().getPort());
  }

  /** Whether lists come back empty from now on. */
  public void lie(boolean from) {
    lying = from;
  }

  private void answer(HttpExchange exchange) throws IOException {
    if ("websocket".equals(exchange.getRequestHeaders().getFirst("Upgrade"))) {
      // Clients then watch with a long answer instead.
      exchange.sendResponseHeaders(UNAVAILABLE, -1);
      exchange.close();
      return;
    }
    try (exchange) {
      HttpResponse<InputStream> truth =
          client.send(request(exchange), BodyHandlers.ofInputStream());
      truth
          .headers()
          .firstValue("content-type")
          .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
      if (lying && truth.statusCode() == OK && isList(exchange)) {
        lie(exchange, truth);
      } else {
        exchange.sendResponseHeaders(truth.statusCode(), 0);
        // A watch may say nothing for long.
        exchange.getResponseBody().flush();
        pump(truth.body(), exchange.getResponseBody());
      }
    } catch (IOException unreachable) {
      exchange.sendResponseHeaders(BAD_GATEWAY, -1);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest request(HttpExchange exchange) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(exchange.getRequestURI().toString()))
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
            request.header(name, values.getFirst());
          }
        });
    return request.build();
  }

  /** The last word of a list's path is the plural of a kind, not the name of an object. */
  private static boolean isList(HttpExchange exchange) {
    URI asked = exchange.getRequestURI();
    String query = asked.getQuery() == null ? "" : asked.getQuery();
    return exchange.getRequestMethod().equals("GET")
        && asked.getPath().matches(".*/(service(meshes|endpoints)|endpointslices|namespaces)")
        && !query.contains("watch=true");
  }

  private static void lie(HttpExchange exchange, HttpResponse<InputStream> truth)
      throws IOException {
    String list = new String(truth.body().readAllBytes(), StandardCharsets.UTF_8);
    byte[] empty =
        list.replaceFirst("(?s)\"items\":\\s*\\[.*\\]", "\"items\":[]")
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(OK, empty.length);
    exchange.getResponseBody().write(empty);
  }

  private static void pump(InputStream from, OutputStream to) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      to.write(buffer, 0, read);
      to.flush();
    }
  }

  /** The control plane's certificate is of this machine's own making. */
  private static SSLContext trusting() {
    TrustManager everybody =
        new X509TrustManager() {
          @Override
          public void checkClientTrusted(X509Certificate[] chain, String type) {}

          @Override
          public void checkServerTrusted(X509Certificate[] chain, String type) {}

          @Override
          public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
          }
        };
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {everybody}, new SecureRandom());
      return context;
    } catch (GeneralSecurityException bug) {
      throw new IllegalStateException(bug);
    }
  }

  @Override
  public void close() {
    entrance.stop(0);
    requests.shutdownNow();
    client.shutdownNow();
  }
}
