package io.vpcmesh.standalone;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.manifest.ManifestProblem;
import io.vpcmesh.standalone.directory.Reading;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever lies in a manifest directory, it harms itself alone. */
@Timeout(value = 60, unit = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileManifestsTest {

  @TempDir private Path root;

  @Test
  void aFileThatIsTooLargeIsRefusedUnread() throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(root.resolve("a.yaml").toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }

    assertThat(problems("a.yaml"))
        .containsExactly(
            "a.yaml:1: is 3,221,225,472 bytes long; at most 4,194,304 are read, so split it");
  }

  @Test
  void nobodyWaitsForAPipe() throws Exception {
    Pipes.make(root.resolve("pipe.yaml"));
    Files.writeString(root.resolve("a.yaml"), "");

    assertThat(new ManifestDirectory(root).look().visible()).containsOnlyKeys("a.yaml");
    assertThat(new ManifestDirectory(root).read(ImmutableSet.of("pipe.yaml"))).isEmpty();
  }

  private ImmutableList<String> problems(String path) {
    return new ManifestDirectory(root)
        .read(ImmutableSet.of(path)).values().stream()
            .map(Reading::content)
            .flatMap(content -> content.problems().stream())
            .map(ManifestProblem::text)
            .collect(ImmutableList.toImmutableList());
  }
}
