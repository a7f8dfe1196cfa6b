package io.vpcmesh.cloud.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure.AwsError;
import io.vpcmesh.model.AwsFailure.Denied;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

class CredentialsTest {

  @Test
  void withoutCredentialsNothingIsSentAndTheWayOutIsTold() throws IOException {
    try (StubbedAws aws = StubbedAws.answering(200, "{}");
        StsClient sts = stsWithoutCredentials(aws.endpoint())) {
      AwsException thrown =
          catchThrowableOfType(
              AwsException.class, () -> new SdkSts(sts, AwsConnection.LONGEST_TIMEOUT).accountId());

      assertThat(thrown.failure())
          .isEqualTo(
              new Denied(
                  new AwsError(
                      AwsAction.GET_CALLER_IDENTITY,
                      "NoCredentials",
                      "there are no AWS credentials: set AWS_ACCESS_KEY_ID and"
                          + " AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or give this task, pod or"
                          + " machine an IAM role")));
      assertThat(aws.requests()).isEmpty();
    }
  }

  private static StsClient stsWithoutCredentials(URI endpoint) {
    return StsClient.builder()
        .endpointOverride(endpoint)
        .region(Region.EU_WEST_1)
        .httpClient(UrlConnectionHttpClient.create())
        .credentialsProvider(
            new Credentials(() -> {
              throw SdkClientException.create("no provider of the chain has credentials");
            }))
        .build();
  }
}
