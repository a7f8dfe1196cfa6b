package io.vpcmesh;

import io.vpcmesh.cli.CommandLines;

/** Entry point of the runnable jar. */
public final class Main {

  private Main() {}

  /** Runs the command that the arguments name and exits with its code. */
  public static void main(String[] arguments) {
    boolean debug = "1".equals(System.getenv("VPCMESH_DEBUG"));
    System.exit(CommandLines.create(debug).execute(arguments));
  }
}
