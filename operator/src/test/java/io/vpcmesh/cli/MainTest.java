package io.vpcmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.cloud.simulated.Call;
import io.vpcmesh.cloud.simulated.CallObserver;
import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.cloud.simulated.SimulatedCloud;
import io.vpcmesh.cloud.wire.CloudServer;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.AwsFailure.AwsError;
import io.vpcmesh.standalone.StateFiles;
import io.vpcmesh.telemetry.Scrape;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as it is run: its own process, real time, the SDK, a cloud of its own. */
class MainTest {

  private static final Pattern CONFIRM = Pattern.compile("--confirm=(\\w+)");

  private final SimulatedCloud cloud =
      new SimulatedCloud(Settings.immediate(), InstantSource.system());
  private final CloudServer server = CloudServer.of(cloud);
  private final AtomicLong writes = new AtomicLong();
  @TempDir private Path folder;

  private static final String REGISTRATIONS =
      "vpcmesh_aws_calls_total{action=\"RegisterInstance\",outcome=\"success\"}";

  @BeforeEach
  void prepare() throws IOException {
    ExampleShop.copyTo(manifests());
    cloud.observe(
        new CallObserver() {
          @Override
          public void beforeCall(Call call) {
            writes.addAndGet(call.action().mutating() ? 1 : 0);
          }
        });
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aSignalEndsTheDaemonInOrderAndTheNextOneFindsNothingToDo() throws Exception {
    int exitCode;
    String printed;
    try (DaemonProcess first = daemon()) {
      first.awaitReady();
      first.await("all is registered", () -> registered() == 9);
      int healthy = first.status("/healthz");
      first.terminate();
      exitCode = first.exitCode();
      printed = first.printed();
      assertThat(healthy).isEqualTo(200);
      assertThat(first.log().lines()).allMatch(line -> line.startsWith("time="));
      assertThat(first.log()).endsWith("msg=\"stopped\" state=\"" + state() + "\"\n");
    }
    long before = writes.get();
    try (DaemonProcess second = daemon()) {
      second.awaitReady();
      assertThat(writes.get()).isEqualTo(before).isEqualTo(14);
    }
    assertThat(exitCode).isZero();
    assertThat(printed).isEmpty();
  }

  @Test
  void metricsTellWhatTheDaemonDid() throws Exception {
    try (DaemonProcess daemon = daemon()) {
      daemon.awaitReady();
      daemon.await("all is told", () -> instances(daemon) == 9);

      HttpResponse<String> plain = daemon.scrape("text/plain");
      HttpResponse<String> open = daemon.scrape("application/openmetrics-text; version=1.0.0");

      Scrape scrape = Scrape.parse(plain.body());
      assertThat(scrape.value(REGISTRATIONS)).isEqualTo(9);
      assertThat(scrape.value("vpcmesh_resources{kind=\"ServiceEndpoint\"}")).isEqualTo(4);
      assertThat(scrape.value("vpcmesh_leader")).isEqualTo(1);
      assertThat(scrape.value("vpcmesh_build_info{version=\"development\"}")).isEqualTo(1);
      assertThat(scrape.value("process_uptime_seconds")).isPositive();
      assertThat(plain.headers().firstValue("Content-Type"))
          .contains("text/plain; version=0.0.4; charset=utf-8");
      assertThat(open.headers().firstValue("Content-Type"))
          .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
      assertThat(open.body()).contains(REGISTRATIONS + " 9").endsWith("# EOF\n");
      assertThat(daemon.log()).doesNotContain("level=WARN").doesNotContain("level=ERROR");
    }
  }

  private static double instances(DaemonProcess daemon) throws Exception {
    return Scrape.parse(daemon.scrape("text/plain").body())
        .value("vpcmesh_instances{state=\"registered\"}");
  }

  @Test
  void aVanishedManifestIsPrunedWhenAPersonConfirms() throws Exception {
    try (DaemonProcess daemon = daemon()) {
      daemon.await("all is registered", () -> registered() == 9);
      Files.delete(manifests().resolve("web.yaml"));
      daemon.await("it is orphaned", () -> Told.by("prune", "--state", state()).code() == 2);
      Matcher confirm = CONFIRM.matcher(Told.by("prune", "--state", state()).out());
      assertThat(confirm.find()).isTrue();
      List<String> before = services();

      Told refused = Told.by("prune", "--state", state(), "--confirm=123456789abc");
      Told told = Told.by("prune", "--state", state(), "--confirm=" + confirm.group(1));
      daemon.await("it is gone", () -> services().size() == 3);

      assertThat(before).containsExactly("order", "payments", "user", "web");
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err())
          .isEqualTo(
              "vpcmesh: '123456789abc' is not the hash of the list as it is now, so that nothing is pruned: look at the list with 'vpcmesh prune', and with the same --state if you gave one\n");
      assertThat(told.code()).isZero();
      assertThat(told.out()).endsWith("\n1 resource is being deleted\n");
      assertThat(services()).containsExactly("order", "payments", "user");
    }
  }

