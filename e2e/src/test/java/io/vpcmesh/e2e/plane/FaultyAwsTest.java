package io.vpcmesh.e2e.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.cloud.NamespaceSpec;
import io.vpcmesh.cloud.aws.AwsCloud;
import io.vpcmesh.cloud.aws.Moto;
import io.vpcmesh.cloud.aws.MotoServer;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.Place;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A fault is what a real client takes it for, and AWS did what the fault says. */
@Tag("e2e")
@ExtendWith(Moto.class)
class FaultyAwsTest {

  private static final String REGION = "eu-west-1";

  private final MotoServer moto;
  private final FaultyAws way;
  private final AwsCloud cloud;

  FaultyAwsTest(MotoServer moto) throws IOException {
    this.moto = moto;
    this.way = FaultyAws.before(moto.endpoint());
    this.cloud =
        new AwsCloud(moto.connection().at(way.url()).givingUpAfter(Duration.ofMillis(2500)));
  }

  @AfterEach
  void close() {
    cloud.close();
    way.close();
  }

  @Test
  void throttlingIsUnderstood() {
    way.fail(Fault.THROTTLED);
    assertThat(failure()).isInstanceOf(AwsFailure.Throttled.class);
    way.fail(Fault.LIMIT_EXCEEDED);
    assertThat(failure()).isInstanceOf(AwsFailure.Throttled.class);
    assertThat(namespaces()).isZero();
  }

  @Test
  void theAccountIsRefusedInItsOwnLanguage() {
    way.fail(Fault.THROTTLED);

    assertThatExceptionOfType(AwsException.class)
        .isThrownBy(() -> cloud.sts(Place.of(REGION)).accountId())
        .satisfies(it -> assertThat(it.failure()).isInstanceOf(AwsFailure.Throttled.class));
  }

  @Test
  void soAreTheNetworks() {
    way.fail(Fault.THROTTLED);

    assertThatExceptionOfType(AwsException.class)
        .isThrownBy(() -> cloud.ec2(Place.of(REGION)).describeVpcs(ImmutableSet.of("vpc-0a")))
        .satisfies(it -> assertThat(it.failure()).isInstanceOf(AwsFailure.Throttled.class));
  }

  @Test
  void whoeverGetsNoAnswerIsNotSure() {
    way.fail(Fault.INTERNAL_FAILURE);
    assertThat(failure()).isInstanceOf(AwsFailure.Unknown.class);
    way.fail(Fault.SILENT);
    assertThat(failure()).isInstanceOf(AwsFailure.Unknown.class);
    assertThat(namespaces()).isZero();

    way.fail(Fault.ANSWER_LOST);
    assertThat(failure()).isInstanceOf(AwsFailure.Unknown.class);
    assertThat(namespaces()).isOne();
  }

  @Test
  void whatIsSlowHappens() {
    way.fail(Fault.SLOW);
    create();

    assertThat(namespaces()).isOne();
    assertThat(way.calls()).containsExactly("CreateHttpNamespace");
  }

  @Test
  void faultsMeetWhatTheyAreMeantForAndEnd() {
    way.fail(Fault.THROTTLED, 100, action -> action.startsWith("Create"));
    assertThat(cloud.sts(Place.of(REGION)).accountId()).isNotEmpty();
    assertThat(failure()).isInstanceOf(AwsFailure.Throttled.class);

    way.heal();
    create();
    assertThat(namespaces()).isOne();
  }

  private AwsFailure failure() {
    try {
      create();
    } catch (AwsException failed) {
      return failed.failure();
    }
    throw new AssertionError("nothing failed");
  }

  private void create() {
    cloud
        .cloudMap(Place.of(REGION))
        .createHttpNamespace(
            new NamespaceSpec("some.internal", Optional.empty(), "", "once", ImmutableMap.of()));
  }

  private int namespaces() {
    return moto.view(REGION).namespaces().size();
  }
}
