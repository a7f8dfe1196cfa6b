package io.vpcmesh.cloud.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.cloud.aws.AwsConnection.AccessKey;
import io.vpcmesh.model.Place;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class AwsCloudTest {

  private static final String REGION = "eu-west-1";

  /** What the SDK reads when the environment variable is not set. */
  private static final String AWS_ENDPOINT_URL = "aws.endpointUrl";

  @Test
  @AgainstMoto
  void stsTellsWhoseCredentialsTheseAre(MotoServer moto) {
    try (AwsCloud cloud = new AwsCloud(moto.connection())) {
      assertThat(cloud.sts(Place.of(REGION)).accountId()).isEqualTo("123456789012");
    }
  }

  @Test
  void thePlainEndpointOfTheEnvironmentTakesNoHostPrefix() throws IOException {
    try (StubbedAws stub = StubbedAws.answering(200, "{\"Instances\": []}")) {
      System.setProperty(AWS_ENDPOINT_URL, stub.endpoint().toString());

      try (AwsCloud cloud = new AwsCloud(signed())) {
        cloud.cloudMap(Place.of(REGION)).discoverInstances("shop.local", "orders");
      }

      assertThat(stub.onlyRequest().host()).isEqualTo(stub.endpoint().getAuthority());
    } finally {
      System.clearProperty(AWS_ENDPOINT_URL);
    }
  }

  private static AwsConnection signed() {
    return AwsConnection.ofEnvironment("1.2.3").signedWith(new AccessKey("test", "test"));
  }
}
