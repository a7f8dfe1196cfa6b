package io.vpcmesh.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says which version this is. */
@Command(
    name = "version",
    description = "Says which version this is.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    footer = {"", "Example:", "  vpcmesh version"})
final class VersionCommand implements Runnable, IVersionProvider {

  @Spec private CommandSpec spec;

  /** The version of the jar; classes that come from a build folder have none. */
  static String version() {
    return Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  @Override
  public void run() {
    spec.commandLine().getOut().println("vpcmesh " + version());
  }

  @Override
  public String[] getVersion() {
    return new String[] {"vpcmesh " + version()};
  }
}
