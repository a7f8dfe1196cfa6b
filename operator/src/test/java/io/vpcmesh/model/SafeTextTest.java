package io.vpcmesh.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials that AWS, the SDK or something in between may quote are cut out, and no more. */
class SafeTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "the key AKIAIOSFODNN7EXAMPLE is unknown => the key *** is unknown",
        "user ASIAIOSFODNN7EXAMPLE. => user ***.",
        "token IQoJb3JpZ2luX2VjEKv//////////wEaCWV1 expired => token *** expired",
        "token FwoGZXIvYXdzEJr//////////wEaDK%3D expired => token *** expired",
        "x-amz-security-token:IQoJb3Jp => x-amz-security-token:***",
        "{\"SessionToken\": \"abc/def==\"} => {\"SessionToken\": \"***\"}",
        "AWS_SESSION_TOKEN=abc/def== is set => AWS_SESSION_TOKEN=*** is set",
        "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG+b is set => AWS_SECRET_ACCESS_KEY=*** is set",
        "aws_secret_access_key = wJalrXUtnFEMI => aws_secret_access_key = ***",
        "SecretAccessKey: wJalrXUtnFEMI, 3 => SecretAccessKey: ***, 3",
        "Authorization: AWS4-HMAC-SHA256 Credential=a/b, Signature=c => Authorization: ***",
        "Authorization=Basic dXNlcjpwYXNz => Authorization=***",
        "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=h, Signature=c => AWS4-HMAC-SHA256 ***",
        "sent Bearer eyJhbGciOiJIUzI1NiJ9.eyJz => sent Bearer ***",
        "/?X-Amz-Signature=0a1b2c&X-Amz-Date=1 => /?X-Amz-Signature=***&X-Amz-Date=1",
        "/?X-Amz-Credential=a%2Fb&X-Amz-Date=1 => /?X-Amz-Credential=***&X-Amz-Date=1",
        "/?X-Amz-Security-Token=IQo%3D&a=1 => /?X-Amz-Security-Token=***&a=1",
        "http://me:secret@localhost:5000/ is silent => http://***@localhost:5000/ is silent",
        "no answer from https://token@host => no answer from https://***@host"
      })
  void credentialsAreCutOut(String said, String safe) {
    assertThat(SafeText.of(said).toString()).isEqualTo(safe);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "User: arn:aws:sts::123456789012:assumed-role/mesh/1 is not authorized to perform: servicediscovery:CreateService",
        "The request signature we calculated does not match the signature you provided.",
        "Signature expired: 20261101T080000Z is now earlier than 20261101T080500Z",
        "The security token included in the request is invalid",
        "http://127.0.0.1:5000 did not answer in time",
        "service srv-rkuuqhw8utmu3q7p has instances of a@b: https://console.aws.amazon.com",
        "Basic authentication required"
      })
  void whatIsNoCredentialStays(String said) {
    assertThat(SafeText.of(said).toString()).isEqualTo(said);
  }

  @Test
  void ofSeveralLinesEachIsLookedAt() {
    String said =
        """
        The Canonical String for this request should have been
        'POST
        host:servicediscovery.eu-west-1.amazonaws.com
        x-amz-date:20261101T080000Z
        x-amz-security-token:IQoJb3JpZ2luX2VjEKv//////////w==

        authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261101
        user-agent: vpcmesh'\
        """;

    String safe = SafeText.of(said).toString();

    assertThat(safe)
        .isEqualTo(
            """
            The Canonical String for this request should have been
            'POST
            host:servicediscovery.eu-west-1.amazonaws.com
            x-amz-date:20261101T080000Z
            x-amz-security-token:***

            authorization: ***
            user-agent: vpcmesh'\
            """);
  }

  @Test
  void cuttingTwiceIsCuttingOnce() {
    SafeText once =
        SafeText.of("Authorization: a\nX-Amz-Signature=b http://c:d@e AKIAIOSFODNN7EXAMPLE");

    assertThat(SafeText.of(once.toString())).isEqualTo(once);
  }
}
