package io.vpcmesh.manifest;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a file between two {@code ---} lines.
 *
 * <p>Parsed one by one, so that a syntax error in one document leaves the others readable.
 *
 * @param firstLine the line of the file on which it begins, from 1
 */
record YamlChunk(int firstLine, String text) {

  static ImmutableList<YamlChunk> split(String file) {
    ImmutableList.Builder<YamlChunk> chunks = ImmutableList.builder();
    List<String> open = new ArrayList<>();
    int first = 1;
    int line = 0;
    for (String text : file.split("\n", -1)) {
      line++;
      if (isMarker(text)) {
        chunks.add(new YamlChunk(first, String.join("\n", open)));
        open.clear();
        first = line;
      }
      open.add(text);
    }
    return chunks.add(new YamlChunk(first, String.join("\n", open))).build();
  }

  /** At the start of a line these three dashes mean nothing else in YAML. */
  private static boolean isMarker(String line) {
    return line.startsWith("---") && (line.length() == 3 || Character.isWhitespace(line.charAt(3)));
  }

  /** Blank lines, comments and directives make no document. */
  boolean isEmpty() {
    return text.lines()
        .map(String::strip)
        .allMatch(line ->
            line.isEmpty() || line.equals("---") || line.startsWith("#") || line.startsWith("%"));
  }
}
