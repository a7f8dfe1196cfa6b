package io.vpcmesh.cli;

import io.vpcmesh.standalone.StateDirectory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** Opens the state directory of a daemon for reading. */
final class ReadState {

  /** What has to be known of a directory that no daemon works with. */
  static final String NO_DAEMON = "No daemon is running: this is what it wrote last.";

  private ReadState() {}

  /** What cannot be used of it and need not be is told to who called the command, once. */
  static StateDirectory at(Path path, CommandSpec command) {
    PrintWriter error = command.commandLine().getErr();
    Set<String> told = new HashSet<>();
    return StateDirectory.look(
            path,
            passedOver -> {
              if (told.add(passedOver)) {
                error.println("vpcmesh: " + passedOver);
                error.flush();
              }
            })
        .orElseThrow(() ->
            new CommandFailure(
                ExitCode.IO,
                "%s is no state directory of a daemon: name the right one with --state, or start a daemon with 'vpcmesh standalone'"
                    .formatted(path)));
  }
}
