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

/** Waits for what becomes of what is declared. */
@Command(
    name = "watch",
    description = {
      "Waits until what is declared of an endpoint or a mesh runs, or is known not to.",
      "",
      "What was declared and not seen yet is waited for: in a cluster until the operator has seen the generation, and with --state until the daemon has read the manifest files as they are. Where the files cannot be seen from here, such as beside a daemon in a container, wait some seconds before."
    },
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    footer = {
      "",
      "Exit codes: 0 what is declared runs, 1 it was rolled back, rejected or halted, or is",
      "refused, 2 time is up, 3 a newer change took its place, 64 wrong usage."
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
              new DeploymentWatch.Voice(
                  line -> print(out, line), line -> print(spec.commandLine().getErr(), line)))
          .follow(patience);
    }
  }

  private static void print(PrintWriter to, String line) {
    to.println(line);
    to.flush();
  }

  private Duration patience() {
    try {
      Duration time = Duration.parse("PT" + timeout.toUpperCase(Locale.ROOT));
      if (time.isNegative()) {
        throw noTime();
      }
      return time;
    } catch (DateTimeParseException _) {
      throw noTime();
    }
  }

  private ParameterException noTime() {
    return new ParameterException(
        spec.commandLine(),
        "--timeout is a time such as 90s or 1h30m, not '%s'".formatted(timeout));
  }
}
