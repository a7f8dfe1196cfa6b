package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.Alarm;
import io.vpcmesh.cloud.CloudWatch;
import io.vpcmesh.cloud.Page;
import io.vpcmesh.cloud.simulated.Call.Request;
import io.vpcmesh.model.AwsAction;
import java.util.Optional;

/** The account's CloudWatch as one client sees it. */
record SimulatedCloudWatch(FrontDoor door, String client) implements CloudWatch {

  @Override
  public Page<Alarm> describeAlarms(ImmutableSet<String> names, Optional<String> nextToken) {
    CloudWatch.checked(names);
    return door.call(
        client,
        Request.of(AwsAction.DESCRIBE_ALARMS, String.join(",", names)),
        () -> door.backend().alarms.describe(names, nextToken));
  }
}
