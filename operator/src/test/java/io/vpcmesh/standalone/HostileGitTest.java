package io.vpcmesh.standalone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.standalone.directory.GitHead;
import io.vpcmesh.standalone.directory.Look;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever Git's own files hold, the manifests beside them are seen. */
@Timeout(value = 120, unit = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileGitTest {

  private static final int ROUNDS = 500;
  private static final String HEAD = ".git/HEAD";
  private static final String PACKED = ".git/packed-refs";
  private static final String LOOSE = ".git/refs/heads/main";

  @TempDir private Path root;

  @BeforeEach
  void manifest() throws IOException {
    Files.writeString(root.resolve("a.yaml"), "");
  }

  @Test
  void aForeignByteInTheNameOfAnotherBranchIsNoMatter() throws IOException {
    write(HEAD, "ref: refs/heads/main\n");
    write(PACKED, "1a2b refs/heads/gr\u00f6\u00dfer\n9f9f refs/heads/main\n");

    assertThat(head()).contains(new GitHead("main", "9f9f"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ref: refs/heads/\0",
        "ref: refs/../../a.yaml",
        "ref: /etc/hostname",
      })
  void aHeadThatLeadsNowhereIsNone(String head) throws IOException {
    write(HEAD, head);

    assertThat(head()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gitdir: \0", "gitdir: nowhere", "\u00ff\u00fe"})
  void aLinkThatLeadsNowhereIsNone(String link) throws IOException {
    write(".git", link);

    assertThat(head()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {HEAD, PACKED, LOOSE, ".git/commondir"})
  void nothingEndlessIsRead(String file) throws IOException {
    write(HEAD, "ref: refs/heads/main\n");
    Path endless = root.resolve(file);
    Files.createDirectories(endless.getParent());
    try (RandomAccessFile sparse = new RandomAccessFile(endless.toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }

    assertThat(head()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {HEAD, PACKED, LOOSE, ".git/commondir", ".git"})
  void nobodyWaitsForAPipe(String file) throws Exception {
    Path pipe = root.resolve(file);
    Files.createDirectories(pipe.getParent());
    if (file.equals(PACKED) || file.equals(LOOSE)) {
      write(HEAD, "ref: refs/heads/main\n");
    }
    Files.createDirectories(pipe.getParent());
    Pipes.make(pipe);

    assertThat(look().files()).containsOnlyKeys("a.yaml");
  }

  @Test
  void damagedFilesNeverStopTheLook() throws IOException {
    ImmutableMap<String, String> repository =
        ImmutableMap.of(
            HEAD,
            "ref: refs/heads/main\n",
            PACKED,
            "# pack-refs\n9f9f refs/heads/main\n",
            LOOSE,
            "1a2b\n",
            ".git/commondir",
            ".\n");
    Random random = new Random(20260101);
    int none = 0;

    for (int round = 0; round < ROUNDS; round++) {
      for (var file : repository.entrySet()) {
        write(file.getKey(), random.nextBoolean() ? file.getValue() : damaged(file, random));
      }
      none += head().isEmpty() ? 1 : 0;
    }

    assertThat(none).isBetween(1, ROUNDS - 1);
  }

  private static String damaged(Map.Entry<String, String> file, Random random) {
    StringBuilder damaged = new StringBuilder(file.getValue());
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(damaged.length());
      switch (random.nextInt(3)) {
        case 0 -> damaged.setCharAt(at, (char) random.nextInt(256));
        case 1 -> damaged.insert(at, (char) random.nextInt(32));
        default -> damaged.setLength(at + 1);
      }
    }
    return damaged.toString();
  }

  private Optional<GitHead> head() {
    Look.Listed look = look();
    assertThat(look.files()).containsOnlyKeys("a.yaml");
    return look.head();
  }

  private Look.Listed look() {
    return (Look.Listed) new ManifestDirectory(root).look();
  }

  /** Byte for byte. */
  private void write(String path, String bytes) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, bytes, ISO_8859_1);
  }
}
