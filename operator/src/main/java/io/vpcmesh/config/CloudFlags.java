package io.vpcmesh.config;

import io.vpcmesh.model.SafeText;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The flags that choose a cloud. */
public final class CloudFlags {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--cloud",
      paramLabel = "simulated|aws",
      defaultValue = "${env:VPCMESH_CLOUD:-aws}",
      description = {
        "The real AWS, or a simulated account, which 'vpcmesh standalone' keeps in its state",
        "directory and 'vpcmesh operator' does not offer.",
        "Default: aws. Environment: VPCMESH_CLOUD."
      })
  private String cloud;

  @Option(
      names = "--endpoint-url",
      paramLabel = "URL",
      description = {
        "Send AWS requests here, for example to a test server; only with --cloud aws.",
        "Environment: AWS_ENDPOINT_URL."
      })
  private @Nullable String endpoint;

  /** What was chosen. */
  public CloudChoice choice() {
    return choice(command.commandLine(), cloud, endpoint);
  }

  /** What these words choose, or a refusal that names the flag. */
  public static CloudChoice choice(CommandLine command, String cloud, @Nullable String endpoint) {
    return switch (cloud) {
      case "aws" ->
          new CloudChoice.Aws(Optional.ofNullable(endpoint).map(text -> url(command, text)));
      case "simulated" -> simulated(command, endpoint);
      default ->
          throw new ParameterException(
              command, "--cloud is 'simulated' or 'aws', not '%s'".formatted(cloud));
    };
  }

  private static CloudChoice simulated(CommandLine command, @Nullable String endpoint) {
    if (endpoint != null) {
      throw new ParameterException(
          command, "--endpoint-url has no meaning with --cloud simulated: leave one of them out");
    }
    return new CloudChoice.Simulated();
  }

  private static URI url(CommandLine command, String text) {
    return uri(text)
        .filter(uri -> "http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
        .filter(uri -> uri.getHost() != null && uri.getUserInfo() == null)
        .orElseThrow(() ->
            new ParameterException(
                command,
                "--endpoint-url is http://HOST:PORT or https://HOST, not '%s'"
                    .formatted(SafeText.of(text))));
  }

  private static Optional<URI> uri(String text) {
    try {
      return Optional.of(URI.create(text));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }
}
