package io.vpcmesh.cloud.aws;

import io.vpcmesh.model.Place;
import io.vpcmesh.model.RoleArn;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** Credentials of a role, asked for anew before they expire; says which role was refused. */
final class AssumedRole implements AwsCredentialsProvider {

  /** What CloudTrail shows of us beside the role. */
  private static final String SESSION = "vpcmesh";

  /** While this much is left the old ones are good, should STS not answer. */
  private static final Duration ASK_AHEAD = Duration.ofMinutes(10);

  private static final Duration TOO_OLD = Duration.ofMinutes(1);

  private final StsAssumeRoleCredentialsProvider source;
  private final RoleArn role;
  private final Place own;

  /**
   * The credentials of a role.
   *
   * @param own where STS is asked, with our own credentials
   */
  AssumedRole(StsClient sts, RoleArn role, Place own) {
    this.role = role;
    this.own = own;
    this.source =
        StsAssumeRoleCredentialsProvider.builder()
            .stsClient(sts)
            .refreshRequest(request -> request.roleArn(role.value()).roleSessionName(SESSION))
            .prefetchTime(ASK_AHEAD)
            .staleTime(TOO_OLD)
            .build();
  }

  @Override
  public AwsCredentials resolveCredentials() {
    try {
      return source.resolveCredentials();
    } catch (SdkException e) {
      throw NotAssumedException.refused(role, own, e);
    }
  }
}
