package io.vpcmesh.manifest;

import com.fasterxml.jackson.databind.JsonNode;

/** Values as messages show them: on one line, and never long. */
final class Shown {
  private static final int LONGEST = 60;

  private Shown() {}

  static String value(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "a mapping";
      case ARRAY -> "a list";
      case STRING -> text(value.asText());
      default -> shortened(value.asText());
    };
  }

  static String text(String text) {
    return '"' + shortened(text) + '"';
  }

  static String shortened(String text) {
    String start = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    return onOneLine(start);
  }

  static String onOneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
