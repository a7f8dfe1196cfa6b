package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One line of a saved cloud in the making: fields between tabs, each percent-encoded. */
final class Row {

  static final char SEPARATOR = '\t';

  private final StringBuilder line;

  Row(String kind) {
    this.line = new StringBuilder(kind);
  }

  Row text(Object value) {
    line.append(SEPARATOR).append(URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
    return this;
  }

  /** Absent is the empty field: no optional value of ours is an empty text. */
  Row maybe(Optional<?> value) {
    return text(value.map(Object::toString).orElse(""));
  }

  /** A map ends its row. */
  Row rest(ImmutableMap<String, String> map) {
    map.forEach((key, value) -> text(key).text(value));
    return this;
  }

  String line() {
    return line.toString();
  }
}
