package io.vpcmesh.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Explains a command, also one of a group, such as {@code deployments watch}. */
@Command(name = "help", description = "Explains a command.", helpCommand = true)
final class HelpCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "The command, in as many words as it has.")
  private List<String> words = new ArrayList<>();

  @Override
  public void run() {
    CommandLine explained = spec.commandLine().getParent();
    for (String word : words) {
      CommandLine next = explained.getSubcommands().get(word);
      if (next == null) {
        throw new UnmatchedArgumentException(explained, List.of(word));
      }
      explained = next;
    }
    explained.usage(spec.commandLine().getOut(), explained.getColorScheme());
  }
}
