package io.vpcmesh.config;

import java.net.URI;
import java.util.Optional;

/** Which cloud to work with. */
public sealed interface CloudChoice {

  /** An AWS account in memory, kept in the state directory: to try things out. */
  record Simulated() implements CloudChoice {
    @Override
    public String toString() {
      return "simulated";
    }
  }

  /**
   * The real AWS.
   *
   * @param endpoint where to send requests instead
   */
  record Aws(Optional<URI> endpoint) implements CloudChoice {
    @Override
    public String toString() {
      return endpoint.map(url -> "aws at " + url).orElse("aws");
    }
  }
}
