package io.vpcmesh.process;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * A program that is run to its end.
 *
 * @param input what it reads from its standard input
 * @param environment what it finds there beside what this process has
 */
public record Command(
    Duration limit,
    ImmutableList<String> words,
    String input,
    ImmutableMap<String, String> environment) {

  public static Command of(Duration limit, Object... words) {
    return new Command(limit, strings(words), "", ImmutableMap.of());
  }

  private static ImmutableList<String> strings(Object... words) {
    return Arrays.stream(words).map(Object::toString).collect(ImmutableList.toImmutableList());
  }

  public Command fed(String text) {
    return new Command(limit, words, text, environment);
  }

  public Command within(ImmutableMap<String, String> variables) {
    return new Command(limit, words, input, variables);
  }

  /** What it prints; fails when it fails, with what it complains about. */
  public String output() throws IOException {
    Told told = run();
    if (told.code() != 0) {
      throw new IOException("'%s' failed: %s".formatted(this, told.err()));
    }
    return told.out();
  }

  /** How it ends, well or not. */
  public Told run() throws IOException {
    Path in = Files.createTempFile("command", ".in");
    Path out = Files.createTempFile("command", ".out");
    Path err = Files.createTempFile("command", ".err");
    try {
      Files.writeString(in, input);
      int code =
          run(
              new ProcessBuilder(words)
                  .redirectInput(Redirect.from(in.toFile()))
                  .redirectOutput(Redirect.to(out.toFile()))
                  .redirectError(Redirect.to(err.toFile())));
      return new Told(code, Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(in);
      Files.delete(out);
      Files.delete(err);
    }
  }

  private int run(ProcessBuilder builder) throws IOException {
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!endsInTime(process)) {
      process.destroyForcibly();
      throw new IOException("'%s' took longer than %s".formatted(this, limit));
    }
    return process.exitValue();
  }

  private boolean endsInTime(Process process) throws IOException {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while '%s' ran".formatted(this), e);
    }
  }

  @Override
  public String toString() {
    return String.join(" ", words);
  }
}
