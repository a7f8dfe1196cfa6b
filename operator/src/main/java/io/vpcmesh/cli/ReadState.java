package io.vpcmesh.cli;

import io.vpcmesh.standalone.StateDirectory;
import java.nio.file.Path;

/** Opens the state directory of a daemon for reading. */
final class ReadState {

  private ReadState() {}

  static StateDirectory at(Path path) {
    return StateDirectory.look(path)
        .orElseThrow(() ->
            new CommandFailure(
                ExitCode.IO,
                "%s is no state directory of a daemon: name the right one with --state, or start a daemon with 'vpcmesh standalone'"
                    .formatted(path)));
  }
}
