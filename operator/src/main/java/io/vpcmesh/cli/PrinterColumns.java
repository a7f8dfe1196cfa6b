package io.vpcmesh.cli;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.io.Resources;
import io.vpcmesh.cli.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The columns that kubectl shows, taken from the same definition. */
final class PrinterColumns {

  private static final Pattern CONDITION =
      Pattern.compile("\\.status\\.conditions\\[\\?\\(@\\.type==\"(\\w+)\"\\)]\\.(\\w+)");

  private final ImmutableList<PrinterColumn> columns;

  private PrinterColumns(ImmutableList<PrinterColumn> columns) {
    this.columns = columns;
  }

  private record PrinterColumn(String name, String type, String path) {}

  /**
   * The columns of a custom resource.
   *
   * @param plural its plural name
   * @param wide whether those of low priority are shown, too
   */
  static PrinterColumns of(String plural, boolean wide) {
    JsonNode columns = definition(plural).at("/spec/versions/0/additionalPrinterColumns");
    return new PrinterColumns(
        columns
            .valueStream()
            .filter(column -> wide || column.path("priority").asInt() == 0)
            .map(column ->
                new PrinterColumn(
                    column.path("name").asText(),
                    column.path("type").asText(),
                    column.path("jsonPath").asText()))
            .collect(toImmutableList()));
  }

  Table table(List<JsonNode> resources, Instant now) {
    return new Table(
        Stream.concat(
                Stream.of("NAMESPACE", "NAME"),
                columns.stream().map(column -> Ascii.toUpperCase(column.name())))
            .collect(toImmutableList()),
        resources.stream().map(resource -> row(resource, now)).collect(toImmutableList()));
  }

  private ImmutableList<String> row(JsonNode resource, Instant now) {
    JsonNode metadata = resource.path("metadata");
    return Stream.concat(
            Stream.of(metadata.path("namespace").asText(), metadata.path("name").asText()),
            columns.stream().map(column -> cell(resource, column, now)))
        .collect(toImmutableList());
  }

  private static String cell(JsonNode resource, PrinterColumn column, Instant now) {
    String text = value(resource, column.path()).asText();
    return column.type().equals("date") && !text.isEmpty()
        ? Age.of(Duration.between(Instant.parse(text), now))
        : text;
  }

  /** Enough of JSONPath for printer columns: fields, and a condition by its type. */
  private static JsonNode value(JsonNode resource, String path) {
    Matcher condition = CONDITION.matcher(path);
    if (!condition.matches()) {
      return resource.at(path.replace('.', '/'));
    }
    return resource
        .at("/status/conditions")
        .valueStream()
        .filter(each -> each.path("type").asText().equals(condition.group(1)))
        .map(each -> each.path(condition.group(2)))
        .findFirst()
        .orElseGet(() -> resource.path("absent"));
  }

  private static JsonNode definition(String plural) {
    String file = "/io/vpcmesh/crds/vpcmesh.io_" + plural + ".yaml";
    try {
      String text =
          Resources.toString(
              Resources.getResource(PrinterColumns.class, file), StandardCharsets.UTF_8);
      return new ObjectMapper()
          .valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
