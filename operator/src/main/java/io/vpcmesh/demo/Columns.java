package io.vpcmesh.demo;

import com.google.common.base.Strings;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of words as lines in which each column is as wide as its widest word. */
final class Columns {

  private static final int GAP = 3;

  private Columns() {}

  static List<String> of(List<List<String>> rows) {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths =
        IntStream.range(0, columns)
            .map(column ->
                rows.stream()
                    .filter(row -> row.size() > column)
                    .mapToInt(row -> row.get(column).length())
                    .max()
                    .orElse(0))
            .toArray();
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      line.append(Strings.padEnd(row.get(column), widths[column] + GAP, ' '));
    }
    return line.toString().stripTrailing();
  }
}
