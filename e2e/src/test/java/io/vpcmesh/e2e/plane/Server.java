package io.vpcmesh.e2e.plane;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.process.Command;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A program that runs until it is killed, and can be started again. It does not outlive this JVM,
 * however that ends.
 */
public final class Server implements AutoCloseable {

  private static final Duration SIGNAL_LIMIT = Duration.ofSeconds(10);
  private static final int SHOWN_LINES = 20;

  /**
   * Prints the program's process id and ends with it; kills it as soon as the standard input ends,
   * which the system sees to when the JVM at its other end is gone.
   */
  private static final String GUARD =
      """
      exec 3<&0
      "$@" < /dev/null >&2 3<&- &
      server=$!
      echo $server
      (read -r _ <&3; kill -KILL $server) > /dev/null 2>&1 &
      guard=$!
      wait $server
      code=$?
      kill $guard
      exit $code
      """;

  private final String name;
  private final Path log;
  private final ImmutableList<String> words;
  private Optional<Running> running = Optional.empty();

  private record Running(Process guard, long pid) {}

  /**
   * A program that does not run yet.
   *
   * @param log gets all that it says; exists
   */
  public Server(String name, Path log, ImmutableList<String> words) {
    this.name = name;
    this.log = log;
    this.words = words;
  }

  /** Starts it, appending to its log. It is not ready when this returns. */
  public void start() throws IOException {
    if (isAlive()) {
      throw new IllegalStateException(name + " runs already");
    }
    Process guard =
        new ProcessBuilder(
                ImmutableList.<String>builder().add("sh", "-c", GUARD, name).addAll(words).build())
            .redirectError(Redirect.appendTo(log.toFile()))
            .start();
    String pid = guard.inputReader(StandardCharsets.US_ASCII).readLine();
    running = Optional.of(new Running(guard, Long.parseLong(requireNonNull(pid, "no process id"))));
  }

  /** Ends it on the spot, whatever it is doing. */
  public void kill() {
    running.ifPresent(it -> {
      ProcessHandle.of(it.pid()).ifPresent(ProcessHandle::destroyForcibly);
      it.guard().onExit().join();
    });
    running = Optional.empty();
  }

  /** Stops it in the middle of what it does; its connections stay open and nobody answers. */
  public void freeze() throws IOException {
    signal("STOP");
  }

  /** Lets it go on after {@link #freeze}. */
  public void thaw() throws IOException {
    signal("CONT");
  }

  private void signal(String signal) throws IOException {
    Command.of(SIGNAL_LIMIT, "kill", "-" + signal, pid()).output();
  }

  /** Asks it to end, as a kubelet does. */
  public void terminate() throws IOException {
    signal("TERM");
  }

  /** The process that it is at present. */
  public long pid() {
    return running.orElseThrow(() -> new IllegalStateException(name + " does not run")).pid();
  }

  /** Returns when it has ended by itself. */
  public void awaitEnd() {
    running.ifPresent(it -> it.guard().onExit().join());
  }

  public boolean isAlive() {
    return running.filter(it -> it.guard().isAlive()).isPresent();
  }

  /** The end of what it said, for people who look for a cause. */
  public String lastWords() throws IOException {
    List<String> lines = Files.readString(log).lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
  }

  @Override
  public void close() {
    kill();
  }

  @Override
  public String toString() {
    return name;
  }
}
