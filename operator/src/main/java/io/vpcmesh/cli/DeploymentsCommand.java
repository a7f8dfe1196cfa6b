package io.vpcmesh.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Changes on their way: what became of them, and what a person may ask for. */
@Command(
    name = "deployments",
    description = {
      "Shows what became of changes of endpoints and meshes, and has a say in them.",
      "",
      "A change of an endpoint is a deployment: it is prepared, switched, watched, and completed or taken back as a whole. A change of a mesh is one deployment of all its endpoints."
    },
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ListDeploymentsCommand.class,
      ShowDeploymentCommand.class,
      WatchDeploymentCommand.class,
      DeploymentVerb.Retry.class,
      DeploymentVerb.Abort.class,
      DeploymentVerb.Promote.class,
      DeploymentVerb.Pause.class,
      DeploymentVerb.Undo.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  vpcmesh deployments list --cluster",
      "  vpcmesh deployments show shop/orders --state /var/lib/vpcmesh",
      "  vpcmesh deployments retry shop/orders --cluster",
      "  vpcmesh deployments abort mesh/shop/shop --cluster",
      "  vpcmesh deployments watch shop/orders --cluster --timeout 10m"
    })
final class DeploymentsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
