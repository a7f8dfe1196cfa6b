package io.vpcmesh.cli;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.time.temporal.ChronoUnit.SECONDS;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cli.table.Table;
import io.vpcmesh.config.StateFlag;
import io.vpcmesh.standalone.StateDirectory;
import io.vpcmesh.standalone.directory.ManifestName;
import io.vpcmesh.standalone.directory.Orphans;
import io.vpcmesh.standalone.directory.Request;
import io.vpcmesh.standalone.directory.ResourceRecord;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lets go of what no manifest declares any more. */
@Command(
    name = "prune",
    description = {
      "Lists the resources that no manifest declares any more, and deletes them when that list is confirmed.",
      "",
      "The hash stands for the list: when it has changed meanwhile, nothing is deleted."
    },
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    footer = {
      "",
      "Examples:",
      "  vpcmesh prune --state /var/lib/vpcmesh",
      "  vpcmesh prune --state /var/lib/vpcmesh --confirm=1a2b3c4d5e6f",
      "",
      "Exit codes: 0 nothing is left to confirm, 2 there is something to prune, 1 the",
      "list is not the confirmed one any more, 64 wrong usage, 74 a file cannot be read."
    })
final class PruneCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private StateFlag state;

  @Option(
      names = "--confirm",
      arity = "0..1",
      fallbackValue = "",
      paramLabel = "HASH",
      description = "Delete the list that has this hash, and what it owns in AWS.")
  private @Nullable String confirmed;

  @Override
  public Integer call() throws InterruptedException {
    StateDirectory directory = ReadState.at(state.path(), spec);
    Orphans orphans = Orphans.among(directory.resources().readAll());
    if (orphans.records().isEmpty()) {
      out().println("Nothing to prune: every resource is declared in a manifest.");
      return ExitCode.FINE;
    }
    print(orphans);
    warn(directory.problems());
    if (confirmed == null || confirmed.isEmpty()) {
      out()
          .printf(
              "%nTo delete these, and what they own in AWS: vpcmesh prune --state %s --confirm=%s%n",
              state.path(), orphans.hash());
      return ExitCode.CHANGES_PLANNED;
    }
    out().println();
    out().println(DaemonRequest.send(directory, new Request.Prune(confirmed)));
    return ExitCode.FINE;
  }

  private void print(Orphans orphans) {
    ImmutableList<ImmutableList<String>> rows =
        orphans.records().stream().map(PruneCommand::row).collect(toImmutableList());
    new Table(ImmutableList.of("RESOURCE", "WAS IN", "GONE SINCE"), rows)
        .lines()
        .forEach(out()::println);
    orphans
        .leavers()
        .asMap()
        .forEach((namespace, endpoints) ->
            out()
                .printf(
                    "%nWithout the labels of %s these leave their mesh, and are deregistered:%n  %s%n",
                    namespace,
                    endpoints.stream().map(ManifestName::toString).collect(joining("\n  "))));
  }

  /** What is gone may only hide behind a fault. */
  private void warn(ImmutableList<String> problems) {
    PrintWriter error = spec.commandLine().getErr();
    problems.forEach(problem -> error.println("problem: " + problem));
    error.flush();
  }

  private static ImmutableList<String> row(ResourceRecord record) {
    return ImmutableList.of(
        record.name().toString(),
        record.file(),
        record.orphaned().map(gone -> gone.since().truncatedTo(SECONDS).toString()).orElse(""));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
