package io.vpcmesh.cloud.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.base.Stopwatch;
import com.google.common.base.Throwables;
import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.aws.AwsConnection.AccessKey;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.AwsFailure.AwsError;
import io.vpcmesh.model.AwsFailure.Conflict;
import io.vpcmesh.model.AwsFailure.Denied;
import io.vpcmesh.model.AwsFailure.Invalid;
import io.vpcmesh.model.AwsFailure.Missing;
import io.vpcmesh.model.AwsFailure.QuotaExceeded;
import io.vpcmesh.model.AwsFailure.Throttled;
import io.vpcmesh.model.AwsFailure.Unavailable;
import io.vpcmesh.model.AwsFailure.Unknown;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.ServiceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** What a server can do to a call, and that each call is one request. */
@Timeout(20)
class WireFailuresTest {

  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final ServiceId SERVICE = new ServiceId("srv-1");

  /** The first call of a JVM loads the SDK, which takes longer than the short timeout below. */
  @BeforeAll
  static void loadTheSdk() throws IOException {
    try (StubbedAws aws = StubbedAws.answering(500, "{}")) {
      failureOf(aws.connection());
    }
  }

  @TestFactory
  Stream<DynamicTest> refusalsAreReadFromTheWireAfterOneRequest() {
    return Stream.of(
        refusal(400, "ThrottlingException", Throttled::new),
        refusal(400, "RequestLimitExceeded", Throttled::new),
        refusal(400, "ResourceLimitExceeded", QuotaExceeded::new),
        refusal(400, "AccessDeniedException", Denied::new),
        refusal(400, "ExpiredTokenException", Denied::new),
        refusal(403, "UnrecognizedClientException", Denied::new),
        refusal(400, "InvalidInput", Invalid::new),
        refusal(400, "ServiceNotFound", Missing::new),
        refusal(400, "ResourceInUse", error -> new Conflict(error, Optional.empty())),
        refusal(500, "InternalFailure", Unknown::new),
        refusal(503, "ServiceUnavailable", Unavailable::new));
  }

  @TestFactory
  Stream<DynamicTest> conflictsCarryWhatIsInTheWay() {
    return Stream.of(
        conflict("ServiceAlreadyExists", "ServiceId", "srv-7"),
        conflict("NamespaceAlreadyExists", "NamespaceId", "ns-7"),
        conflict("DuplicateRequest", "DuplicateOperationId", "op-7"));
  }

  @Test
  void strangeErrorPagesAreNoMissingObjects() throws IOException {
    try (StubbedAws aws = StubbedAws.answering(404, "<html>not here</html>")) {
      AwsFailure failure = failureOf(aws.connection());

      assertThat(failure).isInstanceOf(Invalid.class);
      assertThat(failure.error().code()).isEqualTo("HTTP 404");
      assertThat(aws.requests()).hasSize(1);
    }
  }

  @Test
  void anAnswerThatNobodyCanReadMayHaveHappened() throws IOException {
    try (StubbedAws aws = StubbedAws.answering(200, "{\"Service\": {\"Id\": ")) {
      AwsFailure failure = failureOf(aws.connection());

      assertThat(failure).isInstanceOf(Unknown.class);
      assertThat(failure.error().message()).startsWith("no usable answer from " + aws.endpoint());
      assertThat(aws.requests()).hasSize(1);
    }
  }

  @Test
  void anAnswerThatLacksAnIdMayHaveHappened() throws IOException {
    try (StubbedAws aws = StubbedAws.answering(200, "{\"Service\": {}}")) {
      AwsFailure failure = failureOf(aws.connection());

      assertThat(failure).isInstanceOf(Unknown.class);
      assertThat(failure.error().message()).endsWith("the answer has no Service.Id");
      assertThat(aws.requests()).hasSize(1);
    }
  }

  @Test
  void silenceIsGivenUpInTime() throws IOException {
    try (StubbedAws aws = StubbedAws.silent()) {
      assertGivesUp(aws);
    }
  }

  @Test
  void anAnswerThatStopsHalfWayIsGivenUpInTime() throws IOException {
    try (StubbedAws aws = StubbedAws.stalling()) {
      assertGivesUp(aws);
    }
  }

  @Test
  void hangingUpIsNotTriedAgain() throws IOException {
    try (StubbedAws aws = StubbedAws.hangingUp()) {
      AwsFailure failure = failureOf(aws.connection());

      assertThat(failure).isInstanceOf(Unknown.class);
      assertThat(failure.error().code()).isEqualTo("NoAnswer");
      assertThat(aws.requests()).hasSize(1);
    }
  }

  @Test
  void nothingHappenedWhereNobodyListens() throws IOException {
    URI nobody = URI.create("http://127.0.0.1:" + unusedPort());

    AwsFailure failure = failureOf(signed().at(nobody));

    assertThat(failure)
        .isEqualTo(
            new Unavailable(
                new AwsError(
                    AwsAction.GET_SERVICE,
                    "Unreachable",
                    nobody
                        + " cannot be reached: ConnectException: Connection refused; check the"
                        + " network, the Region and the endpoint URL")));
  }

