package io.vpcmesh.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.cloud.simulated.SimulatedCloud;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.runtime.VirtualLoop;
import io.vpcmesh.standalone.directory.Orphans;
import io.vpcmesh.standalone.directory.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon as a whole, in virtual time, on real files and a simulated cloud. */
class StandaloneTest {

  private static final Duration WHILE = Duration.ofMinutes(2);
  private static final EndpointKey ORDERS = EndpointKey.of("shop", "orders");

  private final VirtualLoop loop = new VirtualLoop(Instant.parse("2026-01-01T00:00:00Z"));
  private final SimulatedCloud cloud = new SimulatedCloud(Settings.defaults(), loop::now);
  @TempDir private Path temporary;
  private StateDirectory state;
  private Standalone daemon;

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(manifests());
    restart();
  }

  @AfterEach
  void stop() {
    state.close();
  }

  @Test
  void aManifestBecomesARegisteredService() {
    write("shop.yaml", mesh() + "---\n" + orders("10.0.1.4"));

    loop.runFor(WHILE);

    assertThat(daemon.isReady()).isTrue();
    assertThat(ready(ORDERS)).isEqualTo("Completed: 1 instance is registered");
    assertThat(cloud.snapshot("eu-west-1").toString()).contains("10.0.1.4");
  }

  @Test
  void aDaemonWithoutManifestsIsReady() {
    loop.runFor(Duration.ofSeconds(15));

    assertThat(daemon.isReady()).isTrue();
    assertThat(daemon.isAlive()).isTrue();
  }

  @Test
  void aLoopThatHangsIsNeitherAliveNorReady() {
    loop.runFor(Duration.ofSeconds(15));

    loop.dropAll();
    loop.runFor(Duration.ofSeconds(11));

    assertThat(daemon.isAlive()).isFalse();
    assertThat(daemon.isReady()).isFalse();
  }

  @Test
  void aVanishedManifestIsReportedAndDeletesNothing() throws IOException {
    write("shop.yaml", mesh());
    write("orders.yaml", orders("10.0.1.4"));
    loop.runFor(WHILE);

    Files.delete(manifests().resolve("orders.yaml"));
    loop.runFor(WHILE);

    assertThat(ready(ORDERS))
        .isEqualTo(
            "Orphaned: the manifest is gone since 2026-01-01T00:02:02Z; nothing was removed: put it back, or run 'vpcmesh prune'");
    assertThat(cloud.snapshot("eu-west-1").toString()).contains("10.0.1.4");
  }

  @Test
  void podsNeedAClusterAndWhatIsRegisteredStays() {
    write("shop.yaml", mesh());
    write("orders.yaml", orders("10.0.1.4"));
    loop.runFor(WHILE);

    String addresses = "{static: {addresses: [{ip: 10.0.1.4}]}}";
    write("orders.yaml", orders("10.0.1.4").replace(addresses, "{kubernetes: {service: orders}}"));
    loop.runFor(WHILE);

    assertThat(ready(ORDERS))
        .startsWith("RefNotResolved: spec.backend.kubernetes needs the operator in a cluster");
    assertThat(cloud.snapshot("eu-west-1").toString()).contains("10.0.1.4");
  }

  @Test
  void aConfirmedPruneRemovesTheServiceAndAllThatIsRemembered() throws IOException {
    write("shop.yaml", mesh());
    write("orders.yaml", orders("10.0.1.4"));
    loop.runFor(WHILE);
    Files.delete(manifests().resolve("orders.yaml"));
    loop.runFor(WHILE);

    String hash = Orphans.among(state.resources().readAll()).hash();
    state.requests().ask("1", new Request.Prune(hash));
    loop.runFor(WHILE);

    assertThat(state.requests().answer("1"))
        .contains(new Request.Answer(true, "1 resource is being deleted"));
    assertThat(cloud.snapshot("eu-west-1").toString()).doesNotContain("10.0.1.4");
    assertThat(state.store().load().endpoints()).isEmpty();
    assertThat(state.store().load().endpointStatus()).isEmpty();
    assertThat(state.resources().readAll()).hasSize(1);
  }

  @Test
  void aRestartFindsEverythingAsItWas() {
    write("shop.yaml", mesh() + "---\n" + orders("10.0.1.4"));
    loop.runFor(WHILE);
    var before = cloud.snapshot("eu-west-1").namespaces();

    state.close();
    loop.dropAll();
    restart();
    loop.runFor(WHILE);

    assertThat(cloud.snapshot("eu-west-1").namespaces()).isEqualTo(before);
    assertThat(ready(ORDERS)).isEqualTo("Completed: 1 instance is registered");
  }

  @Test
  void whatIsWrongWithAFileIsWrittenDown() {
    write("orders.yaml", "kind: Nonsense\n");

    loop.runFor(WHILE);

    assertThat(state.problems()).singleElement().asString().startsWith("orders.yaml:1: ");
  }

  @Test
  void aLockThatIsGoneIsNoticedWithinASecond() throws IOException {
    AtomicReference<Instant> noticed = new AtomicReference<>(Instant.MAX);
    state.onLost(_ -> noticed.accumulateAndGet(loop.now(), (a, b) -> a.isBefore(b) ? a : b));
    write("shop.yaml", mesh());
    loop.runFor(WHILE);
    Instant removed = loop.now();

    Files.delete(temporary.resolve("state/lock"));
    loop.runFor(WHILE);

    assertThat(noticed.get()).isBetween(removed, removed.plusSeconds(1));
  }

  private void restart() {
    state = StateDirectory.lock(temporary.resolve("state"), () -> "test", loop.now());
    daemon =
        new Standalone(Standalone.Parts.of(new ManifestDirectory(manifests()), state, cloud), loop);
    daemon.start();
  }

  private String ready(EndpointKey key) {
    return Optional.ofNullable(state.store().load().endpointStatus().get(key)).stream()
        .flatMap(status -> status.conditions().stream())
        .filter(condition -> condition.type().equals("Ready"))
        .map(condition -> condition.reason() + ": " + condition.message())
        .findFirst()
        .orElse("no condition Ready");
  }

  private void write(String name, String text) {
    try {
      Files.writeString(manifests().resolve(name), text);
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  private Path manifests() {
    return temporary.resolve("manifests");
  }

  private static String mesh() {
    return """
    apiVersion: vpcmesh.io/v1alpha1
    kind: ServiceMesh
    metadata: {name: shop, namespace: shop}
    spec:
      aws:
        region: eu-west-1
        vpcs: [{id: vpc-0a1b2c3d, primary: true}]
      namespace: {name: shop.internal}
    """;
  }

  private static String orders(String address) {
    return """
    apiVersion: vpcmesh.io/v1alpha1
    kind: ServiceEndpoint
    metadata: {name: orders, namespace: shop}
    spec:
      meshRef: {name: shop}
      ports: [{name: http, port: 80}]
      backend: {static: {addresses: [{ip: %s}]}}
    """
        .formatted(address);
  }
}
