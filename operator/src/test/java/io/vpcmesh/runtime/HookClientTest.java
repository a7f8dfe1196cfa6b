package io.vpcmesh.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vpcmesh.engine.HookAnswer;
import io.vpcmesh.engine.HookAnswer.Failed;
import io.vpcmesh.engine.HookAnswer.Passed;
import io.vpcmesh.engine.HookAnswer.Unreachable;
import io.vpcmesh.engine.HookOccasion;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Hook;
import io.vpcmesh.model.Hook.OnFailure;
import io.vpcmesh.model.Hook.Stage;
import io.vpcmesh.model.MeshId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HookClientTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration AMPLE = Duration.ofSeconds(30);
  private static final HookOccasion OCCASION =
      new HookOccasion(
          MeshId.of("shop", "eu"),
          EndpointKey.of("team-a", "orders"),
          "e-orders-8-1a2b3",
          8,
          Stage.AFTER_STEP,
          2,
          "Progressing");

  private final HookClient client = new HookClient("vpcmesh/1.2.3");

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void aHookIsToldWhatItIsAboutAndPasses() throws IOException {
    try (HookServer server = HookServer.answering(204, "")) {
      HookAnswer answer = ask(server.url());

      assertThat(answer).isEqualTo(new Passed());
      HookServer.Asked asked = server.asked().getFirst();
      assertThat(asked.method()).isEqualTo("POST");
      assertThat(asked.path()).isEqualTo("/check");
      assertThat(asked.type()).isEqualTo("application/json");
      assertThat(asked.agent()).isEqualTo("vpcmesh/1.2.3");
      assertThat(JSON.readTree(asked.body()))
          .isEqualTo(
              JSON.readTree(
                  """
                  {"hook": "smoke", "stage": "AfterStep", "step": 2,
                   "mesh": {"namespace": "shop", "name": "eu"},
                   "deployment": "e-orders-8-1a2b3",
                   "target": {"kind": "ServiceEndpoint", "namespace": "team-a", "name": "orders"},
                   "revision": 8, "phase": "Progressing"}
                  """));
    }
  }

  @Test
  void aRefusalIsQuotedAndNotRepeated() {
    try (HookServer server = HookServer.answering(409, "p99 is\n 912 ms,\tnot 200")) {
      HookAnswer answer = ask(server.url());

      assertThat(answer).isEqualTo(new Failed("127.0.0.1 answered 409: p99 is 912 ms, not 200"));
      assertThat(server.asked()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 500, 501})
  void everyOtherStatusThanAGoodOneIsARefusal(int status) {
    try (HookServer server = HookServer.answering(status, "")) {
      assertThat(ask(server.url())).isEqualTo(new Failed("127.0.0.1 answered " + status));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void whatStandsInFrontOfAHookDoesNotRefuseForIt(int status) {
    try (HookServer server = HookServer.answering(status, "try later")) {
      HookAnswer answer = ask(server.url());

      assertThat(answer).isEqualTo(new Unreachable("127.0.0.1 answered " + status + ": try later"));
      assertThat(server.asked()).hasSize(3);
    }
  }

  @Test
  void aHookThatIsBackAtTheNextAttemptPasses() {
    AtomicInteger requests = new AtomicInteger();
    try (HookServer server =
        HookServer.answering(exchange ->
            HookServer.send(exchange, requests.incrementAndGet() < 3 ? 503 : 200, ""))) {
      assertThat(ask(server.url())).isEqualTo(new Passed());
    }
  }

  @Test
  void whoHangsUpIsAskedAgain() {
    AtomicInteger requests = new AtomicInteger();
    try (HookServer server =
        HookServer.answering(exchange -> {
          if (requests.incrementAndGet() > 1) {
            HookServer.send(exchange, 200, "");
          }
        })) {
      assertThat(ask(server.url())).isEqualTo(new Passed());
      assertThat(requests).hasValueGreaterThan(1);
    }
  }

  @Test
  void whoHangsIsGivenUpInTime() {
    AtomicInteger none = new AtomicInteger();
    HookServer[] self = new HookServer[1];
    try (HookServer server =
        HookServer.answering(_ -> {
          none.incrementAndGet();
          self[0].awaitEnd();
        })) {
      self[0] = server;
      Instant begun = Instant.now();

      HookAnswer answer = ask(hook(server.url(), Duration.ofMillis(400)));

      assertThat(answer).isEqualTo(new Unreachable("127.0.0.1 did not answer within 400 ms"));
      assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(5));
      assertThat(none).hasValue(1);
    }
  }

  @Test
  void aClosedPortIsTriedThreeTimesAndUnreachable() {
    HookServer server = HookServer.answering(200, "");
    URI url = server.url();
    server.close();

    HookAnswer answer = ask(url);

    assertThat(answer)
        .isInstanceOfSatisfying(
            Unreachable.class,
            none -> assertThat(none.message()).startsWith("no answer from 127.0.0.1: "));
  }

  @Test
  void redirectsAreNotFollowed() {
    try (HookServer elsewhere = HookServer.answering(200, "");
        HookServer server =
            HookServer.answering(exchange -> {
              exchange.getResponseHeaders().set("Location", elsewhere.url().toString());
              HookServer.send(exchange, 307, "over there");
            })) {
      HookAnswer answer = ask(server.url());

      assertThat(answer)
          .isEqualTo(new Failed("127.0.0.1 answered 307, and redirects are not followed"));
      assertThat(elsewhere.asked()).isEmpty();
    }
  }

  @Test
  void ofAHugeBodyOnlyTheBeginningIsRead() {
    byte[] much = "no ".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    try (HookServer server =
        HookServer.answering(exchange -> {
          exchange.sendResponseHeaders(500, 0);
          for (int i = 0; i < 10_000; i++) {
            exchange.getResponseBody().write(much);
          }
        })) {
      HookAnswer answer = ask(server.url());

      assertThat(answer)
          .isEqualTo(new Failed("127.0.0.1 answered 500: " + "no ".repeat(67).substring(0, 200)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400})
  void aBodyThatDoesNotEndChangesNothing(int status) {
    HookServer[] self = new HookServer[1];
    try (HookServer server =
        HookServer.answering(exchange -> {
          exchange.sendResponseHeaders(status, 1_000);
          exchange.getResponseBody().write("slow".getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          self[0].awaitEnd();
        })) {
      self[0] = server;

      HookAnswer answer = ask(server.url());

      assertThat(answer)
          .isEqualTo(status == 200 ? new Passed() : new Failed("127.0.0.1 answered 400: slow"));
    }
  }

  @Test
  void credentialsInABodyAreNotQuoted() {
    try (HookServer server =
        HookServer.answering(403, "Authorization: Bearer abcdefghijklmnopqrstuvwxyz")) {
      assertThat(ask(server.url()))
          .isEqualTo(new Failed("127.0.0.1 answered 403: Authorization: ***"));
    }
  }

  @Test
  void aNameThatIsNotKnownIsUnreachable() {
    HookAnswer answer = ask(URI.create("http://nobody.invalid/check"));

    assertThat(answer).isEqualTo(new Unreachable("the name nobody.invalid is not known"));
  }

  @Test
  void aNameThatLeadsToAForbiddenAddressIsNotCalled() {
    InetAddress[] addresses = {
      InetAddress.getLoopbackAddress(), InetAddress.ofLiteral("169.254.169.254")
    };
    try (HookServer server = HookServer.answering(200, "");
        HookClient lured = new HookClient("test", _ -> addresses)) {
      URI url = URI.create("http://metadata.example.org:" + server.port() + "/latest/meta-data");

      HookAnswer answer = lured.ask(hook(url, AMPLE), OCCASION);

      assertThat(answer)
          .isEqualTo(
              new Failed("metadata.example.org is at 169.254.169.254, where no hook may be"));
      assertThat(server.asked()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "http://2852039166/",
        "http://[fd00:ec2::254]/",
        "https://[fe80::1]/",
        "http://[::ffff:169.254.170.2]/"
      })
  void forbiddenAddressesAreNotCalledHoweverTheyAreWritten(String url) {
    assertThat(ask(URI.create(url)))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.message()).endsWith("where no hook may be"));
  }

  @Test
  void whatIsNoUrlOfAServerIsNotCalled() {
    assertThat(ask(URI.create("file:///etc/passwd"))).isInstanceOf(Failed.class);
    assertThat(ask(URI.create("http:///check"))).isInstanceOf(Failed.class);
  }

  private HookAnswer ask(URI url) {
    return ask(hook(url, AMPLE));
  }

  private HookAnswer ask(Hook hook) {
    return client.ask(hook, OCCASION);
  }

  private static Hook hook(URI url, Duration timeout) {
    return new Hook("smoke", url, Stage.AFTER_STEP, timeout, OnFailure.TRIP);
  }
}
