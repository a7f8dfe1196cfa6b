package io.vpcmesh.cli;

import io.vpcmesh.standalone.StateDirectory;
import java.nio.file.Path;

/** Opens the state directory of a daemon for reading. */
final class ReadState {

  /** What has to be known of a directory that no daemon works with. */
  static final String NO_DAEMON = "No daemon is running: this is what it wrote last.";

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
