package io.vpcmesh.cloud.aws;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.Alarm;
import io.vpcmesh.cloud.CloudWatch;
import io.vpcmesh.cloud.Page;
import io.vpcmesh.model.AlarmState;
import io.vpcmesh.model.AwsAction;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;

/** CloudWatch over the SDK. */
final class SdkCloudWatch implements CloudWatch {

  private final CloudWatchClient client;
  private final Calls calls;

  SdkCloudWatch(CloudWatchClient client, Duration timeout) {
    this.client = client;
    this.calls = Calls.of("Amazon CloudWatch", client.serviceClientConfiguration(), timeout);
  }

  /** Without the types AWS would show alarms about metrics alone. */
  @Override
  public Page<Alarm> describeAlarms(ImmutableSet<String> names, Optional<String> nextToken) {
    CloudWatch.checked(names);
    return calls.make(
        AwsAction.DESCRIBE_ALARMS,
        () -> {
          DescribeAlarmsResponse answer =
              client.describeAlarms(request ->
                  request
                      .alarmNames(names)
                      .alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM)
                      .maxRecords(MOST_ALARMS)
                      .nextToken(nextToken.orElse(null)));
          return Answers.page(alarms(answer), answer.nextToken());
        });
  }

  private static ImmutableList<Alarm> alarms(DescribeAlarmsResponse answer) {
    return Stream.concat(
            answer.metricAlarms().stream()
                .map(alarm -> alarm(alarm.alarmName(), alarm.stateValueAsString())),
            answer.compositeAlarms().stream()
                .map(alarm -> alarm(alarm.alarmName(), alarm.stateValueAsString())))
        .collect(ImmutableList.toImmutableList());
  }

  private static Alarm alarm(@Nullable String name, @Nullable String state) {
    return new Alarm(
        Answers.required(name, "AlarmName"), Answers.word(AlarmState.class, state, "StateValue"));
  }
}
