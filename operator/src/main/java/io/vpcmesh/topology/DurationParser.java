package io.vpcmesh.topology;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations such as {@code 1m30s}. */
final class DurationParser {

  // "ms" stands first: "5ms" is no five minutes.
  private static final Pattern PART = Pattern.compile("([0-9]{1,5})(ms|h|m|s)");

  private DurationParser() {}

  static Optional<Duration> parse(String value) {
    if (!Shape.DURATION.fits(value)) {
      return Optional.empty();
    }
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(value);
    while (part.find()) {
      sum = sum.plus(length(Long.parseLong(part.group(1)), part.group(2)));
    }
    return Optional.of(sum);
  }

  /** As people write it, to the millisecond: the inverse of {@link #parse}. */
  static String spelled(Duration time) {
    String text =
        part(time.toHours(), "h")
            + part(time.toMinutesPart(), "m")
            + part(time.toSecondsPart(), "s")
            + part(time.toMillisPart(), "ms");
    return text.isEmpty() ? "0s" : text;
  }

  private static String part(long count, String unit) {
    return count == 0 ? "" : count + unit;
  }

  private static Duration length(long count, String unit) {
    return switch (unit) {
      case "h" -> Duration.ofHours(count);
      case "m" -> Duration.ofMinutes(count);
      case "s" -> Duration.ofSeconds(count);
      default -> Duration.ofMillis(count);
    };
  }
}
