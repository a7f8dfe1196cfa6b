package io.vpcmesh.cloud.wire;

import com.google.common.collect.ImmutableSet;
import com.google.common.xml.XmlEscapers;
import io.vpcmesh.cloud.Alarm;
import io.vpcmesh.cloud.CloudWatch;
import io.vpcmesh.cloud.Page;
import io.vpcmesh.model.AwsFailure;
import java.util.stream.Collectors;

/** One request that came over the wire as one call of CloudWatch's port, and its answer. */
record WireCloudWatch(CloudWatch cloudWatch) {

  String answer(WireForm asked) {
    String action = asked.text("Action");
    if (!action.equals("DescribeAlarms")) {
      throw new IllegalArgumentException("not of CloudWatch: " + action);
    }
    Page<Alarm> page =
        cloudWatch.describeAlarms(
            ImmutableSet.copyOf(asked.texts("AlarmNames.member")), asked.maybe("NextToken"));
    return """
    <DescribeAlarmsResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/">
      <DescribeAlarmsResult><MetricAlarms>%s</MetricAlarms>%s</DescribeAlarmsResult>
    </DescribeAlarmsResponse>
    """
        .formatted(
            page.items().stream().map(WireCloudWatch::member).collect(Collectors.joining()),
            page.nextToken().map(WireCloudWatch::nextToken).orElse(""));
  }

  private static String member(Alarm alarm) {
    return "<member><AlarmName>%s</AlarmName><StateValue>%s</StateValue></member>"
        .formatted(escaped(alarm.name()), alarm.state());
  }

  private static String nextToken(String token) {
    return "<NextToken>%s</NextToken>".formatted(escaped(token));
  }

  static String error(AwsFailure failure) {
    return "<ErrorResponse><Error><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"
        .formatted(escaped(failure.error().code()), escaped(failure.error().message()));
  }

  private static String escaped(String text) {
    return XmlEscapers.xmlContentEscaper().escape(text);
  }
}
