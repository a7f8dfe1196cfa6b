package io.vpcmesh.cloud.simulated;

import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.Sts;
import io.vpcmesh.cloud.VirtualClock;
import io.vpcmesh.cloud.rules.CloudUnderTest;
import io.vpcmesh.model.Place;
import java.time.Duration;

/** A simulated cloud whose time is the test's. */
record SimulatedCloudUnderTest(SimulatedCloud cloud, VirtualClock clock) implements CloudUnderTest {

  static SimulatedCloudUnderTest with(Settings settings) {
    VirtualClock clock = new VirtualClock();
    return new SimulatedCloudUnderTest(new SimulatedCloud(settings, clock), clock);
  }

  @Override
  public CloudMap cloudMap() {
    return cloud.cloudMap();
  }

  @Override
  public CloudMap anotherClient() {
    return cloud.client("another").cloudMap(Place.of(cloud.settings().region()));
  }

  @Override
  public Sts sts() {
    return cloud.sts();
  }

  @Override
  public Ec2 ec2() {
    return cloud.ec2();
  }

  @Override
  public void pass(Duration time) {
    clock.pass(time);
  }
}
