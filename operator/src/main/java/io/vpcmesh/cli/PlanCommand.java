package io.vpcmesh.cli;

import io.vpcmesh.config.CloudChoice;
import io.vpcmesh.config.CloudFlags;
import io.vpcmesh.config.NamedDirectory;
import io.vpcmesh.config.ReachFlags;
import io.vpcmesh.engine.Loop;
import io.vpcmesh.model.Reach;
import io.vpcmesh.runtime.ThreadLoop;
import io.vpcmesh.runtime.VirtualLoop;
import io.vpcmesh.standalone.ManifestDirectory;
import io.vpcmesh.standalone.Preview;
import io.vpcmesh.standalone.StateDirectory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what would be changed. */
@Command(
    name = "plan",
    description = {
      "Shows the exact changes that a daemon would make for a directory of manifests, against what exists. Nothing is written.",
      "",
      "With --state the plan is that of this daemon; without, that of a new one."
    },
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    footer = {
      "",
      "Examples:",
      "  vpcmesh plan -f examples/shop --cloud simulated",
      "  vpcmesh plan -f /srv/mesh --state /var/lib/vpcmesh -o json",
      "",
      "Exit codes: 0 no changes, 2 changes are planned, 1 something is wrong with a",
      "manifest or AWS cannot be asked, 64 wrong usage, 74 a file cannot be read."
    })
final class PlanCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration VIRTUAL_PATIENCE = Duration.ofMinutes(30);

  @Spec private CommandSpec spec;

  @Option(
      names = {"-f", "--manifests"},
      required = true,
      paramLabel = "DIR",
      description = "Directory of manifests.")
  private Path manifests;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      converter = NamedDirectory.class,
      description = "State directory of the daemon whose next steps are wanted.")
  private @Nullable Path state;

  @Mixin private CloudFlags cloud;

  @Mixin private ReachFlags reachFlags;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "text|json",
      defaultValue = "text",
      description = "Default: text.")
  private Output output;

  /** How to print. */
  enum Output {
    text,
    json
  }

  @Override
  public Integer call() throws InterruptedException {
    LogLevel.unlessChosen("ERROR");
    CloudChoice choice = cloud.choice();
    Reach reach = reachFlags.reach();
    Optional<StateDirectory> known =
        Optional.ofNullable(state).map(path -> ReadState.at(path, spec));
    Preview.Result result =
        switch (choice) {
          case CloudChoice.Simulated _ -> simulated(choice, reach, known);
          case CloudChoice.Aws _ -> real(choice, reach, known);
        };
    PrintedPlan plan = new PrintedPlan(result);
    switch (output) {
      case text -> print(plan);
      case json -> out().println(plan.json());
    }
    out().flush();
    if (!result.problems().isEmpty()) {
      return ExitCode.FAILED;
    }
    return result.changes().isEmpty() ? ExitCode.FINE : ExitCode.CHANGES_PLANNED;
  }

  /** What is simulated needs no time of ours. */
  private Preview.Result simulated(
      CloudChoice choice, Reach reach, Optional<StateDirectory> known) {
    VirtualLoop loop = new VirtualLoop(InstantSource.system().instant());
    OpenCloud open = Clouds.look(choice, reach, known.map(StateDirectory::files), loop::now);
    Preview preview = preview(reach, known, open, loop);
    loop.runUntil(preview::isDone, VIRTUAL_PATIENCE);
    return preview.result();
  }

  private Preview.Result real(CloudChoice choice, Reach reach, Optional<StateDirectory> known)
      throws InterruptedException {
    InstantSource clock = InstantSource.system();
    OpenCloud open = Clouds.look(choice, reach, Optional.empty(), clock);
    PlanWatch watch = new PlanWatch(PATIENCE);
    try (ThreadLoop loop = new ThreadLoop(clock, Duration.ofSeconds(5), watch::failed)) {
      Preview preview = preview(reach, known, open, loop);
      watch.await(preview, loop);
      return preview.result();
    } finally {
      open.close().run();
    }
  }

  private Preview preview(Reach reach, Optional<StateDirectory> known, OpenCloud open, Loop loop) {
    return new Preview(
        new Preview.Parts(new ManifestDirectory(manifests), known, open.cloud(), reach), loop);
  }

  private void print(PrintedPlan plan) {
    plan.lines().forEach(out()::println);
    out().flush();
    PrintWriter error = spec.commandLine().getErr();
    plan.problems().forEach(problem -> error.println("problem: " + problem));
    error.flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
