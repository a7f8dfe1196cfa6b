package io.vpcmesh.standalone;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.manifest.ManifestProblem;
import io.vpcmesh.standalone.directory.Reading;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
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

  @Test
  void namesThatAreNoTextAreToldApart() throws IOException {
    raw("%FF.yaml", "kind: one");
    raw("%FE.yaml", "kind: two");
    raw("gr%C3%B6%C3%9Fe/a%0Ab.yaml", "kind: three");

    ManifestDirectory directory = new ManifestDirectory(root);
    var visible = directory.look().visible();
    var readings = directory.read(visible.keySet());

    assertThat(visible).containsOnlyKeys("%FE.yaml", "%FF.yaml", "gr%C3%B6%C3%9Fe/a%0Ab.yaml");
    assertThat(readings).hasSameSizeAs(visible);
    readings.forEach(
        (name, reading) -> assertThat(reading.fingerprint()).isEqualTo(visible.get(name)));
  }

  @Test
  void aNameThatOnlyLooksEncodedIsTakenAsItStands() throws IOException {
    raw("%25FF.yaml", "kind: plain");
    raw("%FF.yaml", "kind: other");
    raw("100%25 a.yaml", "");

    ManifestDirectory directory = new ManifestDirectory(root);
    var visible = directory.look().visible();

    assertThat(visible).containsOnlyKeys("%FF.yaml", "100% a.yaml");
    assertThat(directory.read(visible.keySet())).containsOnlyKeys("%FF.yaml", "100% a.yaml");
  }

  @Test
  void aNameThatIsNoneIsLeftOut() {
    assertThat(new ManifestDirectory(root).read(ImmutableSet.of("a\0.yaml", "%00.yaml"))).isEmpty();
  }

  /** Makes a file whose name is given byte by byte, as in a URI. */
  private void raw(String name, String text) throws IOException {
    Path file = Path.of(URI.create(root.toUri() + name.replace(" ", "%20")));
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
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
