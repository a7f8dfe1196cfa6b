package io.vpcmesh.cloud.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.Place;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

class SdkEc2Test {

  private static final Place HERE = Place.of("eu-west-1");

  @Test
  void onlyWhatWasAskedForIsAskedAndTold() throws IOException {
    String answer =
        """
        <DescribeVpcsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
          <vpcSet>
            <item><vpcId>vpc-0a</vpcId></item>
            <item><vpcId>vpc-0c</vpcId></item>
          </vpcSet>
        </DescribeVpcsResponse>
        """;
    try (StubbedAws aws = StubbedAws.answering(200, answer);
        AwsCloud cloud = new AwsCloud(aws.connection())) {
      assertThat(cloud.ec2(HERE).describeVpcs(ImmutableSet.of("vpc-0a", "vpc-0b")))
          .containsExactly("vpc-0a");
      assertThat(aws.onlyRequest().body())
          .contains("Action=DescribeVpcs", "Filter.1.Name=vpc-id", "vpc-0a", "vpc-0b")
          .doesNotContain("VpcId.1");
    }
  }

  @Test
  @ExtendWith(Moto.class)
  void anIndependentServerIsUnderstood(MotoServer moto) {
    try (AwsCloud cloud = new AwsCloud(moto.connection())) {
      assertThat(cloud.ec2(HERE).describeVpcs(ImmutableSet.of("vpc-0a1b2c3d", "vpc-0b")))
          .containsExactly("vpc-0a1b2c3d");
    }
  }

  @Test
  void whoMayNotAskIsDenied() throws IOException {
    String answer =
        """
        <Response><Errors><Error>
          <Code>UnauthorizedOperation</Code><Message>You are not authorized.</Message>
        </Error></Errors><RequestID>r-1</RequestID></Response>
        """;
    try (StubbedAws aws = StubbedAws.answering(403, answer);
        AwsCloud cloud = new AwsCloud(aws.connection())) {
      AwsFailure failure =
          catchThrowableOfType(
                  AwsException.class, () -> cloud.ec2(HERE).describeVpcs(ImmutableSet.of("vpc-0a")))
              .failure();

      assertThat(failure).isInstanceOf(AwsFailure.Denied.class);
      assertThat(failure.error().toString())
          .isEqualTo("DescribeVpcs: UnauthorizedOperation: You are not authorized.");
    }
  }
}
