package io.vpcmesh.topology;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with one spec, so that a person learns all of it at once. */
final class Findings {

  private static final int LONGEST_QUOTE = 80;

  private final List<Problem> problems = new ArrayList<>();

  /** The value is wrong; the complaint says how, and what to write instead. */
  void refuse(String field, String complaint) {
    problems.add(new Problem(Reason.InvalidSpec, field + ": " + complaint));
  }

  void refuse(Problem problem) {
    problems.add(problem);
  }

  /** A value that must be there. */
  <T> Optional<T> required(String field, @Nullable T value, String wayOut) {
    if (value == null) {
      refuse(field, "is missing: " + wayOut);
    }
    return Optional.ofNullable(value);
  }

  /** The text, when it is there and has the shape. */
  Optional<String> shaped(String field, @Nullable String value, Shape shape) {
    if (value == null || value.isEmpty()) {
      refuse(field, "is missing: write " + shape.description());
      return Optional.empty();
    }
    if (!shape.fits(value)) {
      refuse(field, quote(value) + " does not fit: write " + shape.description());
      return Optional.empty();
    }
    return Optional.of(value);
  }

  /**
   * A choice that this version knows. What was written is lost by now: reading maps every value of
   * a newer version to one.
   */
  <T> Optional<T> known(String field, Optional<T> choice, String choices) {
    if (choice.isEmpty()) {
      refuse(field, "has a value that this version does not know: write one of " + choices);
    }
    return choice;
  }

  /** The number, when it is neither less nor more. */
  Optional<Integer> within(String field, int value, int least, int most) {
    if (value < least || value > most) {
      refuse(field, "%d is out of range: write one of %d to %d".formatted(value, least, most));
      return Optional.empty();
    }
    return Optional.of(value);
  }

  /** The duration, when it is neither shorter nor longer. */
  Optional<Duration> lasting(String field, String value, Duration shortest, Duration longest) {
    Optional<Duration> time = shaped(field, value, Shape.DURATION).flatMap(DurationParser::parse);
    if (time.isEmpty()) {
      return time;
    }
    if (time.orElseThrow().compareTo(shortest) < 0) {
      refuse(
          field,
          "%s is too short: write at least %s"
              .formatted(quote(value), DurationParser.spelled(shortest)));
      return Optional.empty();
    }
    if (time.orElseThrow().compareTo(longest) > 0) {
      refuse(
          field,
          "%s is too long: write at most %s"
              .formatted(quote(value), DurationParser.spelled(longest)));
      return Optional.empty();
    }
    return time;
  }

  /** The finished value, unless something is wrong. */
  <S> Parsed<S> orElse(Supplier<S> finished) {
    return problems.isEmpty()
        ? new Parsed.Valid<>(finished.get())
        : new Parsed.Invalid<>(ImmutableList.copyOf(problems));
  }

  static String quote(String value) {
    return "'" + Ascii.truncate(value, LONGEST_QUOTE, "…") + "'";
  }
}
