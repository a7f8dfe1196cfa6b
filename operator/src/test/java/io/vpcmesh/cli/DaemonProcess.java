package io.vpcmesh.cli;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The program in a process of its own, as the jar runs it: without what tests alone have. */
public final class DaemonProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern HEALTH = Pattern.compile("health=\"(http://[^\"]+)/healthz\"");

  private final Process process;
  private final Path out;
  private final Path err;

  private DaemonProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Starts it; what it prints goes to files of that folder. */
  public static DaemonProcess start(Path folder, Object... arguments) throws IOException {
    return start(folder, ImmutableMap.of(), arguments);
  }

  /** Starts it with these environment variables besides. */
  static DaemonProcess start(
      Path folder, ImmutableMap<String, String> environment, Object... arguments)
      throws IOException {
    Path out = Files.createTempFile(folder, "process", ".out");
    Path err = Files.createTempFile(folder, "process", ".err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath(), "io.vpcmesh.Main"));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(Redirect.to(out.toFile()))
            .redirectError(Redirect.to(err.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder
        .environment()
        .putAll(ImmutableMap.of("AWS_ACCESS_KEY_ID", "test", "AWS_SECRET_ACCESS_KEY", "test"));
    builder.environment().putAll(environment);
    return new DaemonProcess(builder.start(), out, err);
  }

  private static String classPath() {
    return Splitter.on(File.pathSeparator)
        .splitToStream(System.getProperty("java.class.path"))
        .filter(entry -> !entry.contains("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** What a command told that ends by itself. */
  Told told() throws IOException, InterruptedException {
    return new Told(exitCode(), Files.readString(out), Files.readString(err));
  }

  public int exitCode() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the process does not end: " + Files.readString(err));
    }
    return process.exitValue();
  }

  /** Asks it to end, as a service manager does. */
  public void terminate() {
    process.destroy();
  }

  /** Ends it on the spot, whatever it is doing. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public void awaitReady() throws Exception {
    await("it is ready", () -> status("/readyz") == 200);
  }

  /** What the health port answers, or 0 as long as there is none. */
  int status(String path) throws IOException, InterruptedException {
    Matcher health = HEALTH.matcher(log());
    return health.find() ? get(health.group(1) + path, "*/*").statusCode() : 0;
  }

  /** What Prometheus reads from the health port, in the format that it names. */
  HttpResponse<String> scrape(String accept) throws IOException, InterruptedException {
    Matcher health = HEALTH.matcher(log());
    if (!health.find()) {
      throw new AssertionError("no port is named: " + log());
    }
    return get(health.group(1) + "/metrics", accept);
  }

  private static HttpResponse<String> get(String address, String accept)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address)).header("Accept", accept).build();
      return http.send(request, BodyHandlers.ofString());
    }
  }

  /** Waits for something that takes real time, and no longer than it must. */
  public void await(String what, Callable<Boolean> happened) throws Exception {
    await(what, PATIENCE, happened);
  }

  /** Waits at most that long. */
  void await(String what, Duration patience, Callable<Boolean> happened) throws Exception {
    Instant end = Instant.now().plus(patience);
    while (!happened.call()) {
      if (!isAlive() || Instant.now().isAfter(end)) {
        throw new AssertionError("in vain waited until " + what + ": " + log());
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  public String log() throws IOException {
    return Files.readString(err);
  }

  String printed() throws IOException {
    return Files.readString(out);
  }

  @Override
  public void close() {
    kill();
  }
}
