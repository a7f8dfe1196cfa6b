package io.vpcmesh.cloud;

import io.vpcmesh.model.AwsAction;

/** A cloud with somebody who stands around each call. */
public record SupervisedCloud(Cloud cloud, Supervision supervision) implements Cloud {

  @Override
  public CloudMap cloudMap(String region) {
    return new SupervisedCloudMap(cloud.cloudMap(region), supervision);
  }

  @Override
  public Sts sts(String region) {
    Sts sts = cloud.sts(region);
    return () -> supervision.call(AwsAction.GET_CALLER_IDENTITY, sts::accountId);
  }
}
