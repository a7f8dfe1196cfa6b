package io.vpcmesh.cli;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import io.vpcmesh.cli.table.Table;
import io.vpcmesh.config.StateFlag;
import io.vpcmesh.engine.codec.JournalJson;
import io.vpcmesh.standalone.StateDirectory;
import io.vpcmesh.standalone.directory.ManifestName.Kind;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what the daemon last said of its resources. */
@Command(
    name = "status",
    description = "Shows meshes and endpoints, and what is wrong with the manifest files.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    footer = {
      "",
      "Examples:",
      "  vpcmesh status",
      "  vpcmesh status --state /var/lib/vpcmesh -o wide",
      "  vpcmesh status shop/orders -o yaml"
    })
final class StatusCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private StateFlag state;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "Only resources of this name, or NAMESPACE/NAME.")
  private @Nullable String name;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|wide|json|yaml",
      defaultValue = "table",
      description = "Default: table.")
  private Output output;

  /** How to print. */
  enum Output {
    table,
    wide,
    json,
    yaml
  }

  @Override
  public Integer call() throws JsonProcessingException {
    StateDirectory directory = ReadState.at(state.path(), spec);
    DeclaredResources resources = new DeclaredResources(directory);
    ImmutableList<JsonNode> meshes = resources.of(Kind.MESH, name);
    ImmutableList<JsonNode> endpoints = resources.of(Kind.ENDPOINT, name);
    if (name != null && meshes.isEmpty() && endpoints.isEmpty()) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "there is no mesh or endpoint %s in %s: run 'vpcmesh status' to see all"
              .formatted(name, state.path()));
    }
    switch (output) {
      case table -> print(tables(meshes, endpoints, false), directory);
      case wide -> print(tables(meshes, endpoints, true), directory);
      case json -> out().println(mapper().writeValueAsString(list(meshes, endpoints)));
      case yaml -> out().print(yaml(list(meshes, endpoints)));
    }
    out().flush();
    return ExitCode.FINE;
  }

  private static ImmutableList<Table> tables(
      ImmutableList<JsonNode> meshes, ImmutableList<JsonNode> endpoints, boolean wide) {
    Instant now = InstantSource.system().instant();
    return Stream.of(
            PrinterColumns.of("servicemeshes", wide).table(meshes, now),
            PrinterColumns.of("serviceendpoints", wide).table(endpoints, now))
        .filter(table -> !table.rows().isEmpty())
        .collect(toImmutableList());
  }

  private void print(ImmutableList<Table> tables, StateDirectory directory) {
    String line = System.lineSeparator();
    out()
        .println(
            tables.isEmpty()
                ? "No meshes and no endpoints are declared."
                : tables.stream()
                    .map(table -> String.join(line, table.lines()))
                    .collect(Collectors.joining(line + line)));
    printProblems(directory);
  }

  private void printProblems(StateDirectory directory) {
    if (!directory.problems().isEmpty()) {
      out().println();
      out().println("Problems:");
      directory.problems().forEach(problem -> out().println("  " + problem));
    }
    if (!directory.isInUse()) {
      out().flush();
      PrintWriter error = spec.commandLine().getErr();
      error.println(ReadState.NO_DAEMON);
      error.flush();
    }
  }

  private static ObjectNode list(
      ImmutableList<JsonNode> meshes, ImmutableList<JsonNode> endpoints) {
    ObjectNode list = mapper().createObjectNode();
    list.put("apiVersion", "v1");
    list.put("kind", "List");
    list.putArray("items").addAll(meshes).addAll(endpoints);
    return list;
  }

  private static String yaml(ObjectNode list) {
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            // What other readers would take for a boolean, such as True, is put in quotes.
            .setSchema(new CoreSchema())
            .build();
    return new Dump(settings).dumpToString(mapper().convertValue(list, Object.class));
  }

  private static ObjectMapper mapper() {
    return JournalJson.mapper();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
