package io.vpcmesh.e2e.logs;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A line of a log that people would be alarmed by, or the first line of a stack trace.
 *
 * @param log who complains
 * @param words without the time
 */
record Complaint(Path log, String words) {

  private static final Path LOGS =
      Path.of(System.getProperty("basedir", ".")).resolve("target/operators");
  private static final Pattern LINE = Pattern.compile("time=\\S+ (level=(?:WARN|ERROR) .*)");
  private static final Pattern TRACE = Pattern.compile("\\S+(?:Exception|Error)(?::.*)?");

  /** Those of all operators that this JVM has started. */
  static ImmutableList<Complaint> all() throws IOException {
    try (Stream<Path> logs = Files.list(LOGS)) {
      return logs.filter(Complaint::isOfThisRun)
          .sorted()
          .flatMap(Complaint::of)
          .collect(ImmutableList.toImmutableList());
    }
  }

  private static boolean isOfThisRun(Path log) {
    try {
      return Files.getLastModifiedTime(log).toMillis()
          >= ManagementFactory.getRuntimeMXBean().getStartTime();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Complaint> of(Path log) {
    try {
      return Files.readAllLines(log, StandardCharsets.UTF_8).stream()
          .flatMap(line -> words(line))
          .map(words -> new Complaint(log.getFileName(), words));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> words(String line) {
    Matcher complaint = LINE.matcher(line);
    if (complaint.matches()) {
      return Stream.of(complaint.group(1));
    }
    return TRACE.matcher(line).matches() ? Stream.of(line) : Stream.of();
  }
}
