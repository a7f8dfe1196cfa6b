package io.vpcmesh.standalone;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what is missing in a value that was read: JSON has nulls where our records have none. */
final class Whole {

  private Whole() {}

  /** The place of the first thing that is missing below a value, such as {@code name.kind}. */
  static Optional<String> missingIn(@Nullable Object value) {
    return missing(value, "").findFirst();
  }

  private static Stream<String> missing(@Nullable Object value, String place) {
    return switch (value) {
      case null -> Stream.of(place);
      case Optional<?> maybe -> maybe.stream().flatMap(it -> missing(it, place));
      case Collection<?> all -> all.stream().flatMap(it -> missing(it, place));
      case Map<?, ?> map -> map.values().stream().flatMap(it -> missing(it, place));
      case Record record ->
          Arrays.stream(record.getClass().getRecordComponents())
              .flatMap(component -> missing(record, component, place));
      default -> Stream.empty();
    };
  }

  private static Stream<String> missing(Record record, RecordComponent component, String place) {
    Object value = value(record, component);
    boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    return value == null && optional
        ? Stream.empty()
        : missing(value, place.isEmpty() ? component.getName() : place + "." + component.getName());
  }

  private static @Nullable Object value(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot look into " + record.getClass(), e);
    }
  }
}
