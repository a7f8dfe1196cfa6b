package io.vpcmesh.cloud.aws;

import io.vpcmesh.model.Reach;
import io.vpcmesh.model.SafeText;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How to reach AWS, whatever the Region.
 *
 * @param version of this program, for the user agent
 * @param endpoint where to send requests; empty: wherever AWS_ENDPOINT_URL, the profile or the
 *     Region says
 * @param keys what to sign with; empty: whatever the SDK's default chain finds
 * @param reach where it may act, and as whom
 * @param timeout after which a call is given up
 */
public record AwsConnection(
    String version,
    Optional<URI> endpoint,
    Optional<AccessKey> keys,
    Reach reach,
    Duration timeout) {

  /** What the cloud ports promise. */
  public static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(4);

  public AwsConnection {
    if (!timeout.isPositive() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "a call to AWS may take more than 0 and at most 4 seconds, got " + timeout);
    }
    endpoint.ifPresent(AwsConnection::requireHttp);
  }

  /** AWS as the environment of this process describes it. */
  public static AwsConnection ofEnvironment(String version) {
    return new AwsConnection(
        version, Optional.empty(), Optional.empty(), Reach.DEFAULT, LONGEST_TIMEOUT);
  }

  public AwsConnection at(URI other) {
    return new AwsConnection(version, Optional.of(other), keys, reach, timeout);
  }

  public AwsConnection signedWith(AccessKey key) {
    return new AwsConnection(version, endpoint, Optional.of(key), reach, timeout);
  }

  public AwsConnection reaching(Reach other) {
    return new AwsConnection(version, endpoint, keys, other, timeout);
  }

  public AwsConnection givingUpAfter(Duration other) {
    return new AwsConnection(version, endpoint, keys, reach, other);
  }

  private static void requireHttp(URI endpoint) {
    boolean http = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
    if (!http || endpoint.getHost() == null || endpoint.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "an AWS endpoint is http://HOST:PORT or https://HOST, got '%s'"
              .formatted(SafeText.of(endpoint.toString())));
    }
  }

  /** A long-lived access key; its secret stays out of logs. */
  public record AccessKey(String id, String secret) {
    @Override
    public String toString() {
      return "access key " + id;
    }
  }
}
