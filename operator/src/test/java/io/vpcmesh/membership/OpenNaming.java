package io.vpcmesh.membership;

import io.vpcmesh.model.InstanceId;

/** Addresses that get another id in each life of the daemon. */
public final class OpenNaming {

  private OpenNaming() {}

  public static StaticMembership inLife(int life) {
    return new StaticMembership(
        address -> new InstanceId("%s-%d".formatted(address.ip().value().replace('.', '-'), life)));
  }
}
