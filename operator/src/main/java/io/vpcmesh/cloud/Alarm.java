package io.vpcmesh.cloud;

import io.vpcmesh.model.AlarmState;

/** An alarm as DescribeAlarms shows it: one about a metric, or one about other alarms. */
public record Alarm(String name, AlarmState state) {}
