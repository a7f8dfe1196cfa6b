package io.vpcmesh.cloud.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.cloud.NamespaceSpec;
import io.vpcmesh.cloud.NamespaceType;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.Reach;
import io.vpcmesh.model.RoleArn;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is done as a role, and what comes of it when the role is not to be had. */
class AssumedRoleTest {

  private static final RoleArn SHOP = new RoleArn("arn:aws:iam::111122223333:role/shop");
  private static final Place OWN = Place.of("eu-west-1");
  private static final Place THERE = OWN.as(SHOP);
  private static final Reach REACH = new Reach(ImmutableSet.of(), ImmutableSet.of(SHOP));

  @Test
  @ExtendWith(Moto.class)
  void whatIsDoneAsARoleIsDoneInItsAccount(MotoServer moto) {
    try (AwsCloud cloud = new AwsCloud(moto.connection().reaching(REACH))) {
      cloud
          .cloudMap(THERE)
          .createHttpNamespace(
              new NamespaceSpec("shop", Optional.empty(), "", "r-1", ImmutableMap.of()));

      assertThat(cloud.sts(THERE).accountId()).isEqualTo("111122223333");
      assertThat(cloud.sts(OWN).accountId()).isEqualTo("123456789012");
      assertThat(namespaces(cloud, THERE)).isEqualTo(1);
      assertThat(namespaces(cloud, OWN)).isZero();
    }
  }

  @Test
  void outOfReachNothingIsSent() throws IOException {
    try (StubbedAws aws = StubbedAws.answering(200, "{}");
        AwsCloud cloud = new AwsCloud(aws.connection())) {
      AwsFailure failure = failure(cloud, THERE);

      assertThat(failure).isInstanceOf(AwsFailure.Denied.class);
      assertThat(failure.error().message()).contains(SHOP.value(), "--allowed-role");
      assertThat(aws.requests()).isEmpty();
    }
  }

  @Test
  void aRoleOfAnotherRegionIsOutOfReachToo() throws IOException {
    Reach frankfurt = new Reach(ImmutableSet.of("eu-central-1"), ImmutableSet.of(SHOP));
    try (StubbedAws aws = StubbedAws.answering(200, "{}");
        AwsCloud cloud = new AwsCloud(aws.connection().reaching(frankfurt))) {
      assertThat(failure(cloud, THERE).error().code()).isEqualTo("RegionNotAllowed");
      assertThat(failure(cloud, OWN).error().code()).isEqualTo("RegionNotAllowed");
      assertThat(aws.requests()).isEmpty();
    }
  }

  @Test
  void aRoleThatDoesNotTrustUsIsNamed() throws IOException {
    AwsFailure failure = answered(403, refusal("AccessDenied", "not authorized to assume"));

    assertThat(failure).isInstanceOf(AwsFailure.Denied.class);
    assertThat(failure.error().toString())
        .isEqualTo("AssumeRole: AccessDenied: role " + SHOP + ": not authorized to assume");
  }

  @Test
  void anStsThatIsBusyOrBrokenIsAskedAgainAndTheCallNeverHappened() throws IOException {
    assertThat(answered(400, refusal("Throttling", "Rate exceeded")))
        .isInstanceOf(AwsFailure.Throttled.class);
    assertThat(answered(500, refusal("InternalFailure", "oops")))
        .isInstanceOf(AwsFailure.Unavailable.class);
  }

  @Test
  void anStsThatDoesNotAnswerIsBlamedByName() throws IOException {
    try (StubbedAws aws = StubbedAws.silent();
        AwsCloud cloud =
            new AwsCloud(aws.connection().reaching(REACH).givingUpAfter(Duration.ofSeconds(1)))) {
      AwsFailure failure = failure(cloud, THERE);

      assertThat(failure).isInstanceOf(AwsFailure.Unavailable.class);
      assertThat(failure.error().toString()).startsWith("AssumeRole: Timeout: role " + SHOP);
    }
  }

  private static AwsFailure answered(int status, String body) throws IOException {
    try (StubbedAws aws = StubbedAws.answering(status, body);
        AwsCloud cloud = new AwsCloud(aws.connection().reaching(REACH))) {
      AwsFailure failure = failure(cloud, THERE);

      assertThat(aws.requests()).as("one attempt").hasSize(1);
      assertThat(failure.error().message()).contains(SHOP.value());
      return failure;
    }
  }

  private static AwsFailure failure(AwsCloud cloud, Place place) {
    return catchThrowableOfType(
            AwsException.class, () -> cloud.cloudMap(place).discoverInstances("shop", "orders"))
        .failure();
  }

  private static int namespaces(AwsCloud cloud, Place place) {
    return cloud
        .cloudMap(place)
        .listNamespaces(NamespaceType.HTTP, "shop", Optional.empty())
        .items()
        .size();
  }

  private static String refusal(String code, String message) {
    return """
    <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
      <Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>
    </ErrorResponse>
    """
        .formatted(code, message);
  }
}
