package io.vpcmesh.cli;

import io.vpcmesh.model.Key;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Follows a deployment to its end. */
@Command(
    name = "watch",
    description = "Follows the newest deployment of an endpoint or a mesh to its end.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    footer = {
      "",
      "Exit codes: 0 completed, 1 rolled back, rejected or halted, or something else is",
      "wrong, 2 time is up, 3 a newer change took its place, 64 wrong usage."
    })
final class WatchDeploymentCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private DeploymentsWhere where;

  @Parameters(paramLabel = TargetArgument.LABEL, description = "The endpoint or the mesh.")
  private String target;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "30m",
      description = "How long to watch, such as 90s or 1h30m. Default: 30m.")
  private String timeout;

  @Override
  public Integer call() throws InterruptedException {
    Key key = TargetArgument.key(spec, target);
    Duration patience = patience();
    PrintWriter out = spec.commandLine().getOut();
    try (DeploymentBook book = where.open()) {
      return new DeploymentWatch(
              book,
              key,
              InstantSource.system(),
              Thread::sleep,
              line -> {
                out.println(line);
                out.flush();
              })
          .follow(patience);
    }
  }

  private Duration patience() {
    try {
      return Duration.parse("PT" + timeout.toUpperCase(Locale.ROOT));
    } catch (DateTimeParseException wrong) {
      throw new ParameterException(
          spec.commandLine(),
          "--timeout is a time such as 90s or 1h30m, not '%s'".formatted(timeout),
          wrong);
    }
  }
}
