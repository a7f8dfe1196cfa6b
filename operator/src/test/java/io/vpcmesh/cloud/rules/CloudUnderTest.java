package io.vpcmesh.cloud.rules;

import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.Sts;
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

  /** Lets that much time go by; does nothing where nothing depends on time. */
  void pass(Duration time);
}
