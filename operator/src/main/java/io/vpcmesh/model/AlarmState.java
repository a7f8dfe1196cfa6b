package io.vpcmesh.model;

/** The states of an alarm of CloudWatch, spelled as AWS does. */
public enum AlarmState {
  OK,
  ALARM,
  /** There are too few measurements to tell: that is neither good nor bad. */
  INSUFFICIENT_DATA
}
