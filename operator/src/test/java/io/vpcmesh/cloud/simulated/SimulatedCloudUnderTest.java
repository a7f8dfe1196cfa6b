package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.Alarm;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.CloudWatch;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.Sts;
import io.vpcmesh.cloud.VirtualClock;
import io.vpcmesh.cloud.rules.CloudUnderTest;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.SecurityGroupId;
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
  public void attach(SecurityGroupId group) {
    cloud.attach(ImmutableSet.of(new IpAddress("10.0.1.4")), ImmutableSet.of(group));
  }

  @Override
  public PrefixListId prefixList(int maxEntries, Cidr... entries) {
    return cloud.makePrefixList(maxEntries, entries);
  }

  @Override
  public CloudWatch cloudWatch() {
    return cloud.cloudWatch();
  }

  @Override
  public void alarm(Alarm alarm) {
    cloud.setAlarm(alarm);
  }

  @Override
  public void compositeAlarm(Alarm alarm) {
    cloud.setCompositeAlarm(alarm);
  }

  @Override
  public void pass(Duration time) {
    clock.pass(time);
  }
}
