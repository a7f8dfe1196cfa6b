package io.vpcmesh.cloud.aws;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that is run to its end. */
record Command(Duration limit, List<String> words) {

  static Command of(Duration limit, Object... words) {
    return new Command(limit, List.of(words).stream().map(Object::toString).toList());
  }

  /** What it prints; fails when it fails, with what it complains about. */
  String output() throws IOException {
    Path output = Files.createTempFile("command", ".out");
    Path errors = Files.createTempFile("command", ".err");
    try {
      run(output, errors);
      return Files.readString(output);
    } finally {
      Files.delete(output);
      Files.delete(errors);
    }
  }

  private void run(Path output, Path errors) throws IOException {
    Process process =
        new ProcessBuilder(words)
            .redirectOutput(Redirect.to(output.toFile()))
            .redirectError(Redirect.to(errors.toFile()))
            .start();
    if (!endsInTime(process)) {
      process.destroyForcibly();
      throw new IOException("'%s' took longer than %s".formatted(this, limit));
    }
    if (process.exitValue() != 0) {
      throw new IOException("'%s' failed: %s".formatted(this, Files.readString(errors)));
    }
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
