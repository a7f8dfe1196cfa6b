package io.vpcmesh.cli;

import com.google.common.base.Splitter;
import io.vpcmesh.model.EndpointKey;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** An endpoint, as it is written on the command line. */
final class EndpointArgument {

  private EndpointArgument() {}

  /**
   * Reads {@code NAMESPACE/NAME}.
   *
   * @param subject begins the refusal: {@code FROM is}
   */
  static EndpointKey key(CommandSpec command, String subject, String text) {
    List<String> parts = Splitter.on('/').splitToList(text);
    if (parts.size() != 2 || parts.stream().anyMatch(String::isEmpty)) {
      throw new ParameterException(
          command.commandLine(), "%s NAMESPACE/NAME, not '%s'".formatted(subject, text));
    }
    return EndpointKey.of(parts.getFirst(), parts.getLast());
  }
}
