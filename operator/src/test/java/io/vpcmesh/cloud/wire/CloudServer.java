package io.vpcmesh.cloud.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.base.Splitter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.cloud.Cloud;
import io.vpcmesh.cloud.CloudWatch;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A cloud behind AWS's own protocol on this machine, so that a program in another process reaches
 * it through the SDK, and may be killed without harm to it.
 */
public final class CloudServer implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The first part of a scope in {@code Credential=KEY/DATE/REGION/SERVICE/aws4_request}. */
  private static final String SCOPE = "Credential=";

  private static final int REGION = 2;
  private static final int SERVICE = 3;

  static {
    // Otherwise each answer waits for the acknowledgement of its own head.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final Cloud cloud;
  private final HttpServer server;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicLong requests = new AtomicLong();

  private CloudServer(Cloud cloud, HttpServer server) {
    this.cloud = cloud;
    this.server = server;
  }

  private record Reply(int status, String type, String body) {}

  /** Serves the cloud on a free port. */
  public static CloudServer of(Cloud cloud) {
    CloudServer server = new CloudServer(cloud, onFreePort());
    server.server.createContext("/", server::handle);
    server.server.setExecutor(server.workers);
    server.server.start();
    return server;
  }

  private static HttpServer onFreePort() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** How many requests came so far. */
  public long requests() {
    return requests.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    try (exchange;
        InputStream body = exchange.getRequestBody()) {
      Reply reply = reply(exchange, new String(body.readAllBytes(), UTF_8));
      byte[] bytes = reply.body().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", reply.type());
      exchange.sendResponseHeaders(reply.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Reply reply(HttpExchange exchange, String body) throws IOException {
    String region = scope(exchange, REGION);
    if (body.startsWith("Action=GetCallerIdentity")) {
      return new Reply(200, "text/xml", identity(cloud.sts(Place.of(region)).accountId()));
    }
    if (scope(exchange, SERVICE).equals("ec2")) {
      return ec2(cloud.ec2(Place.of(region)), WireForm.of(body));
    }
    if (scope(exchange, SERVICE).equals("monitoring")) {
      return cloudWatch(cloud.cloudWatch(Place.of(region)), WireForm.of(body));
    }
    String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
    AwsAction action = WireCalls.action(target.substring(target.indexOf('.') + 1));
    try {
      return json(
          200,
          new WireCalls(cloud.cloudMap(Place.of(region)))
              .answer(action, new WireRequest(JSON.readTree(body))));
    } catch (AwsException refused) {
      return json(status(refused.failure()), WireAnswer.error(refused.failure()));
    }
  }

  private static Reply json(int status, Object body) throws IOException {
    return new Reply(status, "application/x-amz-json-1.1", JSON.writeValueAsString(body));
  }

  private static int status(AwsFailure failure) {
    return switch (failure) {
      case AwsFailure.Unavailable _ -> 503;
      case AwsFailure.Unknown _ -> 500;
      default -> 400;
    };
  }

  private static Reply ec2(Ec2 ec2, WireForm asked) {
    try {
      return new Reply(200, "text/xml", new WireEc2(ec2).answer(asked));
    } catch (AwsException refused) {
      return new Reply(status(refused.failure()), "text/xml", WireXml.error(refused.failure()));
    }
  }

  private static Reply cloudWatch(CloudWatch cloudWatch, WireForm asked) {
    try {
      return new Reply(200, "text/xml", new WireCloudWatch(cloudWatch).answer(asked));
    } catch (AwsException refused) {
      return new Reply(
          status(refused.failure()), "text/xml", WireCloudWatch.error(refused.failure()));
    }
  }

  private static String scope(HttpExchange exchange, int part) {
    String header = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    List<String> scope =
        Splitter.on('/').splitToList(header.substring(header.indexOf(SCOPE) + SCOPE.length()));
    return scope.get(part);
  }

  private static String identity(String account) {
    return """
    <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
      <GetCallerIdentityResult><Account>%s</Account></GetCallerIdentityResult>
    </GetCallerIdentityResponse>
    """
        .formatted(account);
  }

  @Override
  public void close() {
    server.stop(0);
    workers.close();
  }
}
