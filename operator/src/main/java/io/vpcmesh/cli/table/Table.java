package io.vpcmesh.cli.table;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;

/** Rows under a heading, each column as wide as it has to be. */
public record Table(ImmutableList<String> heading, ImmutableList<ImmutableList<String>> rows) {

  private static final int GAP = 3;

  /** One line for the heading and one for each row. */
  public ImmutableList<String> lines() {
    TextTable table =
        TextTable.forColumns(
            Help.defaultColorScheme(Ansi.OFF),
            IntStream.range(0, heading.size()).mapToObj(this::column).toArray(Column[]::new));
    cells().forEach(row -> table.addRowValues(row.toArray(String[]::new)));
    return table.toString().lines().map(String::stripTrailing).collect(toImmutableList());
  }

  private Column column(int index) {
    int widest = cells().mapToInt(row -> row.get(index).length()).max().orElse(0);
    return new Column(widest + GAP, 0, Column.Overflow.TRUNCATE);
  }

  private Stream<ImmutableList<String>> cells() {
    return Stream.concat(Stream.of(heading), rows.stream());
  }
}
