package io.vpcmesh.cli;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;

/** Rows under a heading, each column as wide as it has to be. */
record Table(ImmutableList<String> heading, ImmutableList<ImmutableList<String>> rows) {

  private static final int GAP = 3;

  String text() {
    TextTable table =
        TextTable.forColumns(
            Help.defaultColorScheme(Ansi.OFF),
            IntStream.range(0, heading.size()).mapToObj(this::column).toArray(Column[]::new));
    lines().forEach(line -> table.addRowValues(line.toArray(String[]::new)));
    return table.toString().lines().map(String::stripTrailing).collect(toImmutableList()).stream()
        .reduce("", (text, line) -> text + line + System.lineSeparator());
  }

  private Column column(int index) {
    int widest = lines().mapToInt(line -> line.get(index).length()).max().orElse(0);
    return new Column(widest + GAP, 0, Column.Overflow.TRUNCATE);
  }

  private Stream<ImmutableList<String>> lines() {
    return Stream.concat(Stream.of(heading), rows.stream());
  }
}
