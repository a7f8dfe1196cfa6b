package io.vpcmesh.cloud.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.Alarm;
import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.cloud.CloudWatch;
import io.vpcmesh.model.AlarmState;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.Place;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SdkCloudWatchTest {

  private static final Place HERE = Place.of("eu-west-1");
  private static final ImmutableSet<String> NAMES = ImmutableSet.of("errors", "shop");

  @Test
  void alarmsOfBothTypesAreAskedForByNameAndShown() throws IOException {
    String metric = "<member><AlarmName>errors</AlarmName><StateValue>ALARM</StateValue></member>";
    String composite = "<member><AlarmName>shop</AlarmName><StateValue>OK</StateValue></member>";
    try (StubbedAws aws = StubbedAws.answering(200, answer(metric, composite));
        AwsCloud cloud = new AwsCloud(aws.connection())) {
      var page = cloud.cloudWatch(HERE).describeAlarms(NAMES, Optional.of("page-2"));

      assertThat(page.nextToken()).contains("more");
      assertThat(page.items())
          .containsExactly(new Alarm("errors", AlarmState.ALARM), new Alarm("shop", AlarmState.OK));
      assertThat(aws.onlyRequest().body())
          .contains("Action=DescribeAlarms")
          .contains("AlarmNames.member.1=errors")
          .contains("AlarmNames.member.2=shop")
          .contains("AlarmTypes.member.1=MetricAlarm")
          .contains("AlarmTypes.member.2=CompositeAlarm")
          .contains("MaxRecords=100")
          .contains("NextToken=page-2");
    }
  }

  @Test
  void aStateThatNobodyKnowsIsNoAnswer() throws IOException {
    String strange = "<member><AlarmName>errors</AlarmName><StateValue>FINE</StateValue></member>";

    AwsFailure failure = failure(200, answer(strange, ""));

    assertThat(failure).isInstanceOf(AwsFailure.Unknown.class);
    assertThat(failure.error().message()).contains("no usable answer");
  }

  @Test
  void whatCloudWatchRefusesIsToldApart() throws IOException {
    assertThat(failure(400, error("Throttling"))).isInstanceOf(AwsFailure.Throttled.class);
    assertThat(failure(403, error("AccessDenied"))).isInstanceOf(AwsFailure.Denied.class);
    assertThat(failure(503, error("ServiceUnavailable")))
        .isInstanceOf(AwsFailure.Unavailable.class);
    assertThat(failure(400, error("InvalidNextToken"))).isInstanceOf(AwsFailure.Invalid.class);
  }

  @Test
  void neitherAllAlarmsNorMoreThanHundredAreAskedFor() throws IOException {
    ImmutableSet<String> tooMany =
        IntStream.range(0, 101).mapToObj(i -> "alarm-" + i).collect(ImmutableSet.toImmutableSet());
    try (StubbedAws aws = StubbedAws.answering(200, answer("", ""));
        AwsCloud cloud = new AwsCloud(aws.connection())) {
      CloudWatch cloudWatch = cloud.cloudWatch(HERE);

      assertThatThrownBy(() -> cloudWatch.describeAlarms(ImmutableSet.of(), Optional.empty()))
          .hasMessage("1 to 100 alarms are asked for in a call, got 0");
      assertThatThrownBy(() -> cloudWatch.describeAlarms(tooMany, Optional.empty()))
          .hasMessage("1 to 100 alarms are asked for in a call, got 101");
      assertThat(aws.requests()).isEmpty();
    }
  }

  private static AwsFailure failure(int status, String body) throws IOException {
    try (StubbedAws aws = StubbedAws.answering(status, body);
        AwsCloud cloud = new AwsCloud(aws.connection())) {
      return catchThrowableOfType(
              AwsException.class,
              () -> cloud.cloudWatch(HERE).describeAlarms(NAMES, Optional.empty()))
          .failure();
    }
  }

  private static String answer(String metric, String composite) {
    return """
    <DescribeAlarmsResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/">
      <DescribeAlarmsResult>
        <CompositeAlarms>%s</CompositeAlarms>
        <MetricAlarms>%s</MetricAlarms>
        <NextToken>more</NextToken>
      </DescribeAlarmsResult>
    </DescribeAlarmsResponse>
    """
        .formatted(composite, metric);
  }

  private static String error(String code) {
    return """
    <ErrorResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/">
      <Error><Type>Sender</Type><Code>%s</Code><Message>no</Message></Error>
      <RequestId>1</RequestId>
    </ErrorResponse>
    """
        .formatted(code);
  }
}
