package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.simulated.Call.Request;
import io.vpcmesh.model.AwsAction;

/** The account's EC2 as one client sees it. */
record SimulatedEc2(FrontDoor door, String client) implements Ec2 {

  @Override
  public ImmutableSet<String> describeVpcs(ImmutableSet<String> ids) {
    return door.call(
        client,
        Request.of(AwsAction.DESCRIBE_VPCS, String.join(",", ids)),
        () -> door.backend().networks.describe(ids));
  }
}
