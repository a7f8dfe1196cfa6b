package io.vpcmesh.cloud;

import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;

/** Amazon CloudWatch, as far as it is about alarms; as strict about calls as {@link CloudMap}. */
public interface CloudWatch {

  /** How many alarms one call may ask for, and how many a page holds at most. */
  int MOST_ALARMS = 100;

  /** How long the name of an alarm may be. */
  int LONGEST_ALARM_NAME = 255;

  /** Those of these alarms, 1 to {@link #MOST_ALARMS}, that there are. */
  Page<Alarm> describeAlarms(ImmutableSet<String> names, Optional<String> nextToken);

  /** AWS takes no names at all for all alarms of the account. */
  static ImmutableSet<String> checked(ImmutableSet<String> names) {
    Preconditions.checkArgument(
        !names.isEmpty() && names.size() <= MOST_ALARMS,
        "1 to %s alarms are asked for in a call, got %s",
        MOST_ALARMS,
        names.size());
    return names;
  }
}
