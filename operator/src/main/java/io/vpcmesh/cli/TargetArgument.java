package io.vpcmesh.cli;

import com.google.common.base.Splitter;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What a deployment changes, as it is written on the command line. */
final class TargetArgument {

  /** How it is shown in the help. */
  static final String LABEL = "[mesh/]NAMESPACE/NAME";

  private static final String MESH = "mesh";
  private static final String ENDPOINT = "endpoint";

  /** How what is meant is named. */
  static final String FORMS = "an endpoint is named NAMESPACE/NAME, and a mesh mesh/NAMESPACE/NAME";

  private TargetArgument() {}

  /** Reads {@code NAMESPACE/NAME}, an endpoint, or {@code mesh/NAMESPACE/NAME}, a mesh. */
  static Key key(CommandSpec command, String text) {
    return key(text)
        .orElseThrow(() ->
            new ParameterException(command.commandLine(), "%s, not '%s'".formatted(FORMS, text)));
  }

  /** The reverse of {@link Key#argument()}, with the kind or without; absent when it is neither. */
  static Optional<Key> key(String text) {
    List<String> parts = Splitter.on('/').splitToList(text);
    if (parts.stream().anyMatch(String::isEmpty)) {
      return Optional.empty();
    }
    return switch (parts.size()) {
      case 2 -> Optional.of(EndpointKey.of(parts.getFirst(), parts.getLast()));
      case 3 -> ofKind(parts.getFirst(), parts.get(1), parts.getLast());
      default -> Optional.empty();
    };
  }

  private static Optional<Key> ofKind(String kind, String namespace, String name) {
    return switch (kind) {
      case MESH -> Optional.of(MeshId.of(namespace, name));
      case ENDPOINT -> Optional.of(EndpointKey.of(namespace, name));
      default -> Optional.empty();
    };
  }
}
