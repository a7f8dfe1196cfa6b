package io.vpcmesh.runtime;

import io.vpcmesh.cloud.Cloud;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.Sts;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.telemetry.Meters;
import java.time.InstantSource;

/** A cloud whose calls are counted and timed, those included that AWS refuses. */
public final class MeasuredCloud implements Cloud {

  private final Cloud cloud;
  private final MeasuredCalls calls;

  public MeasuredCloud(Cloud cloud, Meters meters, InstantSource clock) {
    this.cloud = cloud;
    this.calls = new MeasuredCalls(meters, clock);
  }

  @Override
  public CloudMap cloudMap(String region) {
    return new MeasuredCloudMap(cloud.cloudMap(region), calls);
  }

  @Override
  public Sts sts(String region) {
    Sts sts = cloud.sts(region);
    return () -> calls.measure(AwsAction.GET_CALLER_IDENTITY, sts::accountId);
  }
}
