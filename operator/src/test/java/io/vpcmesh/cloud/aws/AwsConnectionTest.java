package io.vpcmesh.cloud.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vpcmesh.cloud.aws.AwsConnection.AccessKey;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AwsConnectionTest {

  private static final AwsConnection CONNECTION = AwsConnection.ofEnvironment("1.2.3");

  @Test
  void callsMayNotTakeLongerThanPortsPromise() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CONNECTION.givingUpAfter(Duration.ofSeconds(5)))
        .withMessage("a call to AWS may take more than 0 and at most 4 seconds, got PT5S");
  }

  @Test
  void endpointsAreHttp() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CONNECTION.at(URI.create("localhost:5000")))
        .withMessage("an AWS endpoint is http://HOST:PORT or https://HOST, got 'localhost:5000'");
  }

  @Test
  void endpointsHoldNoPassword() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CONNECTION.at(URI.create("http://me:hush@localhost:5000")))
        .withMessage(
            "an AWS endpoint is http://HOST:PORT or https://HOST, got 'http://***@localhost:5000'");
  }

  @Test
  void secretsStayOutOfText() {
    AwsConnection signed = CONNECTION.signedWith(new AccessKey("AKIDEXAMPLE", "hush"));

    assertThat(signed.toString()).contains("AKIDEXAMPLE").doesNotContain("hush");
  }

  @Test
  void onlyDomainNamesTakeAPrefix() {
    assertThat(PlainHost.is("127.0.0.1")).isTrue();
    assertThat(PlainHost.is("[::1]")).isTrue();
    assertThat(PlainHost.is("localhost")).isTrue();
    assertThat(PlainHost.is("servicediscovery.eu-west-1.amazonaws.com")).isFalse();
  }
}
