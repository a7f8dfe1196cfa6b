package io.vpcmesh.cli;

import io.vpcmesh.config.StateFlag;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

  DeploymentBook open() {
    LogLevel.unlessChosen("ERROR");
    return cluster
        ? new ClusterBook(Clusters.client())
        : new StateBook(ReadState.at(state.path(), spec));
  }
}
