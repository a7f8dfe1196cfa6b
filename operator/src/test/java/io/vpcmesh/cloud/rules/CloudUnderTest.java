package io.vpcmesh.cloud.rules;

import io.vpcmesh.cloud.Alarm;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.CloudWatch;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.Sts;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.SecurityGroupId;
import java.time.Duration;

/** An empty account behind some implementation of the ports. */
public interface CloudUnderTest {

  CloudMap cloudMap();

  /** The same account, called by somebody else. */
  default CloudMap anotherClient() {
    return cloudMap();
  }

  Sts sts();

  Ec2 ec2();

  CloudWatch cloudWatch();

  /** Somebody runs something whose network interface carries the group. */
  void attach(SecurityGroupId group);

  /** Somebody makes a prefix list of IPv4 that may have so many entries, and has these. */
  PrefixListId prefixList(int maxEntries, Cidr... entries);

  /** An alarm about a metric is in this state. */
  void alarm(Alarm alarm);

  /** An alarm about other alarms is in this state. */
  void compositeAlarm(Alarm alarm);

  /** Lets that much time go by; does nothing where nothing depends on time. */
  void pass(Duration time);
}
