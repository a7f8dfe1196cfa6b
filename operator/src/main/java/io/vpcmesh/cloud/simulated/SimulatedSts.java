package io.vpcmesh.cloud.simulated;

import io.vpcmesh.cloud.Sts;
import io.vpcmesh.cloud.simulated.Call.Request;
import io.vpcmesh.model.AwsAction;

/** The account's STS as one client sees it. */
record SimulatedSts(FrontDoor door, String client) implements Sts {

  @Override
  public String accountId() {
    return door.call(client, Request.of(AwsAction.GET_CALLER_IDENTITY, "caller"), this::account);
  }

  private String account() {
    String account = door.backend().world.settings().accountId();
    return door.backend().world.rules().keeps(RequestRule.ACCOUNT_SHOWN)
        ? account
        : "arn:aws:iam::" + account + ":root";
  }
}
