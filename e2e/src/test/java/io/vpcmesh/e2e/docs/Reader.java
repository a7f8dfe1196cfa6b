package io.vpcmesh.e2e.docs;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.process.Command;
import io.vpcmesh.process.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Somebody who types all commands of a page into one shell, and gives up at the first that fails.
 *
 * @param directory where the shell is
 * @param notes an empty folder
 */
record Reader(Path directory, ImmutableMap<String, String> environment, Path notes) {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration MORE_THAN_THAT = PATIENCE.plusMinutes(1);

  /**
   * What came of it.
   *
   * @param printed by each block of commands
   */
  record Experience(Told shell, ImmutableList<String> printed) {}

  Experience follow(List<String> commands) throws IOException {
    // The program signals all that its child started, so that no server outlives the shell.
    Told shell =
        Command.of(
                MORE_THAN_THAT,
                "timeout",
                "--kill-after=10",
                PATIENCE.toSeconds(),
                "bash",
                "-euo",
                "pipefail",
                "-c",
                script(commands))
            .within(environment)
            .run();
    return new Experience(shell, printed(commands.size()));
  }

  /** The blocks share a shell and with it variables and jobs, but not the output. */
  private String script(List<String> commands) {
    StringBuilder script = new StringBuilder();
    script.append("trap 'kill $(jobs -p) 2> /dev/null || true' EXIT\n");
    script.append("cd '").append(directory.toAbsolutePath()).append("'\n");
    for (int block = 0; block < commands.size(); block++) {
      script
          .append("{\n")
          .append(commands.get(block))
          .append("} > '")
          .append(note(block))
          .append("' 2>&1\n");
    }
    return script.toString();
  }

  private ImmutableList<String> printed(int blocks) throws IOException {
    ImmutableList.Builder<String> printed = ImmutableList.builder();
    for (int block = 0; block < blocks; block++) {
      printed.add(Files.exists(note(block)) ? Files.readString(note(block)) : "(not run)\n");
    }
    return printed.build();
  }

  private Path note(int block) {
    return notes.toAbsolutePath().resolve("block-" + block);
  }
}
