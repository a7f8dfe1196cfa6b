package io.vpcmesh.kubernetes;

import io.vpcmesh.cloud.Cloud;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.Sts;

/** A cloud in which a replica that does not lead any more writes nothing. */
record FencedCloud(Cloud cloud, Fence fence) implements Cloud {

  @Override
  public CloudMap cloudMap(String region) {
    return new FencedCloudMap(cloud.cloudMap(region), fence);
  }

  @Override
  public Sts sts(String region) {
    return cloud.sts(region);
  }
}
