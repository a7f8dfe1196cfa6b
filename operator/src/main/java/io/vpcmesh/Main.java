package io.vpcmesh;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the runnable jar. */
@Command(
    name = "vpcmesh",
    mixinStandardHelpOptions = true,
    description = "Connects services in a VPC.")
public final class Main {

  private Main() {}

  /** Runs the command that the arguments name and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }
}
