package io.vpcmesh.cloud.aws;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.model.AwsAction;
import java.time.Duration;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** EC2 over the SDK. */
final class SdkEc2 implements Ec2 {

  private final Ec2Client client;
  private final Calls calls;

  SdkEc2(Ec2Client client, Duration timeout) {
    this.client = client;
    this.calls = Calls.of("Amazon EC2", client.serviceClientConfiguration(), timeout);
  }

  /** By filter and not by id: for an id that is not there, all others would be refused. */
  @Override
  public ImmutableSet<String> describeVpcs(ImmutableSet<String> ids) {
    Filter among = Filter.builder().name("vpc-id").values(ids).build();
    DescribeVpcsRequest request = DescribeVpcsRequest.builder().filters(among).build();
    return calls.make(
        AwsAction.DESCRIBE_VPCS,
        () ->
            client.describeVpcs(request).vpcs().stream()
                .map(Vpc::vpcId)
                .filter(ids::contains)
                .collect(ImmutableSet.toImmutableSet()));
  }
}