  @Test
  void nothingHappenedWhereTheHostIsUnknown() {
    AwsFailure failure = failureOf(signed().at(URI.create("http://aws.invalid")));

    assertThat(failure).isInstanceOf(Unavailable.class);
    assertThat(failure.error().message())
        .startsWith("http://aws.invalid cannot be reached: UnknownHostException");
  }

  @Test
  void nothingHappenedWithoutTls() throws IOException {
    try (ServerSocket closing = loopback()) {
      Thread.ofVirtual().start(() -> hangUpOnNextCaller(closing));

      AwsFailure failure =
          failureOf(signed().at(URI.create("https://127.0.0.1:" + closing.getLocalPort())));

      assertThat(failure).isInstanceOf(Unavailable.class);
      assertThat(failure.error().message()).contains("SSLHandshakeException");
    }
  }

  @Test
  void anInterruptedCallMayHaveHappened() throws Exception {
    try (StubbedAws aws = StubbedAws.silent()) {
      CompletableFuture<AwsFailure> failure = new CompletableFuture<>();
      CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
      Thread caller =
          Thread.ofPlatform()
              .start(() -> {
                failure.complete(failureOf(aws.connection()));
                stillInterrupted.complete(Thread.interrupted());
              });
      aws.awaitRequest();

      caller.interrupt();

      assertThat(failure.get().error().code()).isEqualTo("Interrupted");
      assertThat(stillInterrupted.get()).isTrue();
    }
  }

  /** AWS quotes the whole request when its signature is wrong; a stack trace is a log too. */
  @Test
  void whatAServerQuotesOfARequestIsToldWithoutCredentials() throws IOException {
    String body =
        "{\"__type\": \"SignatureDoesNotMatch\", \"Message\": \"the canonical string is"
            + " x-amz-security-token:IQoJb3JpZ2luX2VjHUSH for AKIAHUSH7EXAMPLE0\"}";
    try (StubbedAws aws = StubbedAws.answering(403, body)) {
      AwsException told = exceptionOf(aws.connection());

      assertThat(told.failure())
          .isEqualTo(
              new Denied(
                  new AwsError(
                      AwsAction.GET_SERVICE,
                      "SignatureDoesNotMatch",
                      "the canonical string is x-amz-security-token:*** for ***")));
      assertThat(Throwables.getStackTraceAsString(told))
          .contains("Caused by", "ServiceDiscoveryException")
          .doesNotContain("HUSH");
    }
  }

  private static DynamicTest refusal(
      int status, String code, Function<AwsError, AwsFailure> meaning) {
    return DynamicTest.dynamicTest(
        code,
        () -> {
          String body = "{\"__type\": \"%s\", \"Message\": \"because\"}".formatted(code);
          try (StubbedAws aws = StubbedAws.answering(status, body)) {
            AwsFailure failure = failureOf(aws.connection());

            assertThat(failure)
                .isEqualTo(meaning.apply(new AwsError(AwsAction.GET_SERVICE, code, "because")));
            assertThat(aws.requests()).hasSize(1);
          }
        });
  }

  private static DynamicTest conflict(String code, String field, String id) {
    return DynamicTest.dynamicTest(
        code,
        () -> {
          String body =
              "{\"__type\": \"%s\", \"Message\": \"there\", \"%s\": \"%s\"}"
                  .formatted(code, field, id);
          try (StubbedAws aws = StubbedAws.answering(400, body)) {
            AwsFailure failure = failureOf(aws.connection());

            assertThat(failure)
                .isEqualTo(
                    new Conflict(
                        new AwsError(AwsAction.GET_SERVICE, code, "there"), Optional.of(id)));
          }
        });
  }

  private static void assertGivesUp(StubbedAws aws) {
    Stopwatch stopwatch = Stopwatch.createStarted();

    AwsFailure failure = failureOf(aws.connection().givingUpAfter(SHORT));

    assertThat(stopwatch.elapsed()).isBetween(SHORT, SHORT.plusSeconds(2));
    assertThat(failure)
        .isEqualTo(
            new Unknown(
                new AwsError(
                    AwsAction.GET_SERVICE, "Timeout", aws.endpoint() + " did not answer in time")));
    assertThat(aws.requests()).hasSize(1);
  }

  private static AwsFailure failureOf(AwsConnection connection) {
    return exceptionOf(connection).failure();
  }

  private static AwsException exceptionOf(AwsConnection connection) {
    try (AwsCloud cloud = new AwsCloud(connection)) {
      CloudMap cloudMap = cloud.cloudMap(Place.of("eu-west-1"));
      return catchThrowableOfType(AwsException.class, () -> cloudMap.getService(SERVICE));
    }
  }

  private static AwsConnection signed() {
    return AwsConnection.ofEnvironment("1.2.3").signedWith(new AccessKey("test", "test"));
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = loopback()) {
      return socket.getLocalPort();
    }
  }

  private static ServerSocket loopback() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private static void hangUpOnNextCaller(ServerSocket server) {
    try {
      server.accept().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