  /** Operations are under way when it is killed, and the file must be readable all the same. */
  @Test
  void aSimulatedCloudOutlivesItsDaemon() throws Exception {
    Path kept = state().resolve("simulated.json");
    Object[] simulated = {
      "standalone", "--manifests", manifests(), "--state", state(), "--cloud", "simulated"
    };
    try (DaemonProcess first = DaemonProcess.start(folder, simulated)) {
      first.await("a change is under way", () -> Files.exists(kept));
    }

    try (DaemonProcess second = DaemonProcess.start(folder, simulated)) {
      second.awaitReady();

      SimulatedCloud found = KeptCloud.read(new StateFiles(state()), InstantSource.system());
      assertThat(found.snapshot(ExampleShop.REGION).inFlight()).hasSize(1);
    }
  }

  @Test
  void aServerThatCannotBeReachedIsNamed() throws Exception {
    String nobody = "http://127.0.0.1:" + unusedPort();

    Told told = plan(nobody);

    assertThat(told.code()).isEqualTo(1);
    assertThat(told.out()).isEqualTo("No changes, as far as can be told: 5 problems.\n");
    assertThat(told.err().lines().findFirst())
        .contains(
            "problem: mesh shop/shop: Progressing: ListNamespaces: Unreachable: %s cannot be reached: ConnectException: Connection refused; check the network, the Region and the endpoint URL"
                .formatted(nobody));
  }

  @Test
  void wrongCredentialsAreToldInTheWordsOfAws() throws Exception {
    cloud.observe(
        new CallObserver() {
          @Override
          public void beforeCall(Call call) {
            throw new AwsException(
                new AwsFailure.Denied(
                    new AwsError(
                        call.action(),
                        "UnrecognizedClientException",
                        "The security token included in the request is invalid.")));
          }
        });

    Told told = plan(server.endpoint().toString());

    assertThat(told.code()).isEqualTo(1);
    assertThat(told.err().lines().findFirst())
        .contains(
            "problem: mesh shop/shop: AwsAccessDenied: ListNamespaces: UnrecognizedClientException: The security token included in the request is invalid.");
  }

  private Told plan(String endpoint) throws Exception {
    try (DaemonProcess plan =
        DaemonProcess.start(
            folder, "plan", "-f", manifests(), "--cloud", "aws", "--endpoint-url", endpoint)) {
      return plan.told();
    }
  }

  private DaemonProcess daemon() throws IOException {
    return DaemonProcess.start(
        folder,
        "standalone",
        "--manifests",
        manifests(),
        "--state",
        state(),
        "--cloud",
        "aws",
        "--endpoint-url",
        server.endpoint());
  }

  private long registered() {
    return cloud.snapshot(ExampleShop.REGION).instances().count();
  }

  private List<String> services() {
    return cloud.snapshot(ExampleShop.REGION).services().map(service -> service.name()).toList();
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Path manifests() {
    return folder.resolve("manifests");
  }

  private Path state() {
    return folder.resolve("state");
  }
}
