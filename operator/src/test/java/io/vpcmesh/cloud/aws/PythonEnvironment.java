package io.vpcmesh.cloud.aws;

import com.google.common.base.Strings;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.vpcmesh.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * A virtual environment with the pinned requirements, made once per user, requirements and Python.
 */
final class PythonEnvironment {

  /** Requirements and scripts, which every module finds from where it stands. */
  static final Path SCRIPTS =
      Path.of(System.getProperty("basedir", "."), "..", "operator", "src", "test", "moto");

  private static final Path REQUIREMENTS = SCRIPTS.resolve("requirements.txt");
  private static final Duration QUERY_LIMIT = Duration.ofMinutes(1);
  private static final Duration DOWNLOAD_LIMIT = Duration.ofMinutes(5);

  private final Path home;

  private PythonEnvironment(Path home) {
    this.home = home;
  }

  /** The environment, made now when it is not there or was left half-made. */
  static synchronized PythonEnvironment ready() {
    try {
      Path home = cache().resolve("moto-" + fingerprint());
      Files.createDirectories(home.getParent());
      makeOnce(home);
      return new PythonEnvironment(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path python() {
    return home.resolve("bin/python");
  }

  private static Path cache() {
    String xdg = Strings.nullToEmpty(System.getenv("XDG_CACHE_HOME"));
    Path base = xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
    return base.resolve("vpcmesh");
  }

  private static String fingerprint() throws IOException {
    String python =
        Command.of(QUERY_LIMIT, "python3", "-c", "import sys; print(sys.version)").output();
    return Hashing.sha256()
        .hashString(Files.readString(REQUIREMENTS) + python, StandardCharsets.UTF_8)
        .toString()
        .substring(0, 12);
  }

  /**
   * Two builds may want it at once, and each asks in one thread at a time: the lock lets one make
   * it and the other wait.
   */
  private static void makeOnce(Path home) throws IOException {
    Path lockFile = home.resolveSibling(home.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      Path complete = home.resolve("complete");
      if (!Files.exists(complete)) {
        make(home);
        Files.createFile(complete);
      }
    }
  }

  private static void make(Path home) throws IOException {
    if (Files.exists(home)) {
      MoreFiles.deleteRecursively(home, RecursiveDeleteOption.ALLOW_INSECURE);
    }
    Command.of(DOWNLOAD_LIMIT, "python3", "-m", "venv", home).output();
    Command.of(DOWNLOAD_LIMIT, home.resolve("bin/pip"), "install", "-q", "-r", REQUIREMENTS)
        .output();
  }
}
