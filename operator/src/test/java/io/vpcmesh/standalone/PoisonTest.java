package io.vpcmesh.standalone;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.cloud.simulated.SimulatedCloud;
import io.vpcmesh.runtime.VirtualLoop;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A daemon among files that were made to end it. */
@Timeout(value = 120, unit = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PoisonTest {

  private final VirtualLoop loop = new VirtualLoop(Instant.parse("2026-01-01T00:00:00Z"));
  private final SimulatedCloud cloud = new SimulatedCloud(Settings.defaults(), loop::now);
  @TempDir private Path temporary;

  @Test
  void whatIsGoodIsRegisteredAndEachBadFileIsNamed() throws Exception {
    write("good.yaml", MESH + "---\n" + ORDERS);
    write("region.yaml", MESH.replace("eu-west-1", "eu" + "-a".repeat(100_000)));
    write("loop.yaml", "&a {<<: *a}");
    write("deep.yaml", "[".repeat(100_000));
    write("many.yaml", "[" + "a,".repeat(1_000_000) + "]");
    try (RandomAccessFile sparse =
        new RandomAccessFile(manifests().resolve("sparse.yaml").toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }
    Files.writeString(Path.of(URI.create(manifests().toUri() + "%FE.yaml")), "[");
    Files.writeString(Path.of(URI.create(manifests().toUri() + "%FF.yaml")), "[");
    Pipes.make(manifests().resolve("pipe.yaml"));
    write(".git", "gitdir: \0");

    try (StateDirectory state = start()) {
      loop.runFor(Duration.ofMinutes(1));

      assertThat(cloud.snapshot("eu-west-1").toString()).contains("10.0.1.4");
      assertThat(state.problems())
          .extracting(problem -> problem.replaceFirst(":.*", ""))
          .containsOnly(
              "%FE.yaml",
              "%FF.yaml", "deep.yaml", "loop.yaml", "many.yaml", "region.yaml", "sparse.yaml");
    }
  }

  private StateDirectory start() {
    StateDirectory state =
        StateDirectory.lock(temporary.resolve("state"), () -> "test", loop.now());
    ManifestDirectory directory = new ManifestDirectory(manifests());
    new Standalone(Standalone.Parts.of(directory, state, cloud), loop).start();
    return state;
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(manifests());
    Files.writeString(manifests().resolve(name), text);
  }

  private Path manifests() {
    return temporary.resolve("manifests");
  }

  private static final String MESH =
      """
      apiVersion: vpcmesh.io/v1alpha1
      kind: ServiceMesh
      metadata: {name: shop, namespace: shop}
      spec:
        aws:
          region: eu-west-1
          vpcs: [{id: vpc-0a1b2c3d, primary: true}]
        namespace: {name: shop.internal}
      """;

  private static final String ORDERS =
      """
      apiVersion: vpcmesh.io/v1alpha1
      kind: ServiceEndpoint
      metadata: {name: orders, namespace: shop}
      spec:
        meshRef: {name: shop}
        ports: [{name: http, port: 80}]
        backend: {static: {addresses: [{ip: 10.0.1.4}]}}
      """;
}
