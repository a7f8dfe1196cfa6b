package io.vpcmesh.config;

import io.vpcmesh.model.SafeText;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
        "The real AWS, or a simulated account that lives in the state directory.",
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
    return switch (cloud) {
      case "aws" -> new CloudChoice.Aws(Optional.ofNullable(endpoint).map(this::url));
      case "simulated" -> simulated();
      default -> throw refusal("--cloud is 'simulated' or 'aws', not '%s'".formatted(cloud));
    };
  }

  private CloudChoice simulated() {
    if (endpoint != null) {
      throw refusal("--endpoint-url has no meaning with --cloud simulated: leave one of them out");
    }
    return new CloudChoice.Simulated();
  }

  private URI url(String text) {
    try {
      URI url = URI.create(text);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (http && url.getHost() != null && url.getUserInfo() == null) {
        return url;
      }
    } catch (IllegalArgumentException notEvenAUri) {
      throw refusal(badUrl(text));
    }
    throw refusal(badUrl(text));
  }

  private static String badUrl(String text) {
    return "--endpoint-url is http://HOST:PORT or https://HOST, not '%s'"
        .formatted(SafeText.of(text));
  }

  private ParameterException refusal(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
