package io.vpcmesh.standalone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.cloud.simulated.SimulatedCloud;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.runtime.VirtualLoop;
import io.vpcmesh.standalone.directory.ManifestName;
import io.vpcmesh.standalone.directory.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a state directory holds, the daemon works or says which file it cannot use. */
@Timeout(value = 300, unit = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileStateTest {

  private static final int ROUNDS = 150;
  private static final String ORDERS = "resources/endpoints/shop.orders.json";

  private final VirtualLoop loop = new VirtualLoop(Instant.parse("2026-01-01T00:00:00Z"));
  private final SimulatedCloud cloud = new SimulatedCloud(Settings.defaults(), loop::now);
  @TempDir private Path temporary;

  /** A state directory with one of everything, and with manifests that are gone since. */
  @BeforeEach
  void remember() throws IOException {
    Path manifest = Files.createDirectories(manifests()).resolve("shop.yaml");
    Files.writeString(manifest, MANIFEST);
    runFor(Duration.ofMinutes(1));
    Files.delete(manifest);
    runFor(Duration.ofSeconds(10));
  }

  @Test
  void damagedFilesAreNamedOrDoNoHarm() throws IOException {
    try (StateDirectory state = open()) {
      state.requests().ask("1", new Request.Prune("1a2b"));
      state
          .requests()
          .ask(
              "2",
              new Request.Annotate(ManifestName.of(EndpointKey.of("shop", "orders")), "a", "b"));
    }
    ImmutableMap<Path, byte[]> whole = files();
    Random random = new Random(20260101);
    Damage damage = new Damage(random);
    int refused = 0;

    for (int round = 0; round < ROUNDS; round++) {
      restore(whole);
      Path victim = whole.keySet().asList().get(random.nextInt(whole.size()));
      Files.write(victim, damage.done(whole.getOrDefault(victim, new byte[0])));
      refused += refusal().isPresent() ? 1 : 0;
    }

    assertThat(refused).isBetween(ROUNDS / 4, ROUNDS * 3 / 4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "{\"verb\":\"prune\"}",
        "{\"verb\":\"annotate\"}",
        "{\"verb\":\"annotate\",\"name\":{},\"annotation\":\"a\",\"value\":\"b\"}",
        "\u00ff",
        "[[[[[[[["
      })
  void whatNobodyUnderstandsIsAnswered(String request) throws IOException {
    write("requests/1.json", request);

    runFor(Duration.ofSeconds(10));

    try (StateDirectory state = open()) {
      assertThat(state.requests().open()).isEmpty();
      assertThat(state().resolve("requests")).isEmptyDirectory();
    }
  }

  @Test
  void whatIsNoRequestLiesInNobodysWay() throws Exception {
    Files.createDirectories(state().resolve("requests/folder.json/full"));
    Pipes.make(state().resolve("requests/pipe.json"));
    write("requests/a b.json", "{}");
    write("requests/1.json", "{\"verb\":\"prune\",\"hash\":\"1a2b\"}");

    try (StateDirectory state = open()) {
      assertThat(state.requests().open())
          .isEqualTo(ImmutableSortedMap.of("1", new Request.Prune("1a2b")));
    }
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    String whole = Files.readString(state().resolve(ORDERS));
    write(ORDERS, whole.replaceFirst("\"uid\" : \"[^\"]*\",", ""));

    assertThat(refusal())
        .contains(
            "state file %s is damaged (content.uid is missing): restore it from a backup; nothing was changed"
                .formatted(state().resolve(ORDERS)));
  }

  @Test
  void aFileOfAnotherResourceIsRefused() throws IOException {
    Path copy = state().resolve("resources/endpoints/shop.copy.json");
    Files.copy(state().resolve(ORDERS), copy);

    assertThat(refusal())
        .contains(
            "state file %s is about endpoint shop/orders: put it back where it came from"
                .formatted(copy));
  }

  @Test
  void whatCannotBeUsedIsNotKeptLocked() throws IOException {
    String installation = Files.readString(state().resolve("installation.json"));
    write("installation.json", "null");
    assertThatThrownBy(this::open).isInstanceOf(StateException.class);

    write("installation.json", installation);

    try (StateDirectory state = open()) {
      assertThat(state.installation()).isEqualTo("test");
    }
  }

  private Optional<String> refusal() {
    try {
      runFor(Duration.ofSeconds(70));
      return Optional.empty();
    } catch (StateException refused) {
      return Optional.ofNullable(refused.getMessage());
    }
  }

  private void runFor(Duration time) {
    try (StateDirectory state = open()) {
      ManifestDirectory directory = new ManifestDirectory(manifests());
      new Standalone(Standalone.Parts.of(directory, state, cloud).pruning(true), loop).start();
      loop.runFor(time);
    } finally {
      loop.dropAll();
    }
  }

  private StateDirectory open() {
    return StateDirectory.lock(state(), () -> "test", loop.now());
  }

  private ImmutableMap<Path, byte[]> files() throws IOException {
    TreeMap<Path, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(state())) {
      for (Path file : all.filter(path -> path.toString().endsWith(".json")).toList()) {
        files.put(file, Files.readAllBytes(file));
      }
    }
    return ImmutableMap.copyOf(files);
  }

  private void restore(ImmutableMap<Path, byte[]> whole) throws IOException {
    for (Path file : files().keySet()) {
      Files.delete(file);
    }
    for (var file : whole.entrySet()) {
      Files.write(file.getKey(), file.getValue());
    }
  }

  private void write(String name, String text) throws IOException {
    Path file = state().resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, ISO_8859_1);
  }

  private Path state() {
    return temporary.resolve("state");
  }

  private Path manifests() {
    return temporary.resolve("manifests");
  }

  private static final String MANIFEST =
      """
      apiVersion: vpcmesh.io/v1alpha1
      kind: ServiceMesh
      metadata: {name: shop, namespace: shop}
      spec:
        aws:
          region: eu-west-1
          vpcs: [{id: vpc-0a1b2c3d, primary: true}]
        namespace: {name: shop.internal}
      ---
      apiVersion: vpcmesh.io/v1alpha1
      kind: ServiceEndpoint
      metadata: {name: orders, namespace: shop}
      spec:
        meshRef: {name: shop}
        ports: [{name: http, port: 80}]
        backend: {static: {addresses: [{ip: 10.0.1.4}]}}
      ---
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop, labels: {team: blue}}
      """;
}
