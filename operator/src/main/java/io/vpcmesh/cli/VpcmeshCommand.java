package io.vpcmesh.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command without a verb: it only knows the verbs. */
@Command(
    name = "vpcmesh",
    description = "Connects services inside an AWS VPC.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      OperatorCommand.class,
      StandaloneCommand.class,
      PlanCommand.class,
      StatusCommand.class,
      CanCallCommand.class,
      DeploymentsCommand.class,
      PruneCommand.class,
      AcknowledgeCommand.class,
      VersionCommand.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  vpcmesh plan -f examples/shop --cloud simulated",
      "  vpcmesh standalone --manifests examples/shop --cloud simulated",
      "  vpcmesh status",
      "",
      "Exit codes: 0 fine, 2 changes are planned, 64 wrong usage, 74 a file cannot be",
      "read or written, 1 anything else. VPCMESH_DEBUG=1 shows stack traces,",
      "VPCMESH_LOG_LEVEL=DEBUG what is planned. can-call ends with 2 when it says no."
    })
final class VpcmeshCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
