package io.vpcmesh.cloud.aws;

import io.vpcmesh.cloud.Sts;
import io.vpcmesh.model.AwsAction;
import java.time.Duration;
import software.amazon.awssdk.services.sts.StsClient;

/** STS over the SDK. */
final class SdkSts implements Sts {

  private final StsClient client;
  private final Calls calls;

  SdkSts(StsClient client, Duration timeout) {
    this.client = client;
    this.calls = Calls.of("AWS STS", client.serviceClientConfiguration(), timeout);
  }

  @Override
  public String accountId() {
    return calls.make(
        AwsAction.GET_CALLER_IDENTITY,
        () -> Answers.required(client.getCallerIdentity().account(), "Account"));
  }
}
