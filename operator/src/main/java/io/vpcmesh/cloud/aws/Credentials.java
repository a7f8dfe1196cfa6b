package io.vpcmesh.cloud.aws;

import io.vpcmesh.cloud.aws.AwsConnection.AccessKey;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Credentials of another source; when it has none, says what to set. */
final class Credentials implements AwsCredentialsProvider {

  private final AwsCredentialsProvider source;

  Credentials(AwsCredentialsProvider source) {
    this.source = source;
  }

  static Credentials of(AwsConnection connection) {
    return new Credentials(
        connection
            .keys()
            .<AwsCredentialsProvider>map(Credentials::ofKey)
            .orElseGet(() -> DefaultCredentialsProvider.builder().build()));
  }

  @Override
  public AwsCredentials resolveCredentials() {
    try {
      return source.resolveCredentials();
    } catch (SdkClientException e) {
      throw new MissingCredentialsException(e);
    }
  }

  private static AwsCredentialsProvider ofKey(AccessKey key) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret()));
  }
}
