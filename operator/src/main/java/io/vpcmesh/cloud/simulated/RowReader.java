package io.vpcmesh.cloud.simulated;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;

/** Reads the fields of a {@link Row} one after the other. */
final class RowReader {

  private final String line;
  private final Iterator<String> fields;

  RowReader(String line) {
    this.line = line;
    this.fields = Splitter.on(Row.SEPARATOR).split(line).iterator();
  }

  String text() {
    if (!fields.hasNext()) {
      throw new IllegalArgumentException("a saved cloud has a line cut off: '" + line + "'");
    }
    return URLDecoder.decode(fields.next(), StandardCharsets.UTF_8);
  }

  Optional<String> maybe() {
    return Optional.of(text()).filter(text -> !text.isEmpty());
  }

  long number() {
    return Long.parseLong(text());
  }

  Instant instant() {
    return Instant.parse(text());
  }

  <E extends Enum<E>> E word(Class<E> words) {
    return Enum.valueOf(words, text());
  }

  ImmutableMap<String, String> rest() {
    ImmutableMap.Builder<String, String> map = ImmutableMap.builder();
    while (fields.hasNext()) {
      map.put(text(), text());
    }
    return map.buildOrThrow();
  }
}
