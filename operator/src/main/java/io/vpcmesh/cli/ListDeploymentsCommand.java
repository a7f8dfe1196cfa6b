package io.vpcmesh.cli;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cli.table.Table;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists deployments. */
@Command(
    name = "list",
    description = "Lists the deployments that are kept, the newest of each endpoint and mesh last.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class)
final class ListDeploymentsCommand implements Callable<Integer> {

  private static final ImmutableList<String> HEADING =
      ImmutableList.of("TARGET", "REV", "PHASE", "STEP", "FAILURES", "REASON", "AGE");

  @Spec private CommandSpec spec;

  @Mixin private DeploymentsWhere where;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAMESPACE",
      description = "Only those of this namespace.")
  private @Nullable String namespace;

  @Override
  public Integer call() {
    if (namespace != null && namespace.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--namespace is empty: name one, or leave it out to see all");
    }
    PrintWriter out = spec.commandLine().getOut();
    try (DeploymentBook book = where.open()) {
      ImmutableList<DeploymentEntry> entries = book.deployments(namespace);
      if (entries.isEmpty()) {
        out.println(nothing());
      } else {
        table(entries, InstantSource.system().instant()).lines().forEach(out::println);
      }
      DeploymentsWhere.caution(book, spec);
    }
    return ExitCode.FINE;
  }

  private String nothing() {
    return namespace == null
        ? "There are no deployments: no endpoint and no mesh was changed."
        : "There are no deployments in namespace %s: no endpoint and no mesh was changed there."
            .formatted(namespace);
  }

  static Table table(ImmutableList<DeploymentEntry> entries, Instant now) {
    return new Table(
        HEADING, entries.stream().map(entry -> row(entry, now)).collect(toImmutableList()));
  }

  private static ImmutableList<String> row(DeploymentEntry entry, Instant now) {
    return ImmutableList.of(
        entry.target(),
        String.valueOf(entry.spec().revision()),
        entry.phase(),
        entry.step(),
        entry.failures(),
        entry.reason(),
        entry.begun().map(begun -> Age.of(Duration.between(begun, now))).orElse(""));
  }
}
