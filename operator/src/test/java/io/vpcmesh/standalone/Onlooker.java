package io.vpcmesh.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** Another process that does nothing but ask whether a directory has a daemon. */
final class Onlooker implements AutoCloseable {

  private static final String LOOKED = "looked";

  private final Process process;
  private final BufferedReader said;

  /** What it saw in all its looks. */
  record Sight(boolean daemon, boolean none) {

    Sight and(boolean taken) {
      return new Sight(daemon || taken, none || !taken);
    }
  }

  Onlooker(Path directory) throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Onlooker.class.getName(),
                directory.toString())
            .redirectError(Redirect.INHERIT)
            .start();
    said = process.inputReader(StandardCharsets.UTF_8);
  }

  void awaitFirstLook() throws IOException {
    assertThat(said.readLine()).isEqualTo(LOOKED);
  }

  /** Ends it. */
  Sight ended() throws IOException {
    process.getOutputStream().close();
    String[] words = said.readLine().split(" ", -1);
    return new Sight(Boolean.parseBoolean(words[0]), Boolean.parseBoolean(words[1]));
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Looks again and again until its input ends. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    AtomicBoolean ended = new AtomicBoolean();
    Thread.ofPlatform().daemon().start(() -> ended.set(inputEnded()));
    Sight sight = new Sight(false, false).and(DirectoryLock.isTaken(directory));
    System.out.println(LOOKED);
    while (!ended.get()) {
      sight = sight.and(DirectoryLock.isTaken(directory));
    }
    System.out.println(sight.daemon + " " + sight.none);
  }

  private static boolean inputEnded() {
    try {
      return System.in.read() < 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
