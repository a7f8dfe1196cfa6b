package io.vpcmesh.cloud;

import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.Place;

/** A cloud with somebody who stands around each call. */
public record SupervisedCloud(Cloud cloud, Supervision supervision) implements Cloud {

  @Override
  public CloudMap cloudMap(Place place) {
    return new SupervisedCloudMap(cloud.cloudMap(place), supervision);
  }

  @Override
  public Sts sts(Place place) {
    Sts sts = cloud.sts(place);
    return () -> supervision.call(AwsAction.GET_CALLER_IDENTITY, sts::accountId);
  }

  @Override
  public Ec2 ec2(Place place) {
    return new SupervisedEc2(cloud.ec2(place), supervision);
  }

  @Override
  public CloudWatch cloudWatch(Place place) {
    CloudWatch cloudWatch = cloud.cloudWatch(place);
    return (names, nextToken) ->
        supervision.call(
            AwsAction.DESCRIBE_ALARMS, () -> cloudWatch.describeAlarms(names, nextToken));
  }
}
