package io.vpcmesh.cli;

import io.vpcmesh.config.StateFlag;
import java.io.PrintWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The flags that say whose deployments are meant. */
final class DeploymentsWhere {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private StateFlag state;

  @Option(
      names = "--cluster",
      description = "In the Kubernetes cluster of the current kubeconfig context.")
  private boolean cluster;

  /** Says what has to be known of what was printed, and says it where programs do not read. */
  static void caution(DeploymentBook book, CommandSpec command) {
    command.commandLine().getOut().flush();
    PrintWriter error = command.commandLine().getErr();
    book.caution().ifPresent(error::println);
    error.flush();
  }

  DeploymentBook open() {
    if (cluster && spec.commandLine().getParseResult().hasMatchedOption(StateFlag.NAME)) {
      throw new ParameterException(
          spec.commandLine(), "--state and --cluster name two places: leave one of them out");
    }
    LogLevel.unlessChosen("ERROR");
    return cluster
        ? new ClusterBook(Clusters.client())
        : new StateBook(ReadState.at(state.path(), spec));
  }
}
